"""Which section of a CV or of a job description a line opens: one list for page and interviewer.

It knows lines and the names in `headings.toml`; what to do with a section is left to who asks.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

NAMES = Path(__file__).with_name("headings.toml")
MAX_CHARACTERS = 60  # a longer line is a sentence
MAX_UNKNOWN_WORDS = 6  # of a heading that the list doesn't have
MAX_LIKE_WORDS = 9  # of a heading that is only like those of the list

Kind = Literal["cv", "job"]  # of document, a table of `headings.toml` each
Blocks = Iterable[tuple[str, dict[str, str]]]  # by section and by language
Patterns = list[tuple[str, re.Pattern[str]]]  # by section

WORDS = re.compile(r"[^\W\d_](?:.*[^\W_])?")  # without numbering, bullets, signs and a colon
JOINT = re.compile(r"\s*[&/,+|·]\s*|\s+(?:and|und|et|y|e|en|i|och|og|ja|и|\u0456|ve|και)\s+")
SPACE = re.compile(r"\s+")
BULLET = re.compile(r"(?:[^\w\s\"'“‘(\[#@]|o(?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s))\s*")
WORD = re.compile(r"[^\W_]+(?:['’.\-/&][^\W_]+)*")
IN_BRACKETS = re.compile(r"\([^()]*\)")
NOT_OF_A_HEADING = re.compile(r"[\d@\t]|[.;,!]$|://")


class Headings:
    """The names of headings; a name is compared without case, accents and spaces.

    The letters of a heading may be set apart ("S K I L L S", "E DUCATION") or glued together.
    """

    def __init__(self, sections: Blocks, like: Blocks = (), apart: Blocks = ()) -> None:
        """`sections` has with each section, by language, a block of names, one a line.

        So have `like` and `apart`, of regular expressions.
        """
        self._sections: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for section, blocks in sections:
            for name in "\n".join(blocks.values()).split("\n"):
                if name.strip():
                    self._sections.setdefault(squeezed(name), section)
                    self._names.setdefault(squeezed(name), folded(name.strip()))
        self._like, self._apart = compiled(like), compiled(apart)

    def section_of(self, line: str) -> str | None:
        """The section that a line opens as one of the names, or several of them joined."""
        words = WORDS.search(line) if len(line) <= MAX_CHARACTERS else None
        return self._section_named(words[0]) if words else None

    def section_like(self, line: str) -> str | None:
        """The section that a line opens, by its name or by what its words are like."""
        if section := self.section_of(line):
            return section
        return section_in(self._like, line)

    def section_apart(self, line: str) -> str | None:
        """The section that a line opens, if nothing is right above it, or it is in capitals.

        By its name, or by what its words are like; in lower case they are the rest of a sentence.
        """
        if section := self.section_of(line):
            return section
        bare = line.strip("*_# ").rstrip(": ")
        if not bare[:1].isupper() or len(bare) > MAX_CHARACTERS or NOT_OF_A_HEADING.search(bare):
            return None
        return section_in(self._apart, line)

    def is_heading(self, line: str) -> bool:
        """Whether it opens a section; in lower case such words are the rest of a sentence."""
        words = WORDS.search(line) if len(line) <= MAX_CHARACTERS else None
        is_capital = words is not None and not words[0][0].islower()
        return is_capital and self.section_of(line) is not None

    def _section_named(self, heading: str) -> str | None:
        if section := self._sections.get(squeezed(heading)):
            return section
        found = [self._sections.get(squeezed(part)) for part in JOINT.split(folded(heading))]
        return found[0] if all(found) else None

    def spelled(self, line: str) -> str | None:
        """A name whose letters are set apart or glued in the line, with its spaces as in the list.

        The letters stay those of the line. None for a line that is no such name.
        """
        letters = "".join(line.split())
        name = self._names.get(squeezed(letters)) if len(line) <= 2 * MAX_CHARACTERS else None
        if name is None or len(name.replace(" ", "")) != len(letters):
            return None
        rest = iter(letters)
        return "".join(" " if each == " " else next(rest) for each in name)


def compiled(blocks: Blocks) -> Patterns:
    entries = [(section, "\n".join(by_language.values())) for section, by_language in blocks]
    return [(section, re.compile("|".join(filter(None, e.split("\n"))))) for section, e in entries]


def section_in(patterns: Patterns, line: str) -> str | None:
    """The section whose pattern is like the words of a line, in lower case and without marks."""
    line = IN_BRACKETS.sub("", line[: 2 * MAX_CHARACTERS])
    words = WORD.findall(line)
    if not patterns or len(words) > MAX_LIKE_WORDS or line.rstrip("*_ ").endswith("."):
        return None
    bare = re.sub("[’'/]", " ", " ".join(words).lower())
    return next((section for section, like in patterns if like.fullmatch(bare)), None)


def is_like_heading(line: str, following: str) -> bool:
    """Whether a line that the list doesn't have may head the line that follows it.

    It is short, begins with a capital, has no figure and no end mark, and a list or a sentence
    follows it.
    """
    bare = unbulleted(line).rstrip(" :")
    if not bare[:1].isupper() or NOT_OF_A_HEADING.search(bare):
        return False
    is_short = len(bare) <= MAX_CHARACTERS and len(bare.split()) <= MAX_UNKNOWN_WORDS
    return is_short and (
        bool(BULLET.match(following)) or len(following.split()) > MAX_UNKNOWN_WORDS
    )


def unbulleted(line: str) -> str:
    """The line without the bullet or the number before it."""
    line = line.strip()
    bullet = BULLET.match(line)
    return line[bullet.end() :] if bullet else line


def folded(heading: str) -> str:
    """A heading without case and accents, with single spaces.

    Capitals often go without accents; Turkish has two letters I.
    """
    letters = unicodedata.normalize("NFD", heading.casefold()).replace("\u0131", "i")
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return SPACE.sub(" ", plain.replace("’", "'"))


def squeezed(heading: str) -> str:
    return folded(heading).replace(" ", "")


@cache
def headings_of(*kinds: Kind) -> Headings:
    """The names in `headings.toml` of the kinds given; the file is read once for each choice.

    Of a name that several kinds have, the section is that of the first.
    """
    tables = tomllib.loads(NAMES.read_text("utf-8"))
    names, like, apart = (
        [block for kind in kinds for block in table.get(kind, {}).items()]
        for table in (tables, tables["like"], tables["apart"])
    )
    return Headings(names, like, apart)
