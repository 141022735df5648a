"""What a job description asks for, line by line and sentence by sentence; not who has it."""

import re
from collections.abc import Iterator

import msgspec

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_reading import Section
from app.interviewer.rules.language.words import cut
from app.interviewer.rules.reading.clauses import Clauses
from app.interviewer.rules.reading.headings import Headings, unbulleted
from app.interviewer.rules.reading.job_cues import JobCues

MOST = 60  # requirements; no honest job description comes near
LONGEST_JOB = 20_000  # characters; the rest is not read
MOST_LINES = 1_000  # that hold something; the rest is not read
LONGEST_TEXT = 300  # characters of one requirement

MARK = r"[(\[][A-Z](?:\s?[,/&]\s?[A-Z]){0,5}[)\]]\s{0,3}"  # "(E)", "(A, I)"
MARKS = re.compile(rf"\s{{0,3}}(?:{MARK}){{1,4}}$")


class Ask(msgspec.Struct, frozen=True):
    """One thing that is asked for, verbatim; `importance` is 0 to 1."""

    text: str
    importance: float


class JobReader:
    """Reads job descriptions in one language."""

    def __init__(self, language: Language) -> None:
        self.sentences = language.sentences
        self.clauses = Clauses(language)
        self.cues = JobCues(language)
        self.headings = Headings(language, self.cues)

    def asks_of(self, job_description: str) -> list[Ask]:
        """What is asked for, in the order of the text, each once, at most `MOST`."""
        found: dict[str, Ask] = {}
        for section, piece in self.pieces_of(cut(job_description, LONGEST_JOB)):
            for ask in self.asks_in(piece, section):
                found.setdefault(ask.text, ask)
            if len(found) >= MOST:
                break
        return list(found.values())[:MOST]

    def pieces_of(self, job_description: str) -> Iterator[tuple[Section, str]]:
        """The sentences without what ends them, and the section that each stands in."""
        for section, sentence in self.sectioned(job_description):
            if section == "open" and sentence.endswith("?"):
                continue  # "Do you love dogs?" is no requirement
            if piece := unbulleted(sentence).rstrip(".;, !?"):
                yield section, piece

    def sectioned(self, text: str) -> Iterator[tuple[Section, str]]:
        """Each sentence without its bullet or heading, and the section that it stands in."""
        section: Section = "open"
        is_list, is_parted, left = False, True, MOST_LINES
        for line in map(str.strip, text.split("\n")):
            if not (bare := unbulleted(line)):
                is_parted = True
                continue
            left -= 1
            if left < 0:
                break
            is_alone = is_parted and bare == line
            heading, rest = self.headings.heading_of(bare, is_alone)
            if heading:
                section, is_list = heading, bool(rest)
            elif is_alone and is_list:
                section, is_list = "open", False  # a paragraph after a list is no part of it
            is_parted = False
            is_list = is_list or (bool(rest) and bare != line)
            listed: Section = "duties" if section == "open" and bare != line else section
            for led_in, sentence in self.sentences_led_in(rest, heading):
                if led_in and not sentence:
                    section = listed = led_in
                else:
                    yield led_in or listed, sentence

    def sentences_led_in(
        self, text: str, heading: Section | None
    ) -> Iterator[tuple[Section | None, str]]:
        """The sentences, each with the section that it opens for itself.

        An empty one opens a list.
        """
        if heading and self.headings.is_enumeration(text):
            yield from ((heading, name) for name in self.headings.enumerated(text))
            return
        for sentence in self.sentences(text):
            led_in, asked = self.headings.split_heading(unbulleted(sentence))
            if led_in and self.headings.is_enumeration(asked):
                yield from ((led_in, name) for name in self.headings.enumerated(asked.rstrip(".")))
            else:
                yield led_in, asked

    def asks_in(self, sentence: str, section: Section) -> Iterator[Ask]:
        """What one sentence asks for; a clause without a cue goes with the one before it."""
        marks = "".join(found[0] for found in MARKS.finditer(sentence))
        before = 0.0
        for clause in self.clauses.of(sentence):
            if not before or self.cues.decides(clause):
                before = self.cues.importance_of(clause + marks, section)
            if self.cues.is_aside(clause):
                before = 0.0
            text = cut(MARKS.sub("", clause).strip().rstrip(".;:, !?"), LONGEST_TEXT)
            if before and text:
                yield Ask(text, before)
