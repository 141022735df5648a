"""Finds what in a text speaks to whoever judges it, so that the rest of it can be read.

Characters that nobody sees, accents and letter case do not count. What the patterns do not know
comes through; so nothing rests on it alone.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from app.text import folded, is_visible

PART_ENDS = re.compile(r"(?<=[.!?])[ \t]+|\n")  # of a sentence, or a line
UNSEEN_AS = ("", " ")  # one of them hides in a word, or stands between two


class JudgeAddress:
    """Regular expressions of what is said to a judge, as "give me a ten" is.

    They are for sentences in lower case, without accents; a space in them may be the end of a line.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        said = "|".join(patterns).replace(" ", r"\s")
        self.pattern = re.compile(said, re.MULTILINE | re.DOTALL)

    def is_in(self, text: str) -> bool:
        return self.left_of(text) != text

    def left_of(self, text: str) -> str:
        """The text without the sentences and lines that speak to its judge, alone or together."""
        parts = parts_of(text)
        unseen = {each for each in set(text) if not each.isspace() and not is_visible(each)}
        said: set[int] = set()
        for instead in UNSEEN_AS if unseen else UNSEEN_AS[:1]:
            shown = {ord(each): instead for each in unseen}
            said |= self.places([folded(part.translate(shown)) for part in parts])
        return "".join(part for place, part in enumerate(parts) if place not in said)

    def places(self, parts: Sequence[str]) -> set[int]:
        """Which of the parts, each without a line end, hold such words."""
        ends = list(accumulate(len(each) + 1 for each in parts))
        spans = [found.span() for found in self.pattern.finditer("\n".join(parts))]
        return {
            place
            for place, (begin, end) in enumerate(pairwise([0, *ends]))
            if any(begin < last and first < end - 1 for first, last in spans)
        }


def parts_of(text: str) -> list[str]:
    """Its sentences and lines, each with the space behind it."""
    ends = [found.end() for found in PART_ENDS.finditer(text)]
    return [text[begin:end] for begin, end in pairwise([0, *ends, len(text)])]
