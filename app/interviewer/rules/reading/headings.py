"""Which line of a job description opens a section, and what it has of it on the same line."""

import re
from typing import cast

from app.headings import headings_of
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_reading import Section
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.language.words import words
from app.interviewer.rules.reading.job_cues import IN_BRACKETS, JobCues

LONGEST_HINT = 6
LONGEST_LEAD_IN = 25
LONGEST_NAME = 4  # of an enumeration

DASH = re.compile(r"\s[–—-]\s")
BULLET = re.compile(
    r"^(?:[^\w\s(£$€.#\"“'‘]+|\.{2,}|\d{1,2}\.\d{1,2}\.?\s+(?=[A-Z])|\d{1,2}[.)](?!\d)|(?:[a-zA-Z]|[ivx]{2,4})[.)](?=\s)|o(?=\s)|\((?:\d+|[a-z]|[ivx]{2,4})\)(?=\s))\s*"
)


class JobHeadings:
    """The headings of a language, and the sentences that announce a list as a heading does."""

    def __init__(self, language: Language, cues: JobCues) -> None:
        table = language.reading.job
        self.cues = cues
        self.sentences = language.sentences
        self.stop = frozenset(language.reading.matching.stop.split())
        self.comma = re.compile(rf",\s+(?:(?:{table.list_joiners})\s+)?")
        self.known = headings_of("job")
        self.hints = {section: any_of(block) for section, block in table.heading_words.items()}

    def heading_of(self, line: str, is_alone: bool) -> tuple[Section | None, str]:
        """As split_heading; a line after a blank one need only have a heading's words."""
        section, rest = self.split_heading(line)
        if not section and is_alone and (section := self.section_hinted_at(line)):
            return section, ""
        return section, rest

    def split_heading(self, line: str) -> tuple[Section | None, str]:
        """The section that a line opens, if it does, and what follows the heading on its line."""
        before, colon, after = line.partition(":")
        if section := self.section_of(before):
            return section, unbulleted(after.strip())
        if colon and len(words(before)) <= LONGEST_LEAD_IN and len(self.sentences(before)) == 1:
            led_in = self.section_led_in_by(before)
            if not after.strip("*_- "):
                return led_in, ""
            if led_in != "open" and self.is_enumeration(after) and not self.names_it(before):
                return led_in, after.strip()
        return None, line

    def names_it(self, before: str) -> bool:
        """Whether what stands before a colon asks for something itself, which the rest explains.

        "Knowledge of databases: indexing, tuning, backups" is one thing; "Experience with: SQL,
        Excel, Access" is three.
        """
        said = words(before)
        goes_on = bool(said) and said[-1].lower() in self.stop
        announces = any(self.cues.says(cue, before) for cue in ("having", "doing", "nice"))
        return self.cues.says("asks", before) and not goes_on and not announces

    def section_of(self, text: str) -> Section | None:
        """The section that a heading opens; None for a text that is no known heading."""
        return cast("Section | None", self.known.section_like(text))

    def section_led_in_by(self, sentence: str) -> Section:
        """The section of a list that a sentence announces, as "The right person will have:"."""
        by_cue: tuple[tuple[str, Section], ...] = (
            ("offers", "dropped"),
            ("nice", "nice"),
            ("doing", "duties"),
            ("having", "required"),
            ("duty", "duties"),
            ("asks", "required"),
        )
        led_in = (section for cue, section in by_cue if self.cues.says(cue, sentence))
        return next(led_in, "open")

    def section_hinted_at(self, line: str) -> Section | None:
        """The section of a short line that ends like a heading and has a heading's words."""
        line = DASH.split(IN_BRACKETS.sub("", line), maxsplit=1)[0].strip()
        if len(words(line)) > LONGEST_HINT or line[-1:] in ".,;!" or any(map(str.isdigit, line)):
            return None
        for section, pattern in self.hints.items():
            if hint := pattern.search(line):
                asks_itself = self.cues.says("asks", line) and hint.end() < len(line)
                return None if asks_itself else section
        return None

    def is_enumeration(self, text: str) -> bool:
        """Whether it is a list of names between commas, as "Forklift, first aid, some French"."""
        listed = self.comma.split(IN_BRACKETS.sub("", text))
        return len(listed) > 2 and all(len(words(one)) <= LONGEST_NAME for one in listed)

    def enumerated(self, text: str) -> list[str]:
        """What stands between the commas of a text; brackets stay whole."""
        plain = IN_BRACKETS.sub(lambda found: "x" * len(found[0]), text)
        ends = [(found.start(), found.end()) for found in self.comma.finditer(plain)]
        begins = [0, *(end for _, end in ends)]
        return [
            text[begin:end].rstrip()
            for begin, end in zip(begins, [*(start for start, _ in ends), len(text)], strict=True)
        ]


def unbulleted(line: str) -> str:
    return BULLET.sub("", line, count=1).strip("*_ \t")
