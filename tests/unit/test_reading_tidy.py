"""What is kept of a text, and how much of it makes a CV."""

import pytest

from app.documents.reading.outcomes import NoTextError, TextTooLongError, TooShortError
from app.documents.reading.tidy import kept, tidied


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("a\r\nb\rc\vd\x85e\u2028f", "a\nb\nc\nd\ne\nf"),
        ("a  \n\n\n\nb\n", "a\n\nb"),
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
    ],
)
def test_text_is_tidied(text: str, tidy: str) -> None:
    assert tidied(text) == tidy


@pytest.mark.parametrize("text", ["", " \n\t\xa0", "\u200d" * 99, "\u3164" * 99, "\u2800" * 99])
def test_what_nobody_can_see_is_no_text(text: str) -> None:
    with pytest.raises(NoTextError):
        kept(text)


def test_fifty_characters_are_a_cv_with_the_spaces_between_words() -> None:
    assert kept("a " * 25 + "b")
    for short in ("a " * 25, "a" * 49, "a" + " " * 60 + "b", "a\u200d" * 49):
        with pytest.raises(TooShortError):
            kept(short)


def test_text_may_have_200_000_characters_and_no_more() -> None:
    assert len(kept("😀" * 200_000)) == 200_000
    with pytest.raises(TextTooLongError):
        kept("a" * 200_001)
