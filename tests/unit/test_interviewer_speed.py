"""No text takes the interviewer much longer than another of its length.

The times are shares of what an ordinary text takes in the same run, and of this thread alone: what
other programs do meanwhile is not counted.
"""

import sys
from collections.abc import Callable
from functools import cache
from itertools import cycle, islice
from time import thread_time
from types import FrameType

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from app.interviewer.model import Documents, Plan, Turn
from app.interviewer.rules.reading.job import LONGEST_JOB
from tests.roles import load_roles
from tests.roles.rules import RULES, planned

LONGEST_ANSWER = 10_000
TIMES = 5  # as long as an ordinary text, at most
TRIES = 3  # of which the quickest counts
HELD_SHARE = 0.25  # of the time of ordinary documents, in one call that lets no other thread run

ROLES = load_roles()
FRAGMENTS = [
    "I ",
    "and ",
    "1,",
    "£1 ",
    "2019 - ",
    "the ",
    "no ",
    "a; ",
    '."',
    "e.g. ",
    "(A) ",
    "\n",
]
letters = st.text(
    st.sampled_from("aAé1. ,;:()[]{}-–'’\"“£$%@/&+#*\n\t…🙂中"), min_size=1, max_size=6
)
pieces = st.lists(st.sampled_from(FRAGMENTS) | letters, min_size=1, max_size=3).map("".join)
pieces = pieces.map(lambda piece: piece[:12])
fuzz = settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate])


def filled(piece: str, length: int) -> str:
    return "".join(islice(cycle(piece), length))


def seconds(act: Callable[[str], object], piece: str) -> float:
    began = thread_time()
    act(piece)
    return thread_time() - began


def is_quick(act: Callable[[str], object], piece: str, ordinary: str) -> bool:
    """Whether it takes at most `TIMES` as long as with an ordinary text; once is enough."""
    usual = ordinary_seconds(act, ordinary)
    return any(seconds(act, piece) < TIMES * usual for _ in range(TRIES))


@cache
def ordinary_seconds(act: Callable[[str], object], ordinary: str) -> float:
    act(ordinary)
    return min(seconds(act, ordinary) for _ in range(TRIES))


def read(piece: str) -> Plan:
    cv = filled(piece, 200_000)
    return planned(Documents("Cook", "Acme", cv, filled(piece, LONGEST_JOB)))


def turns_of(piece: str, count: int) -> list[Turn]:
    answer = filled(piece, LONGEST_ANSWER)
    return [Turn(question, answer) for question in a_plan().questions[:count]]


def ask(piece: str) -> None:
    RULES.next(a_plan(), turns_of(piece, 2))


def judge(piece: str) -> None:
    RULES.judge(ROLES[0].documents, a_plan(), turns_of(piece, 2))


@cache
def a_plan() -> Plan:
    return planned(ROLES[0].documents)


@cache
def ordinary_document() -> str:
    return "\n".join(f"{role.documents.job_description}\n{role.documents.cv}" for role in ROLES)


@cache
def ordinary_answer() -> str:
    return " ".join(answer for role in ROLES for answer in role.strong)


@fuzz
@given(pieces)
@example("1,")
@example("9")
@example(".)")
@example("a\n")
@example("no a ")
def test_no_document_is_much_slower_to_read_than_another(piece: str) -> None:
    assert is_quick(read, piece, ordinary_document())


@fuzz
@given(pieces)
@example("9")
@example("1\n")
@example("a. ")
@example("I ")
@example("a b c d e f\n")
def test_no_answer_is_much_slower_to_ask_about_or_to_judge_than_another(piece: str) -> None:
    assert is_quick(ask, piece, ordinary_answer())
    assert is_quick(judge, piece, ordinary_answer())


class LongestCall:
    """A profiler that keeps how long the longest call of a function in C took, in seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.began = 0.0

    def __call__(self, _frame: FrameType, event: str, _function: object) -> None:
        if event == "c_call":
            self.began = thread_time()
        elif event == "c_return":
            self.seconds = max(self.seconds, thread_time() - self.began)


def longest_call_s(act: Callable[[str], object], piece: str) -> float:
    longest = LongestCall()
    before = sys.getprofile()
    sys.setprofile(longest)
    try:
        act(piece)
    finally:
        sys.setprofile(before)
    return longest.seconds


@pytest.mark.parametrize("piece", ["9", "1,", " \n", "Jan 2019 - "])
@pytest.mark.parametrize("act", [read, judge])
def test_no_call_holds_up_the_other_threads(act: Callable[[str], object], piece: str) -> None:
    allowed = HELD_SHARE * ordinary_seconds(read, ordinary_document())
    assert any(longest_call_s(act, piece) < allowed for _ in range(TRIES))
