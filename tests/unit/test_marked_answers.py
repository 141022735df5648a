"""An answer cut at its marks: whatever the marks are, the words are those that were typed."""

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.feedback.marked import KIND_NAMES, Passage, marked, passages_of
from app.interviewer.model import AnswerJudgement, EmptySlot, Mark, MarkKind

KINDS = get_args(MarkKind)
WORDS = ("figure", "name", "reason")
SENTENCES = [kind for kind in KINDS if kind not in WORDS]

any_marks = some.lists(
    some.builds(
        Mark,
        some.integers(-5, 50) | some.integers(),
        some.integers(-5, 50) | some.integers(),
        some.sampled_from(KINDS),
    )
)
any_text = some.text(max_size=40)


@given(any_text, any_marks)
def test_the_passages_joined_are_the_answer_whatever_its_marks(
    text: str, marks: list[Mark]
) -> None:
    passages = passages_of(text, marks)
    assert "".join(passage.text for passage in passages) == text
    assert all(span.text for passage in passages for span in passage.spans)


@given(any_text, any_marks)
def test_a_passage_is_a_sentence_and_a_piece_of_it_a_word(text: str, marks: list[Mark]) -> None:
    for passage in passages_of(text, marks):
        assert passage.kind not in WORDS
        assert {span.kind for span in passage.spans}.isdisjoint(SENTENCES)


@given(any_text, some.data())
def test_marks_that_are_apart_stand_where_they_were_heard(text: str, data: some.DataObject) -> None:
    places = sorted(data.draw(some.sets(some.integers(0, len(text)))))
    marks = [Mark(*both, data.draw(some.sampled_from(SENTENCES))) for both in pairwise(places)]
    shown = [(each.text, each.kind) for each in passages_of(text, marks) if each.kind]
    assert shown == [(text[mark.start : mark.end], mark.kind) for mark in marks]


@pytest.mark.parametrize("before", ["", "😀👩🏽‍⚕️ ", "é\u0301\n"])
def test_words_lie_inside_and_outside_of_a_sentence(before: str) -> None:
    start = len(before)
    text = f"{before}Falls went from 9 to 3. Okoro saw it."
    marks = [
        Mark(start + 24, start + 29, "name"),
        Mark(start, start + 23, "result"),
        Mark(start + 16, start + 17, "figure"),
    ]
    assert [(each.kind, told(each)) for each in passages_of(text, marks)][-2:] == [
        ("result", [("Falls went from ", None), ("9", "figure"), (" to 3.", None)]),
        (None, [(" ", None), ("Okoro", "name"), (" saw it.", None)]),
    ]


def told(passage: Passage) -> list[tuple[str, str | None]]:
    return [(span.text, span.kind) for span in passage.spans]


def test_of_two_marks_that_overlap_the_later_keeps_what_is_left() -> None:
    marks = [Mark(0, 6, "situation"), Mark(4, 10, "action"), Mark(5, 6, "result")]
    shown = [(each.text, each.kind) for each in passages_of("0123456789", marks)]
    assert shown == [("012345", "situation"), ("6789", "action")]


def test_an_answer_of_an_old_report_is_plain() -> None:
    for judged in (None, AnswerJudgement(1, [], [])):
        answer = marked("I helped.", judged)
        assert [each.text for each in answer.passages] == ["I helped."]
        assert not answer.is_marked
        assert not answer.slots


def test_what_was_not_heard_has_its_name_and_its_question() -> None:
    judged = AnswerJudgement(1, [], [], empty_slots=[EmptySlot("action", "What did you do?")])
    (slot,) = marked("It was cold.", judged).slots
    assert (slot.name, slot.question) == ("Own steps", "What did you do?")


def test_every_kind_of_mark_has_a_name() -> None:
    assert KIND_NAMES.keys() == set(KINDS)
