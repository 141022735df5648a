"""Figures that a requirement asks for and a CV gives: years, team sizes, levels, degrees."""

import re
from collections.abc import Callable, Iterable

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_reading import MatchingTable
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.reading.cv import CvLine, Span

# Everything that repeats is bounded: a row of digits is read once, and not from each of them.
FIGURE = r"\d[\d,]{0,14}(?:\.\d{1,9})?"

Amounts = dict[str, float]


class Patterns:
    """Where figures stand in a text, in the words of the language."""

    def __init__(self, table: MatchingTable) -> None:
        self.numbers = tuple(table.numbers.split())
        number = rf"{FIGURE}|{'|'.join(self.numbers)}"
        plus = rf"(?:\+|{table.or_more})?"
        self.years = compiled(
            rf"\b({number})\s{{0,3}}{plus}\s{{0,3}}"
            rf"(?:(?:-|–|{table.range})\s{{0,3}}(?:{number})\s{{0,3}}{plus}\s{{0,3}})?"
            rf"(?:\w{{1,30}}+ )?(?:({table.months})|{table.years})\b"
        )
        self.ages = compiled(rf"\b(?:{table.ages})\b")
        self.teams = compiled(rf"\b{table.teams}\s{{1,3}}({number})\b")
        self.levels = compiled(rf"\b(?:{table.levels})\s{{0,3}}(\d)\b")
        self.money = compiled(rf"[£$€]\s?({FIGURE})\s?({'|'.join(table.factors)})?\b")
        self.money_after = compiled(
            rf"(?<![\w.,])({FIGURE})\s?({'|'.join(table.factors)})?\s?(?:{table.currencies})\b"
        )
        self.measures = compiled(rf"(?<![\w.,])({FIGURE})\s?({table.units})\b")
        self.people = compiled(
            rf"(?<![\w£$€.,])(?<!{table.not_counted})({number})"
            rf"[ \t]{{0,3}}{plus}[ \t-]{{0,3}}([a-z]{{3,30}}+)(?:[ \t-]{{1,3}}([a-z]{{3,30}}+))?"
        )
        self.degrees = [any_of(block) for block in table.degrees]
        self.equivalents = any_of(table.equivalents)


class Figures:
    """Finds figures in texts of one language."""

    def __init__(self, language: Language) -> None:
        table = language.reading.matching
        self.stem = language.stem
        self.factors = table.factors
        self.people = frozenset(map(language.stem, table.people.split()))
        self.patterns = Patterns(table)

    def amounts_of(self, text: str, best: Callable[[float, float], float] = max) -> Amounts:
        """The best figure of each unit in a text; people have one unit, whatever they do."""
        where = self.patterns
        found = [("people", self.number_of(size)) for size in where.teams.findall(text)]
        found += [("level", float(level)) for level in where.levels.findall(text)]
        found += [
            ("money", self.number_of(number) * self.factors.get(factor.lower(), 1))
            for number, factor in (*where.money.findall(text), *where.money_after.findall(text))
        ]
        found += [
            (unit.lower(), self.number_of(size)) for size, unit in where.measures.findall(text)
        ]
        for number, *nouns in where.people.findall(text):
            if not self.people.isdisjoint(map(self.stem, nouns)):
                found.append(("people", self.number_of(number)))
        return best_in(found, best)

    def years_asked(self, text: str) -> float | None:
        """The years of experience that a text asks for, the lowest of a range."""
        return min(self.years_in(text), default=None)

    def years_told(self, lines: Iterable[CvLine]) -> float | None:
        """The years that CV lines show: those they name, or those of their jobs, once each."""
        lines = list(lines)
        named = [years for line in lines for years in self.years_in(line.text)]
        months = union([line.span for line in lines if line.span and line.section != "education"])
        known = [*named, *([months / 12] if months else [])]
        return max(known) if known else None

    def years_in(self, text: str) -> list[float]:
        """The periods that a text names, in years; an age is none."""
        if self.patterns.ages.search(text):
            return []
        found = self.patterns.years.findall(text)
        return [self.number_of(number) / (12 if months else 1) for number, months in found]

    def number_of(self, text: str) -> float:
        low, numbers = text.lower(), self.patterns.numbers
        return numbers.index(low) + 1.0 if low in numbers else float(low.replace(",", ""))

    def degree_level(self, text: str, lowest: bool = False) -> int:
        """The degree that a text names, 1 (school) to 6 (doctorate); 0 for none."""
        degrees = enumerate(self.patterns.degrees, 1)
        levels = [level for level, pattern in degrees if pattern.search(text)]
        return (min if lowest else max)(levels, default=0)

    def takes_equivalents(self, text: str) -> bool:
        """Whether something near to the degree will do."""
        return self.patterns.equivalents.search(text) is not None


def best_of(each: Iterable[Amounts]) -> Amounts:
    """The greatest figure of each unit in several texts."""
    return best_in((figure for amounts in each for figure in amounts.items()), max)


def best_in(found: Iterable[tuple[str, float]], best: Callable[[float, float], float]) -> Amounts:
    amounts: Amounts = {}
    for unit, number in found:
        amounts[unit] = best(number, amounts.get(unit, number))
    return amounts


def union(spans: Iterable[Span]) -> int:
    """The months that at least one of the spans covers."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
