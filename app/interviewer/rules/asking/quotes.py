"""Which line of a CV can carry a question, and the part of a line that is quoted in one."""

import re
from collections.abc import Container, Sequence

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.language.words import cut, words
from app.interviewer.rules.reading.cv import CvLine, Dates

LONGEST_QUOTE = 160  # characters
SHORTEST_QUOTE = 40
WRAPPED = 60  # characters; a shorter line was not broken for want of room
FEWEST_WORDS = 5  # of a CV line that can carry a question

COLUMNS = re.compile(r"\s{3,}+|\t++|\s{1,2}\|\s+")
STOP = re.compile(r"[.!?](?=\s|$)")
PAUSE = re.compile(r"[,;:](?=\s)|\s[–—-](?=\s)")
FIGURE = re.compile(r"(?<![\w.+])[£$€]?\d[\d,.]*")
MEASURE = re.compile(r"\d\s?%|[£$€]\s?\d|\d[km]\b", re.IGNORECASE)
DATE = re.compile(r"(?:\b(?:19|20)\d\d\b|\b\d{1,2}/\d{2,4}\b)")
CONTACT = re.compile(r"@|https?:|www\.|\+?\d[\d ()-]{8,30}\d")


class Quotes:
    """Finds what can be quoted, by the words of a language."""

    def __init__(self, language: Language, dates: Dates) -> None:
        table = language.asking.quotes
        self.dates = dates
        self.not_figures = any_of(table.not_figures)
        self.opener = re.compile(rf"^(?:{table.openers}),?\s+", re.IGNORECASE)

    def quotable(self, text: str) -> str:
        """The beginning of a line, verbatim, that can stand between quotation marks in a sentence.

        Of columns the first that is no date; of what is too long the first sentences or clauses.
        """
        columns = [
            column for column in COLUMNS.split(text) if not self.dates.is_only_a_date(column)
        ]
        quote = columns[0] if columns else text
        if len(quote) > LONGEST_QUOTE:
            quote = quote[: last_end(quote)]
        return quote.rstrip(" .,;:") or text[:LONGEST_QUOTE]

    def without_opener(self, text: str) -> str:
        """A clause without what ties it to the one before, as in "That means lifting"."""
        return self.opener.sub("", text, count=1)

    def has_a_figure(self, line: CvLine) -> bool:
        """Whether the line says how much or how many, and not only when or where to call."""
        if (
            line.section in ("education", "interests")
            or CONTACT.search(line.text)
            or self.dates.names_a_time(line.text)
        ):
            return False
        counted = self.not_figures.sub("", DATE.sub("", line.text))
        return len(words(counted)) > FEWEST_WORDS and FIGURE.search(counted) is not None

    def is_work(self, line: CvLine) -> bool:
        """Whether a line tells what was done in a job, and is not its title, a card or a list."""
        is_header = self.dates.names_a_time(line.text) or COLUMNS.search(line.text) is not None
        is_dated = line.span is not None and line.section not in ("education", "interests")
        return (is_dated or line.section == "experience") and not is_header


def last_end(text: str) -> int:
    """Where the last sentence, else clause, else word ends that is not too far to quote."""
    for mark in (STOP, PAUSE):
        ends = [found.start() for found in mark.finditer(text[: LONGEST_QUOTE + 1])]
        if ends and ends[-1] > SHORTEST_QUOTE:
            return ends[-1]
    return len(cut(text, LONGEST_QUOTE))


def whole_part(line: str, cv: str) -> str:
    """A line; of one that goes on in the next line of the CV, the part up to its last pause."""
    goes_on = re.search(re.escape(line) + r"\n[ \t]*[a-z]", cv)
    pauses = [found.start() for found in PAUSE.finditer(line)] + [
        found.end() for found in STOP.finditer(line)
    ]
    last = max(pauses, default=0)
    return line[:last] if goes_on and len(line) > WRAPPED and last > SHORTEST_QUOTE else line


def telling(evidence: Sequence[str], work: Container[str] = ()) -> str:
    """The first line about work done that is more than a list of names; else the first of work."""
    long = [line for line in evidence if len(words(line)) > FEWEST_WORDS]
    done = [line for line in long if line in work]
    return next(iter([*done, *long, *evidence]), "")


def is_measured(line: CvLine) -> bool:
    return bool(MEASURE.search(line.text))
