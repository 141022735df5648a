"""The lines of a CV: the section each stands in, the job it belongs to, and that job's time."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from app.interview.interviewer.job import unbulleted
from app.interview.interviewer.languages import table
from app.interview.interviewer.words import cut, lines, sentences, words

LONGEST_CV = 30_000  # characters; the rest is not read
LONGEST_LINE = 240  # characters; a longer one is read sentence by sentence
LONGEST_HEADING = 5  # words
PRESENT = 2026  # the year of these rules: "to present" must mean the same on every day


class Cv(msgspec.Struct, frozen=True):
    """The table `[cv]`: what CVs call their sections, one heading a line, and the words of dates.

    `to`, `since` and `now` are regular expressions; of each month the first three letters.
    """

    months: str
    to: str
    since: str
    now: str
    headings: dict[str, str]


class Dates:
    """Where the times of a job stand in a line, in the words of the language."""

    def __init__(self, cv: Cv) -> None:
        self.months = cv.months.split()
        month = rf"(?:({'|'.join(self.months)})[a-z]{{0,6}}\.?,?\s+|(\d{{1,2}})[/.])?"
        year = r"((?:19|20)\d\d)"
        end = rf"(?:{month}{year}|(\d\d)\b|({cv.now})\b)"
        self.span = re.compile(rf"{month}{year}\s*(?:-|–|—|{cv.to})\s*{end}", re.IGNORECASE)
        self.since = re.compile(rf"\b{cv.since}\s+{month}{year}", re.IGNORECASE)

    def month_of(self, name: str | None, number: str | None, otherwise: int) -> int:
        """The month, counted from 0."""
        if name:
            return self.months.index(name.lower())
        return int(number) - 1 if number else otherwise


class CvLine(msgspec.Struct, frozen=True):
    """A line, verbatim; `span` is the time of the job it belongs to, in months from the year 0."""

    text: str
    section: str
    span: tuple[int, int] | None = None


def cv_lines(cv: str) -> list[CvLine]:
    """The lines that tell something about a person; headings and referees are left out."""
    section, span = "profile", None
    found: list[CvLine] = []
    for line in lines(cut(cv, LONGEST_CV)):
        if heading := headings().get(bare(line)):
            section, span = heading, None
            continue
        if began := span_of(line):
            span = began
            if is_only_a_date(line) and found and found[-1].section == section:
                found[-1] = msgspec.structs.replace(found[-1], span=span)
        if section != "references":
            found += (CvLine(piece, section, span) for piece in pieces(line))
    return found


def pieces(line: str) -> Iterator[str]:
    """A line without its bullet; of a paragraph its sentences, each of a length to quote."""
    text = unbulleted(line)
    for part in [text] if len(text) <= LONGEST_LINE else sentences(text):
        while part:
            piece = cut(part, LONGEST_LINE) or part[:LONGEST_LINE]
            yield piece
            part = part[len(piece) :].lstrip(" ,;:–-\t")


def span_of(text: str) -> tuple[int, int] | None:
    """The first and last month that a line names, counted from the year 0."""
    if found := dates().span.search(text):
        name, number, first, last_name, last_number, last, short, now = found.groups()
        start = int(first) * 12 + dates().month_of(name, number, 0)
        if now:
            return start, PRESENT * 12
        last_month = dates().month_of(last_name, last_number, 11 if name or number else 0)
        end = int(last or first[:2] + short) * 12 + last_month
        return (start, end) if start <= end else None
    if found := dates().since.search(text):
        name, number, first = found.groups()
        return int(first) * 12 + dates().month_of(name, number, 0), PRESENT * 12
    return None


def is_only_a_date(line: str) -> bool:
    return len(words(dates().span.sub("", line))) <= 1


def bare(line: str) -> str:
    found = words(line) if len(line) < 60 else []
    return unjoined(" ".join(found)) if len(found) <= LONGEST_HEADING else ""


def unjoined(heading: str) -> str:
    """A heading without what joins its words: "Skills & Tools" is "skills and tools"."""
    return " ".join(word for word in heading.lower().split() if word not in ("and", "&"))


@cache
def headings() -> dict[str, str]:
    return {
        unjoined(name): section
        for section, block in cv_table().headings.items()
        for name in filter(str.strip, block.splitlines())
    }


@cache
def dates() -> Dates:
    return Dates(cv_table())


@cache
def cv_table() -> Cv:
    return table("en", "cv", Cv)
