"""What is kept of a text, and how much of it makes a CV."""

import re
import sys
import unicodedata
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.documents.reading.outcomes import (
    MAX_CHARACTERS,
    MIN_CHARACTERS,
    NoTextError,
    TextTooLongError,
    TooShortError,
)
from app.documents.reading.tidy import is_mark, tidied, tidy_document

WORD = re.compile(r"\w").match
MARKS = "".join(mark for mark in map(chr, range(0x20000)) if unicodedata.combining(mark))


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("a\r\nb\rc\vd\x85e\u2028f", "a\nb\nc\nd\ne\nf"),
        ("a  \n\nb\n", "a\n\nb"),
        ("a\n\fb\fc\f\nd", "a\nb\nc\nd"),
        ("assess\xad\nment", "assess\u2010\nment"),
        ("\n\n  indented", "  indented"),
        ("a\0b\x07c\x7fd\x9be", "abcde"),
        ("a\tb", "a\tb"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\u202eb\u2066c\u200fd\u061ce", "abcde"),
        ("a\u200bb\ufeffc\u2060d\xade", "abcde"),
        ("\uf0b7 SQL \ue000\U000f1234", "• SQL"),
        ("\ud800a\ufffe", "a"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("Zoe\u0308", "Zoë"),
        ("می\u200cکنند \u200d", "می\u200cکنند \u200d"),
        ("m² \ufb01", "m² \ufb01"),
        ("z" + "\u0316" * 99 + "\u0301" * 9 + "o", "z" + "\u0316" * 30 + "o"),
        ("\u0f40" + "\u0f73" * 99, "\u0f40" + "\u0f71" * 30 + "\u0f72" * 30),
    ],
)
def test_text_is_tidied(text: str, tidy: str) -> None:
    assert tidied(text) == tidy


def tidy_cv(text: str) -> str:
    return tidy_document(text, MIN_CHARACTERS, MAX_CHARACTERS)


@pytest.mark.parametrize(
    "text", ["", "\u0301" * 99, " \n\t\xa0", "\u200d" * 99, "\u3164" * 99, "\u2800" * 99]
)
def test_what_nobody_can_see_is_no_text(text: str) -> None:
    with pytest.raises(NoTextError):
        tidy_cv(text)


def test_fifty_characters_are_a_cv_with_the_spaces_between_words() -> None:
    assert tidy_cv("a " * 25 + "b")
    for short in ("a " * 25, "a" * 49, "a" + " " * 60 + "b", "a\u200d" * 49):
        with pytest.raises(TooShortError):
            tidy_cv(short)


def test_text_may_have_200_000_characters_and_no_more() -> None:
    assert len(tidy_cv("😀" * 200_000)) == 200_000
    with pytest.raises(TextTooLongError):
        tidy_cv("a" * 200_001)


def test_no_mark_is_a_word_character() -> None:
    assert not [mark for mark in map(chr, range(sys.maxunicode)) if is_mark(mark) and WORD(mark)]


PIECES = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("a \n\r\t\x1b[;m~\u2028\u200d\ud800"),
        st.sampled_from(MARKS),
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=15)
@given(PIECES)
@example("\u0316\u0301")
@example("\u0f73")
def test_any_repeated_piece_is_tidied_in_a_time_that_grows_with_its_length(piece: str) -> None:
    """Four texts together take as long as one that is four times as long, give or take."""
    short, long = (piece * (length // len(piece)) for length in (25_000, 100_000))
    begin = process_time()
    for _ in range(4):
        tidied(short)
    between = process_time()
    tidied(long)
    assert process_time() - between < 5 * (between - begin) + 0.05
