"""What a job description asks for, line by line and sentence by sentence; not who has it."""

import re
from collections.abc import Iterator

import msgspec

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_reading import Section
from app.interviewer.rules.language.words import cut, words
from app.interviewer.rules.reading.clauses import Clauses
from app.interviewer.rules.reading.headings import JobHeadings, unbulleted
from app.interviewer.rules.reading.job_cues import JobCues
from app.interviewer.rules.reading.job_furniture import Furniture, is_title
from app.interviewer.rules.reading.job_rows import CELL, JobRows

MOST = 60  # requirements; no honest job description comes near
ASIDE = re.compile(r"([^()]+?)\s*\(([^()]+)\)")  # "Fluent English (German is a plus)"
PAIR = re.compile(r"([^,;()]+)[,;]\s+([^,;()]+)")  # "BLS required, ACLS preferred"
LONGEST_JOB = 20_000  # characters; the rest is not read
MOST_LINES = 1_000  # that hold something; the rest is not read
LONGEST_TEXT = 300  # characters of one requirement
LONGEST_SUBHEADING = 4  # words

MARK = r"[(\[][A-Z](?:\s?[,/&]\s?[A-Z]){0,5}[)\]]\s{0,3}"  # "(E)", "(A, I)"
MARKS = re.compile(rf"\s{{0,3}}(?:{MARK}){{1,4}}$")


class Ask(msgspec.Struct, frozen=True):
    """One thing that is asked for, verbatim; `importance` is 0 to 1."""

    text: str
    importance: float


class JobReading(msgspec.Struct, frozen=True):
    """What a job description asks for, at most `MOST`, and its lines that ask for nothing.

    Both in the order of the text, verbatim, each once. Of a line that asks for something in part
    the other sentences are left out; a heading is in neither.
    """

    asks: list[Ask]
    left_out: list[str]


class Statement(msgspec.Struct, frozen=True):
    """A sentence without its bullet or heading, and the section that it stands in."""

    text: str
    section: Section


class JobReader:
    """Reads job descriptions in one language."""

    def __init__(self, language: Language) -> None:
        self.sentences = language.sentences
        self.clauses = Clauses(language)
        self.cues = JobCues(language)
        self.headings = JobHeadings(language, self.cues)
        self.furniture = Furniture(language)

    def read(self, job_description: str, title: str = "", company: str = "") -> JobReading:
        """What is asked for, and what is left out, of a post with that title at a company."""
        asks: dict[str, Ask] = {}
        left_out: dict[str, None] = {}
        lines = JobLines(self, cut(job_description, LONGEST_JOB), title, company)
        for line, pieces in lines.sectioned():
            asked = [self.asks_in(unended(piece.text), piece.section) for piece in pieces]
            idle = [piece.text for piece, found in zip(pieces, asked, strict=True) if not found]
            for ask in (ask for found in asked for ask in found):
                if len(asks) < MOST:
                    asks.setdefault(ask.text, ask)
            left_out.update(dict.fromkeys(idle if any(asked) else [unbulleted(line)]))
        return JobReading(list(asks.values()), [line for line in left_out if line not in asks])

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

    def asks_in(self, sentence: str, section: Section) -> list[Ask]:
        """What one sentence asks for; nothing where it is a question."""
        is_idle = not sentence or sentence.endswith("?")
        return [] if is_idle else list(self.asks_of_clauses(sentence, section))

    def asks_of_clauses(self, sentence: str, section: Section) -> Iterator[Ask]:
        """What its clauses ask for; one without a cue goes with the one before it."""
        marks = "".join(found[0] for found in MARKS.finditer(sentence))
        before, is_aside = 0.0, False
        for clause in self.clauses_of(sentence):
            asks = self.cues.decides(clause) or self.cues.says("asks", clause)
            is_aside = self.cues.is_aside(clause) or (is_aside and not asks)
            if is_aside:
                before = 0.0
            elif not before or self.cues.decides(clause):
                before = self.cues.importance_of(clause + marks, section)
            text = cut(MARKS.sub("", clause).strip().rstrip(".;:, !?"), LONGEST_TEXT)
            if before and text:
                yield Ask(text, before)

    def clauses_of(self, sentence: str) -> Iterator[str]:
        """The clauses of a sentence; one that says how much it asks for is parted from the rest."""
        for clause in self.clauses.of(sentence):
            if (bracketed := ASIDE.fullmatch(clause)) and self.cues.rules_itself(bracketed[2]):
                yield from bracketed.groups()
            elif (parted := PAIR.fullmatch(clause)) and self.cues.differ(*parted.groups()):
                yield from parted.groups()
            else:
                yield clause


