"""What a job description asks for, line by line and sentence by sentence; not who has it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from app.interview.interviewer.clauses import clauses
from app.interview.interviewer.languages import table
from app.interview.interviewer.phrases import any_of
from app.interview.interviewer.words import cut, sentences, words

MOST = 60  # requirements; no honest job description comes near
LONGEST_JOB = 20_000  # characters; the rest is not read
LONGEST_SENTENCE = 1_000
LONGEST_TEXT = 300  # characters of one requirement
LONGEST_HEADING = 9  # words
LONGEST_HINT = 6
LONGEST_LEAD_IN = 25
LONGEST_NAME = 4  # of an enumeration

BULLET = re.compile(
    r"^(?:[^\w\s(£$€.#\"“'‘]+|\.{2,}|\d{1,2}\.\d{1,2}\.?\s+(?=[A-Z])|(?:\d{1,2}|[a-zA-Z])[.)]|o(?=\s)|\(\d+\))\s*"
)
IN_BRACKETS = re.compile(r"\([^()]*\)")
MARKS = re.compile(r"(?:\s*[(\[][A-Z](?:\s*[,/&]\s*[A-Z])*[)\]])+\s*$")  # "(E)", "(A, I)"
COMMAS = re.compile(r"\s*,\s+(?:and\s+|or\s+)?(?![^()]*\))")

Section = Literal["required", "duties", "nice", "dropped", "open"]
WEIGHTS: dict[Section, float] = {"required": 1.0, "duties": 0.6, "nice": 0.5}
DECIDING = ("must", "nice", "duty", "offers", "waived")  # cues that overrule what stands before


class Job(msgspec.Struct, frozen=True):
    """The table `[job]`: regular expressions, one a line.

    `headings` by the section that they open, and `heading_words` of a short line after a blank one
    that is no known heading; the rest are cues in a sentence. `must`, `asks`,
    `duty` and `nice` say that it asks for something, and how much; `having` and `doing` that it
    announces a list of what a person has or does; `waived` that it says what is not needed;
    `offers` that it is about pay, the company or how to apply, and so do `perks`, words that are
    part of the work where a heading says that duties follow; `aside` begins a clause that is not
    about the person.
    """

    headings: dict[Section, str]
    heading_words: dict[Section, str]
    must: str
    doing: str
    having: str
    asks: str
    duty: str
    nice: str
    waived: str
    perks: str
    offers: str
    aside: str


class Ask(msgspec.Struct, frozen=True):
    """One thing that is asked for, verbatim; `importance` is 0 to 1."""

    text: str
    importance: float


def asks_of(job_description: str) -> list[Ask]:
    """What is asked for, in the order of the text, each once, at most `MOST`."""
    found: dict[str, Ask] = {}
    for section, piece in pieces_of(cut(job_description, LONGEST_JOB)):
        for ask in asks_in(piece, section):
            found.setdefault(ask.text, ask)
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]


def asks_in(sentence: str, section: Section) -> Iterator[Ask]:
    """What one sentence asks for; a clause without a cue goes with the one before it."""
    marks = "".join(found[0] for found in MARKS.finditer(sentence))
    before = 0.0
    for clause in clauses(sentence):
        is_led = before and not any(says(cue, clause) for cue in DECIDING)
        before = before if is_led else importance_of(clause + marks, section)
        if says("aside", clause) and not any(says(cue, clause) for cue in (*DECIDING, "asks")):
            before = 0.0
        text = cut(MARKS.sub("", clause).strip().rstrip(".;:, !?"), LONGEST_TEXT)
        if before and text:
            yield Ask(text, before)


def pieces_of(job_description: str) -> Iterator[tuple[Section, str]]:
    """The sentences without what ends them, and the section that each stands in."""
    for section, sentence in sectioned(job_description):
        if section == "open" and sentence.endswith("?"):
            continue  # "Do you love dogs?" is no requirement
        if piece := unbulleted(sentence).rstrip(".;, !?"):
            yield section, piece[:LONGEST_SENTENCE]


def sectioned(text: str) -> Iterator[tuple[Section, str]]:
    """Each sentence without its bullet or heading, and the section that it stands in."""
    section: Section = "open"
    is_list, is_parted = False, True
    for line in map(str.strip, text.split("\n")):
        bare = unbulleted(line)
        heading, rest = heading_of(bare, is_alone=is_parted and bare == line)
        if heading:
            section, is_list = heading, bool(rest)
        elif bare == line and bare and is_list and is_parted:
            section, is_list = "open", False  # a paragraph after a list is no part of it
        is_parted = not bare
        is_list = is_list or (bool(rest) and bare != line)
        listed: Section = "duties" if section == "open" and bare != line else section
        for led_in, sentence in sentences_led_in(rest, heading):
            if led_in and not sentence:
                section = listed = led_in
            else:
                yield led_in or listed, sentence


def sentences_led_in(text: str, heading: Section | None) -> Iterator[tuple[Section | None, str]]:
    """The sentences, each with the section that it opens for itself; an empty one opens a list."""
    if heading and is_enumeration(text):
        yield from ((heading, name) for name in COMMAS.split(text))
        return
    for sentence in sentences(text):
        led_in, asked = split_heading(unbulleted(sentence))
        if led_in and is_enumeration(asked):
            yield from ((led_in, name) for name in COMMAS.split(asked.rstrip(".")))
        else:
            yield led_in, asked


def heading_of(line: str, is_alone: bool) -> tuple[Section | None, str]:
    """As split_heading; a line after a blank one need only have a heading's words."""
    section, rest = split_heading(line)
    if not section and is_alone and (section := section_hinted_at(line)):
        return section, ""
    return section, rest


