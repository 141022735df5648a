"""Which lines of a CV are the headings of its sections, by a list of the usual ones.

A list finds no heading that it doesn't know and, unlike a guess by capitals or length, takes no
job title for one.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("headings.txt")
MAX_CHARACTERS = 60  # a longer line is a sentence

LINE_OR_CELL = re.compile(r"[\n\t]")  # in a table, a heading is the first cell of its row
WORDS = re.compile(r"[^\W\d_](?:.*[^\W_])?")  # without numbering, bullets, signs and a colon
JOINT = re.compile(r"\s*[&/,+|·]\s*|\s+(?:and|und|et|y|e|en|i|och|og|ja|и|\u0456|ve|και)\s+")
SPACED_LETTERS = re.compile(r"(?:\w ){3,}\w")
SPACE = re.compile(r"\s+")


def section_headings(text: str) -> list[str]:
    """The headings, verbatim but for what stands around the words; in order, each once."""
    found: dict[str, str] = {}
    for line in LINE_OR_CELL.split(text):
        words = WORDS.search(line)
        if words and is_heading(words[0]):
            found.setdefault(folded(words[0]), words[0])
    return list(found.values())


def is_heading(line: str) -> bool:
    """Whether a line is a heading of the list, or several of them joined."""
    if len(line) > MAX_CHARACTERS:
        return False
    name = folded(line)
    return name in lexicon() or all(part in lexicon() for part in JOINT.split(name))


def folded(heading: str) -> str:
    """What makes two headings the same: no case, accents or spacing ("R É S U M É" is "resume").

    Capitals often go without accents; Turkish has two letters I.
    """
    if SPACED_LETTERS.fullmatch(heading):
        heading = heading.replace(" ", "")
    letters = unicodedata.normalize("NFD", heading.casefold()).replace("\u0131", "i")
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return SPACE.sub(" ", plain.replace("’", "'"))


@cache
def lexicon() -> frozenset[str]:
    lines = LEXICON.read_text("utf-8").splitlines()
    return frozenset(folded(line.strip()) for line in lines if line and line[0] != "#")