class JobLines:
    """The lines of one job description, each in its section."""

    def __init__(self, reader: JobReader, text: str, title: str, company: str) -> None:
        self.reader, self.cues, self.headings = reader, reader.cues, reader.headings
        self.text, self.title, self.company = text, title, company
        self.rows = JobRows(self.cues, self.headings)
        self.section: Section = "open"
        self.is_list, self.is_bulleted, self.is_parted = False, False, True
        self.is_unended = False  # bullets of which none ends as a sentence does

    def sectioned(self) -> Iterator[tuple[str, list[Statement]]]:
        """Each line that is no heading alone, and its sentences; no more than `MOST_LINES`."""
        left = MOST_LINES
        for line in map(str.strip, self.text.split("\n")):
            if not (bare := unbulleted(line)):
                self.is_parted = True
                continue
            left -= 1
            if left < 0:
                break
            if self.is_left_out(line, bare):
                yield line, [Statement(bare, "dropped")]
            elif pieces := list(self.pieces_of(line, bare)):
                yield line, pieces
            self.is_parted = False

    def is_left_out(self, line: str, bare: str) -> bool:
        """Whether a line is no sentence about the post, whatever stands around it."""
        if CELL in bare and self.rows.begin_table(bare):
            return True
        is_asked = bare != line and self.section != "open"
        if self.reader.furniture.holds(bare, is_asked):
            return True
        may_be_title = self.section in ("open", "dropped") and not is_asked
        return may_be_title and is_title(bare, self.title)

    def pieces_of(self, line: str, bare: str) -> Iterator[Statement]:
        """The sentences of a line; a heading has none, unless it goes on."""
        if CELL in bare:
            for cell, section in self.rows.cells_of(bare):
                yield Statement(cell, section or self.section)
            return
        is_listed, is_alone = bare != line, self.is_parted and bare == line
        heading, rest = self.headings.heading_of(bare, is_alone)
        if heading:
            self.section, self.is_list, self.is_bulleted = heading, bool(rest), False
        elif self.is_list and (is_alone or (self.is_unended and not is_listed and ends(bare))):
            self.end_list()  # a paragraph after a list is no part of it
        self.is_list = self.is_list or (bool(rest) and is_listed)
        if is_listed:
            self.go_on_with_list(bare)
        is_subheading = not heading and not is_listed and self.is_subheading(rest)
        listed = "dropped" if is_subheading else self.section_of(is_listed)
        for led_in, sentence in self.reader.sentences_led_in(rest, heading):
            if led_in and not sentence:
                self.section = listed = led_in
            else:
                yield self.piece(unbulleted(sentence), led_in or listed, is_listed)

    def section_of(self, is_listed: bool) -> Section:
        """The section of a line: what is listed below no heading is a duty."""
        return "duties" if self.section == "open" and is_listed else self.section

    def go_on_with_list(self, bare: str) -> None:
        """Remember whether the bullets of a list so far end with a full stop."""
        self.is_unended = not ends(bare) and (self.is_unended or not self.is_bulleted)
        self.is_bulleted = True

    def end_list(self) -> None:
        """After a list comes what has no heading, except below one that is left out."""
        self.is_list, self.is_bulleted, self.is_unended = False, False, False
        if self.section != "dropped":
            self.section = "open"

    def is_subheading(self, line: str) -> bool:
        """Whether a line among bullets has none itself, and is too short to ask for anything."""
        is_short = len(words(line)) <= LONGEST_SUBHEADING and not line.endswith(".")
        return self.is_bulleted and is_short and not self.cues.decides(line)

    def piece(self, sentence: str, section: Section, is_listed: bool) -> Statement:
        """A sentence in its section; one to the candidate ends a section that is left out."""
        if not is_listed and section in ("open", "duties"):
            is_boast = self.cues.is_a_boast(sentence, self.company)
            return Statement(sentence, "dropped" if is_boast else section)
        is_in_dropped = not is_listed and section == "dropped" == self.section
        if is_in_dropped and self.cues.is_a_boast(sentence, self.company):
            return Statement("", section)
        if is_in_dropped and self.cues.importance_of(sentence, section):
            self.section = "open"
        return Statement(sentence, section)


def ends(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line.endswith((".", "!", "?"))


def unended(sentence: str) -> str:
    """A sentence without what ends it; a question keeps its mark."""
    bare = sentence.rstrip(".;, !")
    return bare if bare.endswith("?") else bare.rstrip(".;, !?")
