"""Which lines of a document are shown as the headings of its sections."""

import re

from app.headings import WORDS, Headings, folded, is_like_heading

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MAX_UNKNOWN_WORDS = 4


def section_headings(text: str, known: Headings) -> list[str]:
    """The headings, verbatim but for what stands around the words; in order, each once.

    An unknown one has to be set as the known ones before it, in capitals or with a colon, on a
    line after a blank one: job titles and employers seldom are. In a table, a heading is a cell.
    """
    found: dict[str, str] = {}
    shapes: set[str] = set()
    lines = text.split("\n")
    for at, line in enumerate(lines):
        is_known = False
        for cell in line.split("\t"):
            is_apart = not (lines[at - 1] if at else "") or cell.isupper()
            if known.section_like(cell) or (is_apart and known.section_apart(cell)):
                is_known = True
                shapes.add(shape_of(cell))
                add(found, cell)
        if not is_known and shape_of(line) in shapes and is_set_apart(lines, at):
            add(found, line)
    return list(found.values())


def add(found: dict[str, str], line: str) -> None:
    if words := WORDS.search(line):
        found.setdefault(folded(words[0]), words[0])


def shape_of(line: str) -> str:
    """What sets a heading apart from a job title: capitals, or a colon after it."""
    if line.isupper():
        return "capitals"
    return "colon" if line.rstrip().endswith(":") else "none"


def is_set_apart(lines: list[str], at: int) -> bool:
    """Whether a line that the list doesn't have stands as a heading does; not an employer."""
    line, before = lines[at], lines[at - 1] if at else "at the top"
    following = next(filter(None, lines[at + 1 : at + 3]), "")
    return (
        not before
        and shape_of(line) != "none"
        and len(line.split()) <= MAX_UNKNOWN_WORDS
        and is_like_heading(line, following)
        and not YEAR.search(following)
    )
