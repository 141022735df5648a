"""Texts as a width, a mail or a printer leaves them; each way keeps every word."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

TEXTS = Path(__file__).with_name("whole_texts")
WIDTHS = (40, 60, 72)
FIXED = re.compile(r"\s*\||\s*$")  # no program wraps a table's row
START = re.compile(r"(?:[-*•]|\d+[.)])\s+")
VOWELS = "aeiouyäöüáéíóú"


def wrapped(text: str, width: int, *, is_hanging: bool = False, breaks: str = "") -> str:
    """The text with no line over the width, if its words allow it.

    `breaks` says where words are broken: `hyphens` at those that they have, `syllables` anywhere
    between syllables.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        start = START.match(line)
        indent = " " * start.end() if start and is_hanging else ""
        lines += [line] if FIXED.match(line) else broken(line, width, indent, breaks)
    return "\n".join(lines)


def broken(line: str, width: int, indent: str, breaks: str) -> Iterator[str]:
    row, words = "", line.split(" ")
    while words:
        word = words.pop(0)
        longer = f"{row} {word}" if row.strip() else row + word
        if len(longer) <= width or not row.strip():
            row = longer
            continue
        head, tail = halves(word, width - len(row) - 1, breaks)
        yield f"{row} {head}" if head else row
        row, words = indent, [tail, *words]
    yield row


def halves(word: str, room: int, breaks: str) -> tuple[str, str]:
    """As much of a word as there is room for, and the rest."""
    if (
        breaks
        and (at := word.rfind("-", 1, room)) > 0
        and word[at - 1].isalpha()
        and word[at + 1 : at + 2].isalpha()
    ):
        return word[: at + 1], word[at + 1 :]
    if breaks == "syllables" and word.isalpha():
        for at in range(min(room - 1, len(word) - 3), 1, -1):
            if word[at].lower() not in VOWELS and word[at + 1].lower() in VOWELS:
                return word[:at] + "-", word[at:]
    return "", word


WAYS: dict[str, Callable[[str, int], str]] = {
    "plain": wrapped,
    "hanging": lambda text, width: wrapped(text, width, is_hanging=True),
    "hyphens": lambda text, width: wrapped(text, width, breaks="hyphens"),
    "syllables": lambda text, width: wrapped(text, width, breaks="syllables"),
    "quoted": lambda text, width: re.sub("^", "> ", wrapped(text, width), flags=re.MULTILINE),
    "indented": lambda text, width: re.sub(
        "^(?=.)", "    ", wrapped(text, width), flags=re.MULTILINE
    ),
    "crlf": lambda text, width: wrapped(text, width).replace("\n", "\r\n"),
    "doubled": lambda text, width: wrapped(text, width).replace("\n", "\n\n"),
    "trailing": lambda text, width: wrapped(text, width).replace("\n", "   \n"),
    "pages": lambda text, width: paged(wrapped(text, width)),
}


def paged(text: str) -> str:
    """A form feed after every 20 lines."""
    lines = text.split("\n")
    pages = ["\n".join(lines[at : at + 20]) for at in range(0, len(lines), 20)]
    return "\n\f".join(pages)
