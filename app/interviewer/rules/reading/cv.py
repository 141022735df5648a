"""The lines of a CV: the section each stands in, the job it belongs to, and that job's time."""

import re
from collections.abc import Container, Iterator
from datetime import date
from itertools import islice, pairwise

import msgspec

from app.headings import headings_of
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_reading import CvTable
from app.interviewer.rules.language.phrases import either
from app.interviewer.rules.language.words import bounded, cut, lines, words
from app.interviewer.rules.reading.headings import unbulleted

LONGEST_CV = 30_000  # characters; the rest is not read
LONGEST_LINE = 240  # characters; a longer one is read sentence by sentence
MOST_LINES = 1_000  # that hold something; the rest is not read
WHO = ("profile", "contact")  # who somebody is
UNTOLD = ("references", "objective")  # what others did, and what is only wished for
FEWEST_LINES = 3  # of a CV that begins with a name
LONGEST_NAME = 80  # characters, with what stands after it
NAME = re.compile(  # "MARISOL T. QUENNELL, BSN, RN", "**Ana de la Cruz**"
    r"\W*[^\W\d_a-zß-ÿ][^\W\d_]*[.'’-]?(?:[ '’-]{1,2}(?:[^\W\d_a-zß-ÿ][^\W\d_]*\.?"
    r"|[a-z]{1,3}(?= ))){1,4}(?:,[ A-Za-z.,]{1,40})?\W*"
)
CONTACT = re.compile(r"[^\s@]@[^\s@]+\.\w|(?:\d[ ().-]{0,2}){9}|\b\d{3}-\d{4}\b|https?://|www\.")

Span = tuple[int, int]  # the first and last month


DASH = r"[-\u2010-\u2015\u2212~]"
YEAR = r"(?:19|20)\d\d"
MONTH = r"(?:0?[1-9]|1[0-2])"
POINTS = (  # a name is put in for %s
    rf"(?P<name>%s)[a-z]{{0,6}}\.?,?(?:\s{{0,3}}['’]|\s{{1,3}}|[-/])(?P<year>{YEAR}|\d\d(?!\d))",
    rf"(?P<year>{YEAR})[-/.](?P<month>{MONTH})(?:[-/.]\d\d)?(?![\d/])",
    rf"(?:\d\d?[-/.])?(?P<month>{MONTH})[-/.](?P<year>{YEAR})(?!\d)",
    rf"(?P<month>{MONTH})/(?P<year>\d\d)(?![\d/])",
    rf"(?P<year>{YEAR})(?!\d)",
)


class Dates:
    """Where the times of a job stand in a line, in the words of the language."""

    def __init__(self, cv: CvTable) -> None:
        months = cv.months.split()
        self.months = {name: number for number, name in enumerate(months)} | cv.seasons
        named = [point.replace("%s", "|".join(self.months)) for point in POINTS]
        self.points = [re.compile(point, re.IGNORECASE) for point in named]
        point = re.sub(r"\?P<\w+>", "?:", "|".join(named))
        to = rf"(?:{DASH}\s{{0,3}}(?:(?:{cv.to})\s{{1,3}})?|(?:{cv.to})\s{{1,3}})"
        end = rf"{to}({point}|\d\d\b|(?:{cv.now})\b)|{DASH}$|(?<=\d{{4}})/({YEAR})\b"
        start = rf"(?<![\w/.])({point})"
        self.span = re.compile(rf"{start}\s{{0,3}}(?:{end})", re.IGNORECASE)
        self.since = re.compile(rf"\b{cv.since}\s{{1,3}}({point})", re.IGNORECASE)
        season = rf"\b(?:{'|'.join(cv.seasons)})\s{{1,3}}{YEAR}\b"
        self.any = re.compile(rf"{self.span.pattern}|{self.since.pattern}|{season}", re.IGNORECASE)

    def span_of(self, text: str, today: date) -> Span | None:
        """The first and last month that a line names, counted from the year 0."""
        present = today.year * 12 + today.month - 1
        if found := first_found(self.span, text):
            first, last, next_year = found.groups()
            start, has_month = self.month_of(first, 0, today)
            last = last or next_year
            if not last or not last[-2:].isdigit():
                return in_order(start, present)
            if len(last) == len("22"):
                last = f"{start // 1200:02}{last}"
            return in_order(start, self.month_of(last, 11 if has_month else 0, today)[0])
        if found := first_found(self.since, text):
            return in_order(self.month_of(found[1], 0, today)[0], present)
        return None

    def month_of(self, point: str, otherwise: int, today: date) -> tuple[int, bool]:
        """The month that a point in time names, and whether it names more than a year."""
        found = next(filter(None, (each.fullmatch(point) for each in self.points)))
        named = found.groupdict()
        year = int(named["year"])
        if year < 100:
            year += 2000 if year <= today.year % 100 else 1900
        if name := named.get("name"):
            return year * 12 + self.months[name.lower()], True
        if month := named.get("month"):
            return year * 12 + int(month) - 1, True
        return year * 12 + otherwise, False

    def names_a_time(self, text: str) -> bool:
        """Whether a line says from when to when, whatever the day is."""
        return any(first_found(pattern, text) for pattern in (self.span, self.since))

    def is_only_a_date(self, line: str) -> bool:
        return len(words(self.span.sub("", line))) <= 1

    def without_times(self, line: str) -> str:
        """A line without its times, whose words ("present", "spring") tell nothing else."""
        return "".join(self.any.sub(" ", piece) for piece in bounded(line))


