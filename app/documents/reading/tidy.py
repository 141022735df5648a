"""Text as Rehearse keeps it, from a file or pasted: what is dropped, and how much is a document."""

import re
import unicodedata

from app.documents.reading.outcomes import (
    MAX_CHARACTERS,
    MIN_CHARACTERS,
    NoTextError,
    TextTooLongError,
    TooShortError,
)
from app.text import count_characters

LINE_END = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
TERMINAL_CODE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # a colour, from a terminal's output
DROPPED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\xad\u200b\u2060\ufeff"  # where a line may break, and a byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they reorder what follows
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"  # what stands for no character
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # icons of one font
    "\U000e0000-\U000e007f"  # tags: text that no one sees
    "]"
)
BULLETS = str.maketrans("\uf0b7\uf0a7\uf0d8", "•••")  # of Symbol and Wingdings
BLANK_LINES = re.compile(r"\n{3,}")
INVISIBLE = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")  # printable as Unicode has it


def kept(text: str) -> str:
    """A CV's text as it is kept, tidied.

    Raises:
        NoTextError: nothing in it can be seen.
        TooShortError: a person counts fewer than MIN_CHARACTERS.
        TextTooLongError: it has more than MAX_CHARACTERS.
    """
    text = tidied(text)
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError
    if not visible_characters(text):
        raise NoTextError
    if count_characters(text) < MIN_CHARACTERS:
        raise TooShortError
    return text


def tidied(text: str) -> str:
    """The text in NFC, its newlines `\\n` only, without what can't be seen or does harm.

    Zero-width joiners stay: Persian and the scripts of India need them.
    """
    text = TERMINAL_CODE.sub("", LINE_END.sub("\n", text).translate(BULLETS))
    text = unicodedata.normalize("NFC", DROPPED.sub("", text))
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return BLANK_LINES.sub("\n\n", lines).strip("\n")


def visible_characters(text: str) -> int:
    """How many characters a person sees."""
    return sum(
        character.isprintable() and not character.isspace() and character not in INVISIBLE
        for character in text
    )
