"""The same documents and answers give the same report, whoever sends them and wherever it runs."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.roles import Role, load_roles
from tests.roles.attacks import attacks_on, load_attacks
from tests.roles.interviews import Interview, hold

ROLES = load_roles()
NUMBERS = [7, 1001]  # of sessions
SOME = [
    answer for role in ROLES for set_ in (role.strong, role.mediocre, role.poor) for answer in set_
]
SOME += [
    "",
    "Yes.",
    "I did it.",
    "We did it, we always do, and it went well.",
    *load_attacks().gibberish,
]
answers = st.lists(st.sampled_from(SOME), min_size=8, max_size=8)
PRINT_REPORTS = """
import sys
import msgspec
from tests.unit.test_interviewer_same import ROLES, held
for role in ROLES[:3]:
    for answers in (role.mediocre, role.poor):
        sys.stdout.buffer.write(msgspec.json.encode(held(role, answers, 1)))
"""


def held(role: Role, given_answers: list[str], number: int) -> Interview:
    return hold(role.documents, given_answers, number)


def course(interview: Interview) -> list[tuple[str, int]]:
    """What was asked, apart from the words: kind and slot of each question."""
    return [(turn.question.kind, turn.question.slot) for turn in interview.turns]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_the_number_of_a_session_changes_nothing_in_its_report(role: Role) -> None:
    for given_answers in (role.strong, role.mediocre, role.poor, attacks_on(role)[4].answers):
        first = held(role, given_answers, 1)
        for number in NUMBERS:
            other = held(role, given_answers, number)
            assert course(other) == course(first)
            assert other.judgement == first.judgement


@given(st.sampled_from(ROLES), answers, st.integers(1, 2**40))
@settings(max_examples=20, deadline=None)
def test_any_answers_get_the_same_report_in_any_session(
    role: Role, given_answers: list[str], number: int
) -> None:
    first, other = held(role, given_answers, 1), held(role, given_answers, number)
    assert course(other) == course(first)
    assert other.judgement == first.judgement


def test_a_question_sent_back_as_its_answer_is_copied_whatever_its_words_are() -> None:
    role = ROLES[0]
    for number in NUMBERS:
        texts = [turn.question.text for turn in held(role, role.strong, number).turns]
        judgement = hold(role.documents, texts, number).judgement
        assert "copied" in judgement.flags


@given(st.sampled_from(ROLES), answers, st.integers(1, 2**40))
@settings(max_examples=40, deadline=None)
def test_no_two_questions_of_an_interview_read_the_same(
    role: Role, given_answers: list[str], number: int
) -> None:
    turns = held(role, given_answers, number).turns
    texts = [turn.question.text for turn in turns]
    assert len(set(texts)) == len(texts)
    asked = [
        turn.question.text.replace(turn.question.quote or "“”", "")
        for turn in turns
        if turn.question.kind == "probe"
    ]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("answer", ["", "Yes.", "I did it.", "We did it. " * 12, SOME[9]])
def test_one_answer_to_every_question_is_probed_in_other_words_each_time(answer: str) -> None:
    turns = held(ROLES[0], [answer] * 8, 3).turns
    texts = [turn.question.text for turn in turns]
    assert len(set(texts)) == len(texts)


def test_every_process_gives_the_same_reports_byte_for_byte() -> None:
    reports = {reports_of_a_process(seed) for seed in ("1", "2")}
    assert len(reports) == 1
    assert reports.pop().startswith(b"{")


def reports_of_a_process(seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PRINT_REPORTS]
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout
