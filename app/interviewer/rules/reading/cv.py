"""The lines of a CV: the section each stands in, the job it belongs to, and that job's time."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

import msgspec

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_reading import CvTable
from app.interviewer.rules.language.words import bounded, cut, lines, words
from app.interviewer.rules.reading.headings import unbulleted

LONGEST_CV = 30_000  # characters; the rest is not read
LONGEST_LINE = 240  # characters; a longer one is read sentence by sentence
MOST_LINES = 1_000  # that hold something; the rest is not read
LONGEST_HEADING = 5  # words


Span = tuple[int, int]  # the first and last month


class Dates:
    """Where the times of a job stand in a line, in the words of the language."""

    def __init__(self, cv: CvTable) -> None:
        self.months = cv.months.split()
        month = rf"(?:({'|'.join(self.months)})[a-z]{{0,6}}\.?,?\s{{1,3}}|(\d{{1,2}})[/.])?"
        year = r"((?:19|20)\d\d)"
        end = rf"(?:{month}{year}|(\d\d)\b|({cv.now})\b)"
        self.span = re.compile(
            rf"{month}{year}\s{{0,3}}(?:-|–|—|{cv.to})\s{{0,3}}{end}", re.IGNORECASE
        )
        self.since = re.compile(rf"\b{cv.since}\s{{1,3}}{month}{year}", re.IGNORECASE)

    def month_of(self, name: str | None, number: str | None, otherwise: int) -> int:
        """The month, counted from 0."""
        if name:
            return self.months.index(name.lower())
        return int(number) - 1 if number else otherwise

    def span_of(self, text: str, today: date) -> Span | None:
        """The first and last month that a line names, counted from the year 0."""
        present = today.year * 12 + today.month - 1
        if found := first_found(self.span, text):
            name, number, first, last_name, last_number, last, short, now = found.groups()
            start = int(first) * 12 + self.month_of(name, number, 0)
            if now:
                return in_order(start, present)
            last_month = self.month_of(last_name, last_number, 11 if name or number else 0)
            return in_order(start, int(last or first[:2] + short) * 12 + last_month)
        if found := first_found(self.since, text):
            name, number, first = found.groups()
            return in_order(int(first) * 12 + self.month_of(name, number, 0), present)
        return None

    def names_a_time(self, text: str) -> bool:
        """Whether a line says from when to when, whatever the day is."""
        return any(first_found(pattern, text) for pattern in (self.span, self.since))

    def is_only_a_date(self, line: str) -> bool:
        return len(words(self.span.sub("", line))) <= 1


class CvLine(msgspec.Struct, frozen=True):
    """A line, verbatim; `span` is the time of the job it belongs to, in months from the year 0."""

    text: str
    section: str
    span: Span | None = None


class CvReader:
    """Reads CVs in one language."""

    def __init__(self, language: Language) -> None:
        table = language.reading.cv
        self.sentences = language.sentences
        self.dates = Dates(table)
        self.joiners = frozenset(table.joiners.split())
        self.headings = {
            self.unjoined(name): section
            for section, block in table.headings.items()
            for name in filter(str.strip, block.splitlines())
        }

    def lines_of(self, cv: str, today: date) -> list[CvLine]:
        """The lines that tell something about a person; headings and referees are left out.

        A job that lasts "to present" goes on to the month of `today`.
        """
        section, span = "profile", None
        found: list[CvLine] = []
        for line in islice(lines(cut(cv, LONGEST_CV)), MOST_LINES):
            if heading := self.headings.get(self.bare(line)):
                section, span = heading, None
                continue
            if began := self.dates.span_of(line, today):
                span = began
                is_of_the_line_before = found and found[-1].section == section
                if is_of_the_line_before and self.dates.is_only_a_date(line):
                    found[-1] = msgspec.structs.replace(found[-1], span=span)
            if section != "references":
                found += (CvLine(piece, section, span) for piece in self.pieces(line))
        return found

    def bare(self, line: str) -> str:
        found = words(line) if len(line) < 60 else []
        return self.unjoined(" ".join(found)) if len(found) <= LONGEST_HEADING else ""

    def unjoined(self, heading: str) -> str:
        """A heading without what joins its words: "Skills & Tools" is "skills tools"."""
        return " ".join(word for word in heading.lower().split() if word not in self.joiners)

    def pieces(self, line: str) -> Iterator[str]:
        """A line without its bullet; of a paragraph its sentences, each of a length to quote."""
        text = unbulleted(line)
        for part in [text] if len(text) <= LONGEST_LINE else self.sentences(text):
            while part:
                piece = cut(part, LONGEST_LINE) or part[:LONGEST_LINE]
                yield piece
                part = part[len(piece) :].lstrip(" ,;:–-\t")


def first_found(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(filter(None, map(pattern.search, bounded(text))), None)


def in_order(start: int, end: int) -> Span | None:
    return (start, end) if start <= end else None
