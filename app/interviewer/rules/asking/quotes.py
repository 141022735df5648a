"""Which lines can carry a question: of the job one that says something, of a CV one of work."""

import re
from collections.abc import Container, Sequence

from app.interviewer.model import Documents, Requirement
from app.interviewer.rules.asking.counted import BRACKETED, Counted
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.reading.cv import CvLine, Dates
from app.interviewer.rules.reading.lexicon import Lexicon

FEWEST_TELLING = 3  # words of a job's line that names no known skill
FEWEST_WORDS = 5  # of a CV line that can carry a question
WRAPPED = 60  # characters; a shorter line was not broken for want of room

LOOKED_AHEAD = 200  # characters

COLUMNS = re.compile(r"\s{3,}+|\t++|\s{1,2}\|\s+")
FIGURE = re.compile(r"(?<![\w.+])[£$€]?\d[\d,.]*+(?!\w*\d)")
MEASURE = re.compile(r"\d\s?%|[£$€]\s?\d|\d[km]\b", re.IGNORECASE)
CONTACT = re.compile(r"@|https?:|www\.|\+?\d[\d ()-]{8,30}\d")
ENDED = re.compile(r"[.!?][\"'”’)]*$")


class Quotes:
    """Finds what can be quoted beside a question, by the words of a language."""

    def __init__(self, listener: Listener, lexicon: Lexicon, dates: Dates) -> None:
        table = listener.language.asking
        self.listener, self.lexicon, self.dates = listener, lexicon, dates
        self.counted = Counted(listener)
        self.achieved = any_of(table.quotes.achieved)
        self.credential = any_of(table.lines.credentials)
        self.never = any_of(table.lines.never)

    def says_something(self, one: Requirement, documents: Documents) -> bool:
        """Whether a question can rest on it: not on the title, an address or what names nothing."""
        if self.never.search(one.text) or self.is_title(one.text, documents):
            return False
        content = self.listener.content_stems(one.text)
        return len(content) >= FEWEST_TELLING or self.names_a_skill(one.text)

    def is_title(self, text: str, documents: Documents) -> bool:
        """Whether it is made of the words of the title and of the company, as "Staff nurse" is."""
        own = self.stems(text)
        return len(own) > 1 and own <= self.stems(f"{documents.job_title} {documents.company_name}")

    def stems(self, text: str) -> set[str]:
        return {self.listener.stem(word) for word in self.listener.plain_words(words(text))}

    def names_a_skill(self, text: str) -> bool:
        tokens = self.lexicon.tokens(text)
        return any(self.lexicon.phrase_at(tokens, start)[1] for start in range(len(tokens)))

    def is_work(self, line: CvLine) -> bool:
        """Whether a line tells what was done in a job, and is not its title, a card or a list."""
        is_header = self.dates.names_a_time(line.text) or COLUMNS.search(line.text) is not None
        is_dated = line.span is not None and line.section not in ("education", "interests")
        return (is_dated or line.section == "experience") and not is_header

    def has_a_figure(self, line: CvLine) -> bool:
        """Whether the line says how much or how many, and not only when or where to call.

        Outside of work only a change counts: a profile has figures that no one made.
        """
        if (
            line.section in ("education", "interests")
            or CONTACT.search(line.text)
            or self.credential.search(line.text)
            or self.dates.names_a_time(line.text)
            or not (self.is_work(line) or self.is_achieved(line))
        ):
            return False
        counted = self.counted.only(line.text)
        if not self.is_achieved(line):
            counted = BRACKETED.sub("", counted)
        return len(words(counted)) > FEWEST_WORDS and FIGURE.search(counted) is not None

    def is_achieved(self, line: CvLine) -> bool:
        """Whether it says what changed, and not only how much there was."""
        return self.achieved.search(line.text) is not None


def is_whole(line: str, cv: str) -> bool:
    """Whether a line of a CV begins and ends there, and does not go on in the next."""
    if (at := cv.find(line)) < 0:
        return False
    before = cv[cv.rfind("\n", 0, at) + 1 : at].strip()
    if any(map(str.isalnum, before)) and not ENDED.search(before):
        return False
    if ENDED.search(line):
        return True
    end = at + len(line)
    rest, _, following = cv[end : end + LOOKED_AHEAD].partition("\n")
    goes_on = len(line) > WRAPPED and following.lstrip()[:1].islower()
    return not rest.strip(" .!?") and not goes_on


def telling(evidence: Sequence[str], work: Container[str] = ()) -> str:
    """The first line about work done that is more than a list of names; else the first of work."""
    long = [line for line in evidence if len(words(line)) > FEWEST_WORDS]
    done = [line for line in long if line in work]
    return next(iter([*done, *long, *evidence]), "")


def is_measured(line: CvLine) -> bool:
    return bool(MEASURE.search(line.text))