class CvLine(msgspec.Struct, frozen=True):
    """A line, verbatim; `span` is the time of the job it belongs to, in months from the year 0.

    `is_header` where it is the line of that job, with its time, and no work done in it.
    """

    text: str
    section: str
    span: Span | None = None
    is_header: bool = False


class CvReader:
    """Reads CVs in one language."""

    def __init__(self, language: Language) -> None:
        table = language.reading.cv
        self.sentences = language.sentences
        self.dates = Dates(table)
        self.personal = re.compile(
            rf"(?:^|[|·•,;\t])\s*(?:{either(table.personal)})(?!\w)", re.IGNORECASE
        )
        self.headings = headings_of("cv")

    def lines_of(self, cv: str, today: date) -> list[CvLine]:
        """The lines that tell something about a person; headings and referees are left out.

        A job that lasts "to present" goes on to the month of `today`.
        """
        section, span = "profile", None
        found: list[CvLine] = []
        told = without_name(lines(cut(cv, LONGEST_CV)))
        apart = lines_apart(cut(cv, LONGEST_CV))
        for line in islice(told, MOST_LINES):
            if heading := self.section_of(line, apart):
                section, span = heading, None
                continue
            if began := self.dates.span_of(line, today):
                span = began
                is_of_the_line_before = found and found[-1].section == section
                if is_of_the_line_before and self.dates.is_only_a_date(line):
                    found[-1] = msgspec.structs.replace(found[-1], span=span, is_header=True)
                    continue
            if section not in UNTOLD and not self.is_contact(line, section):
                is_header = began is not None and section != "education"
                found += (CvLine(piece, section, span, is_header) for piece in self.pieces(line))
        return found

    def section_of(self, line: str, apart: Container[str]) -> str | None:
        is_apart = line in apart or line.isupper()
        return self.headings.section_apart(line) if is_apart else self.headings.section_of(line)

    def is_contact(self, line: str, section: str) -> bool:
        """Whether a line says who a person is and how to reach them.

        A line of work may name an address.
        """
        beginning = line[:LONGEST_LINE]
        if self.personal.search(beginning):
            return True
        return section in WHO and CONTACT.search(beginning) is not None

    def pieces(self, line: str) -> Iterator[str]:
        """A line without its bullet; of a paragraph its sentences, each of a length to quote."""
        text = unbulleted(line)
        for part in [text] if len(text) <= LONGEST_LINE else self.sentences(text):
            while part:
                piece = cut(part, LONGEST_LINE) or part[:LONGEST_LINE]
                yield piece
                part = part[len(piece) :].lstrip(" ,;:–-\t")


def without_name(found: list[str]) -> list[str]:
    """The lines without the first, where that is the name of a person and more lines follow."""
    has_name = len(found) > FEWEST_LINES and NAME.fullmatch(found[0][:LONGEST_NAME])
    return found[1:] if has_name else found


def lines_apart(text: str) -> frozenset[str]:
    """The lines with none right above them."""
    pairs = pairwise(map(str.strip, f"\n{text}".split("\n")))
    return frozenset(line for above, line in pairs if not above)


def first_found(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(filter(None, map(pattern.search, bounded(text))), None)


def in_order(start: int, end: int) -> Span | None:
    return (start, end) if start <= end else None
