"""Text as Rehearse keeps it, from a file or pasted: what is dropped, and how much is a document."""

import re
import unicodedata

from app.documents.reading.lines import logical_lines
from app.documents.reading.outcomes import NoTextError, TextTooLongError, TooShortError
from app.headings import headings_of
from app.text import count_characters, is_blank

LINE_END = re.compile(r"\r\n|[\r\v\x1c-\x1e\x85\u2028\u2029]")
PAGE_END = re.compile(r"\n?\f\n?")  # a sentence may go on over it
SOFT_BREAK = re.compile(r"\xad[ \t]*\n")
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
MAX_MARKS = 30  # on one letter: Unicode's stream-safe text format (UAX #15, section 13)
MAYBE_MARKS = re.compile(rf"[^\w\x00-\u02ff]{{{MAX_MARKS + 1},}}")  # no mark is a word character


def tidy_document(text: str, least: int, most: int) -> str:
    """A document's text as it is kept: tidied, in logical lines (see `lines.py`).

    Raises:
        NoTextError: nothing in it can be seen.
        TooShortError: a person counts fewer than `least` characters.
        TextTooLongError: it has more than `most`.
    """
    text = logical_lines(tidied(text), headings_of("cv", "job"))
    if len(text) > most:
        raise TextTooLongError
    if is_blank(text):
        raise NoTextError
    if count_characters(text) < least:
        raise TooShortError
    return text


def tidied(text: str) -> str:
    """The text in NFC, its newlines `\\n` only, without what can't be seen or does harm.

    Zero-width joiners stay: Persian and the scripts of India need them.
    """
    text = PAGE_END.sub("\n", SOFT_BREAK.sub("\u2010\n", LINE_END.sub("\n", text)))
    text = TERMINAL_CODE.sub("", text.translate(BULLETS))
    text = unicodedata.normalize("NFC", MAYBE_MARKS.sub(cap_marks, DROPPED.sub("", text)))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def has_too_many_marks(text: str) -> bool:
    """Whether a letter has more than MAX_MARKS: none of a text that was tidied has."""
    if text.isascii():
        return False
    return any(cap_marks(found) != found[0] for found in MAYBE_MARKS.finditer(text))


def cap_marks(found: re.Match[str]) -> str:
    """The characters without those of a run of marks that are over MAX_MARKS.

    Normalising sorts the marks of a letter, in a time that grows with the square of their number.
    """
    capped, run = [], 0
    for character in found[0]:
        run = run + 1 if is_mark(character) else 0
        if run <= MAX_MARKS:
            capped.append(character)
    return "".join(capped)


def is_mark(character: str) -> bool:
    """Whether the character combines with the one before it, or is composed of such characters."""
    return unicodedata.combining(unicodedata.normalize("NFD", character)[0]) > 0
