"""What counts as text that can be seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import count_characters, has_control_characters, is_blank, label

INVISIBLE = [
    "",
    " ",
    "\t\n\r ",
    "\u00a0",
    "\u200b",
    "\u200d\u2060",
    "\ufeff",
    "\u2028\u2029",
    "\u3000",
    "\u3164\u3164",
    "\u2800",
    "\ufe0f",
    "\u034f",
    "\u115f\u1160\uffa0",
    "\u17b4\u17b5\u180b\u180f",
    "\U000e0041\U000e0100",
    "\U0001d159\U0001d173",
    "\u0301 \u0308",
    "\ud800",
]
VISIBLE = ["a", " a ", "\u200ba", "看護師", "ممرضة", "🩺", "👩🏽‍⚕️", "e\u0301", ".", "ㅎ", "⠁"]


@pytest.mark.parametrize("text", INVISIBLE)
def test_text_that_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", VISIBLE)
def test_a_single_sign_that_can_be_seen_is_enough(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize("word", ["welder", "e\u0301lectricienne", "مهندس", "समर्थन", "👩\u200d🏭"])
def test_words_of_any_script_are_seen(word: str) -> None:
    assert not is_blank(f"\u3164{word}")


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), (" a  b ", 3), ("e\u0301", 1), ("a\u200db", 2), ("\u3164 \u3164 a", 1)],
)
def test_what_a_person_counts(text: str, count: int) -> None:
    assert count_characters(text) == count


@given(st.characters())
def test_control_characters_are_those_of_unicode_save_tab_and_newlines(character: str) -> None:
    is_control = unicodedata.category(character) == "Cc" and character not in "\t\n\r"
    assert has_control_characters(f"a{character}b") is is_control


def test_a_label_is_how_a_sentence_begins() -> None:
    assert label("job_title") == "Job title"
