"""A word that a line's end has broken, with its hyphen only where it has one of its own."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

WORDS = Path(__file__).with_name("wrapping.toml")

BROKEN = re.compile(r"(?:(?<=\W)|^|(?<=-))([^\W\d_]+)[-\u2010]$")
TORN = re.compile(r"\b([^\W\d_][a-z]+)- (?=([a-z]{2,})\b)")
WORD = re.compile(r"[^\W\d_]+")
COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
LONGEST_LAST_WORD = 40  # characters that are searched for the broken word


class WrappingWords(msgspec.Struct, frozen=True):
    """The words of `wrapping.toml`, which says what each set is for."""

    unfinished: frozenset[str]
    joining: frozenset[str]
    always: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]
    rests: frozenset[str]


@cache
def wrapping_words() -> WrappingWords:
    table = tomllib.loads(WORDS.read_text("utf-8"))
    return WrappingWords(**{name: frozenset(words.split()) for name, words in table.items()})


class Hyphens:
    """How hyphens are meant in one text: what the text itself has whole goes before any list."""

    def __init__(self, text: str) -> None:
        self._listed = wrapping_words()
        has_any = "-" in text or "\u2010" in text
        self._words = {found.lower() for found in WORD.findall(text)} if has_any else set()
        self._compounds = {found.lower() for found in COMPOUND.findall(text)} if has_any else set()

    def joined(self, lines: Sequence[str]) -> str:
        """Lines as one; what a hyphen has parted is joined without a space."""
        pieces: list[str] = []
        for line, following in pairwise(lines):
            pieces.append(self._ending(line, following))
        return "".join([*pieces, *lines[-1:]])

    def _ending(self, line: str, following: str) -> str:
        """A line with what has to stand between it and the next one."""
        broken = BROKEN.search(line[-LONGEST_LAST_WORD:])
        rest = WORD.match(following)
        if not broken or not rest:
            is_tight = line[-1:] in "-/" and line[-2:-1].isalnum() and following[:1].isalnum()
            return line if is_tight else f"{line} "
        if rest[0] in self._listed.joining:
            return f"{line} "
        is_solid = line[-1] == "\u2010" or not self._is_compound(line, broken[1], rest[0])
        return line[:-1] if is_solid else line

    def _is_compound(self, line: str, first: str, second: str) -> bool:
        """Whether two parts have a hyphen between them, wherever they stand."""
        one, two = first.lower(), second.lower()
        if not second[0].islower():
            return True  # "Anglo-Saxon"
        if f"{one}-{two}" in self._compounds:
            return True
        if one + two in self._words:
            return False
        is_third = line[: -len(first) - 1].endswith("-")  # "state-of-the-art"
        is_listed = one in self._listed.first and two in self._listed.second
        return is_third or is_listed or one in self._listed.always

    def mended(self, line: str) -> str:
        """A line in which words were torn apart, "assess- ment", with these words whole again."""
        return TORN.sub(self._mend, line) if "- " in line else line

    def _mend(self, torn: re.Match[str]) -> str:
        first, second = torn.groups()
        if second in self._listed.joining:
            return torn[0]
        if self._is_compound(torn[0].rstrip(), first, second):
            return f"{first}-"
        is_one_word = second in self._listed.rests or first.lower() + second in self._words
        return first if is_one_word else torn[0]
