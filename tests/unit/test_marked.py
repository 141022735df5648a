"""An answer cut at its marks: nothing is lost, whatever is marked."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from app.interviewer.marked import WORD_KINDS, MarkedWords, Passage, passages_of
from app.interviewer.model import Mark, MarkKind

MARKS = st.builds(
    Mark,
    start=st.integers(-2, 40),
    end=st.integers(-2, 45),
    kind=st.sampled_from(get_args(MarkKind)),
)


@given(st.text(max_size=40), st.lists(MARKS, max_size=12))
def test_the_passages_joined_are_the_answer(text: str, marks: list[Mark]) -> None:
    passages = passages_of(text, marks)
    assert "".join(passage.text for passage in passages) == text
    assert all(piece.text for passage in passages for piece in passage.pieces)


@given(st.text(min_size=1, max_size=40), st.lists(MARKS, max_size=12))
def test_every_piece_has_just_the_marks_that_cover_it(text: str, marks: list[Mark]) -> None:
    place = 0
    for passage in passages_of(text, marks):
        for piece in passage.pieces:
            stop = place + len(piece.text)
            covering = {m.kind for m in marks if m.start <= place and stop <= m.end}
            assert set(piece.kinds) == covering & set(WORD_KINDS)
            assert passage.kind is None or passage.kind in covering
            place = stop


def test_words_are_marked_within_a_sentence() -> None:
    text = "I cut it. It fell from nine to two."
    marks = [Mark(0, 9, "action"), Mark(10, 35, "result"), Mark(23, 27, "figure")]
    assert passages_of(text, marks) == [
        Passage("action", [MarkedWords("I cut it.")]),
        Passage(None, [MarkedWords(" ")]),
        Passage(
            "result",
            [
                MarkedWords("It fell from "),
                MarkedWords("nine", ["figure"]),
                MarkedWords(" to two."),
            ],
        ),
    ]


def test_offsets_count_code_points() -> None:
    text = "😀 \U0001f600sha led it."
    (before, name, after) = passages_of(text, [Mark(2, 6, "name")])[0].pieces
    assert (before.text, name.text, after.text) == ("😀 ", "\U0001f600sha", " led it.")


def test_a_mark_of_words_over_the_end_of_a_sentence_is_in_both() -> None:
    passages = passages_of("One two three", [Mark(0, 7, "action"), Mark(4, 13, "name")])
    assert [[piece.kinds for piece in each.pieces] for each in passages] == [
        [[], ["name"]],
        [["name"]],
    ]


def test_without_marks_it_is_the_plain_text() -> None:
    assert passages_of("Plain.", []) == [Passage(None, [MarkedWords("Plain.")])]
    assert passages_of("", []) == []