def is_enumeration(text: str) -> bool:
    """Whether it is a list of names between commas, as "Forklift, first aid, some French"."""
    listed = COMMAS.split(IN_BRACKETS.sub("", text))
    return len(listed) > 2 and all(len(words(one)) <= LONGEST_NAME for one in listed)


def split_heading(line: str) -> tuple[Section | None, str]:
    """The section that a line opens, if it does, and what follows the heading on the same line."""
    before, colon, after = line.partition(":")
    if section := section_of(before):
        return section, unbulleted(after.strip())
    if colon and len(words(before)) <= LONGEST_LEAD_IN and len(sentences(before)) == 1:
        led_in = section_led_in_by(before)
        if not after.strip("*_- "):
            return led_in, ""
        if led_in != "open" and is_enumeration(after):
            return led_in, after.strip()
    return None, line


def section_led_in_by(sentence: str) -> Section:
    """The section of a list that a sentence announces, as "The successful person will have:"."""
    if says("offers", sentence):
        return "dropped"
    if says("nice", sentence):
        return "nice"
    if says("doing", sentence):
        return "duties"
    if says("having", sentence):
        return "required"
    if says("duty", sentence):
        return "duties"
    return "required" if says("asks", sentence) else "open"


def section_of(text: str) -> Section | None:
    """The section that a heading opens; None for a text that is no known heading."""
    text = IN_BRACKETS.sub("", text)
    if len(words(text)) > LONGEST_HEADING or text.rstrip("*_ ").endswith("."):
        return None
    bare = re.sub("[’'/]", " ", " ".join(words(text)).lower())
    for section, pattern in blocks("headings").items():
        if pattern.fullmatch(bare):
            return section
    return None


def section_hinted_at(line: str) -> Section | None:
    """The section of a short line that ends like a heading and has a heading's words."""
    line = IN_BRACKETS.sub("", line).strip()
    if len(words(line)) > LONGEST_HINT or line[-1:] in ".,;!" or any(map(str.isdigit, line)):
        return None
    patterns = blocks("heading_words").items()
    return next((section for section, pattern in patterns if pattern.search(line)), None)


def unbulleted(line: str) -> str:
    return BULLET.sub("", line, count=1).strip("*_ \t")


def importance_of(sentence: str, section: Section) -> float:
    """How much a sentence asks for, 0 where it asks for nothing.

    Required 1.0, duties 0.6, nice to have 0.5; the words of a sentence overrule its section.
    """
    plain = IN_BRACKETS.sub("", sentence)
    if says("waived", plain) or (says("offers", plain) and not says("must", sentence)):
        return 0.0
    if section == "dropped":
        return WEIGHTS["required"] if says("must", sentence) else 0.0
    if says("nice", sentence):
        return WEIGHTS["nice"]
    return WEIGHTS[section] if section != "open" else open_importance(sentence)


def open_importance(sentence: str) -> float:
    """Under no heading only a sentence with a cue asks for something."""
    if says("must", sentence):
        return WEIGHTS["required"]
    if says("perks", IN_BRACKETS.sub("", sentence)):
        return 0.0
    if says("asks", sentence):
        return WEIGHTS["required"]
    return WEIGHTS["duties"] if says("duty", sentence) else 0.0


def says(cue: str, sentence: str) -> bool:
    """Whether a sentence holds a cue, by its name in the table."""
    return pattern(cue).search(sentence) is not None


@cache
def pattern(cue: str) -> re.Pattern[str]:
    phrases: str = getattr(table("en", "job", Job), cue)
    return any_of(phrases)


@cache
def blocks(name: str) -> dict[Section, re.Pattern[str]]:
    """The patterns of `headings` or `heading_words` by section."""
    listed: dict[Section, str] = getattr(table("en", "job", Job), name)
    return {section: any_of(phrases) for section, phrases in listed.items()}
