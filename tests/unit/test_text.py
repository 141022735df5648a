"""What counts as text that can be seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import has_control_characters, is_blank, label

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
]
VISIBLE = ["a", " a ", "\u200ba", "看護師", "ممرضة", "🩺", "👩🏽‍⚕️", "e\u0301", "."]


@pytest.mark.parametrize("text", INVISIBLE)
def test_text_that_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", VISIBLE)
def test_a_single_sign_that_can_be_seen_is_enough(text: str) -> None:
    assert not is_blank(text)


@given(st.characters())
def test_control_characters_are_those_of_unicode_save_tab_and_newlines(character: str) -> None:
    is_control = unicodedata.category(character) == "Cc" and character not in "\t\n\r"
    assert has_control_characters(f"a{character}b") is is_control


def test_a_label_is_how_a_sentence_begins() -> None:
    assert label("job_title") == "Job title"
