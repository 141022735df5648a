"""Figures that a requirement asks for and a CV gives: years, team sizes, levels, degrees."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from app.interview.interviewer.cv import CvLine
from app.interview.interviewer.lexicon import Matching, matching_table
from app.interview.interviewer.phrases import any_of
from app.interview.interviewer.words import stem

FACTORS = {"k": 1e3, "m": 1e6, "bn": 1e9}
MONEY = re.compile(r"[£$€]\s?(\d[\d,]*(?:\.\d+)?)\s?(k|m|bn)?\b", re.IGNORECASE)

Amounts = dict[str, float]


class Patterns:
    """Where figures stand in a text, in the words of the language."""

    def __init__(self, words: Matching) -> None:
        self.numbers = tuple(words.numbers.split())
        number = rf"\d[\d,]*(?:\.\d+)?|{'|'.join(self.numbers)}"
        plus = rf"(?:\+|{words.or_more})?"
        self.years = compiled(
            rf"\b({number})\s*{plus}\s*(?:(?:-|–|to)\s*(?:{number})\s*{plus}\s*)?"
            rf"(?:\w+ )?(?:({words.months})|{words.years})\b"
        )
        self.ages = compiled(rf"\b(?:{words.ages})\b")
        self.teams = compiled(rf"\b{words.teams}\s+({number})\b")
        self.levels = compiled(rf"\b(?:{words.levels})\s*(\d)\b")
        self.people = compiled(
            rf"(?<![\w£$€.,])(?<!{words.not_counted})({number})[ \t]*{plus}[ \t-]*"
            r"([a-z]{3,})(?:[ \t-]+([a-z]{3,}))?"
        )


def amounts_of(text: str, best: Callable[[float, float], float] = max) -> Amounts:
    """The best figure of each unit in a text; people have one unit, whatever their work is."""
    where = patterns()
    found = [("people", number_of(size)) for size in where.teams.findall(text)]
    found += [("level", float(level)) for level in where.levels.findall(text)]
    found += [("money", number_of(n) * FACTORS.get(k.lower(), 1)) for n, k in MONEY.findall(text)]
    people = people_words()
    for number, *nouns in where.people.findall(text):
        if not people.isdisjoint(map(stem, nouns)):
            found.append(("people", number_of(number)))
    amounts: Amounts = {}
    for unit, number in found:
        amounts[unit] = best(number, amounts.get(unit, number))
    return amounts


def years_asked(text: str) -> float | None:
    """The years of experience that a text asks for, the lowest of a range."""
    return min(years_in(text), default=None)


def years_told(lines: Iterable[CvLine]) -> float | None:
    """The years that CV lines show: those they name, or those of their jobs, without overlaps."""
    lines = list(lines)
    named = [years for line in lines for years in years_in(line.text)]
    months = union([line.span for line in lines if line.span and line.section != "education"])
    known = [*named, *([months / 12] if months else [])]
    return max(known) if known else None


def union(spans: Iterable[tuple[int, int]]) -> int:
    """The months that at least one of the spans covers."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def degree_level(text: str, lowest: bool = False) -> int:
    """The degree that a text names, 1 (school) to 6 (doctorate); 0 for none."""
    levels = [level for level, pattern in enumerate(degrees(), 1) if pattern.search(text)]
    return (min if lowest else max)(levels, default=0)


def takes_equivalents(text: str) -> bool:
    """Whether something near to the degree will do."""
    return equivalents().search(text) is not None


def years_in(text: str) -> list[float]:
    """The periods that a text names, in years; an age is none."""
    if patterns().ages.search(text):
        return []
    found = patterns().years.findall(text)
    return [number_of(number) / (12 if months else 1) for number, months in found]


def number_of(text: str) -> float:
    low, numbers = text.lower(), patterns().numbers
    return numbers.index(low) + 1.0 if low in numbers else float(low.replace(",", ""))


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def patterns() -> Patterns:
    return Patterns(matching_table())


@cache
def degrees() -> list[re.Pattern[str]]:
    return [any_of(block) for block in matching_table().degrees]


@cache
def equivalents() -> re.Pattern[str]:
    return any_of(matching_table().equivalents)


@cache
def people_words() -> frozenset[str]:
    return frozenset(map(stem, matching_table().people.split()))
