"""Eight questions from two documents: what each slot is made of, and how it is worded."""

import re
from collections.abc import Container, Sequence
from functools import cache
from hashlib import blake2b

import msgspec

from app.interview.interviewer.cv import cv_lines
from app.interview.interviewer.languages import table
from app.interview.interviewer.model import Documents, Question, Requirement
from app.interview.interviewer.quotes import (
    FEWEST_WORDS,
    has_a_figure,
    is_measured,
    is_work,
    quotable,
    telling,
    whole_part,
    without_opener,
)
from app.interview.interviewer.words import stem, words

ESSENTIAL, DUTY = 1.0, 0.6  # importance
KIND_ORDER = ("credential", "tool", "domain", "soft")  # of gaps, the clearest first


class Wording(msgspec.Struct, frozen=True):
    """One kind of question; `competency` is a name for the rules, the same in every language.

    `why_requirement` and the stems of `cues` tie it to a soft requirement.
    """

    competency: str
    why: str
    wordings: list[str]
    why_requirement: str = ""
    cues: str = ""


class People(msgspec.Struct, frozen=True):
    """Whom the work is for: a line each, "people: words that point to them"."""

    default: str
    cues: str


class Questions(msgspec.Struct, frozen=True):
    """The table `[questions]`."""

    opener: Wording
    strength: Wording
    strength_open: Wording
    depth: Wording
    depth_requirement: Wording
    depth_open: Wording
    gap_credential: Wording
    gap: Wording
    partial: Wording
    gap_open: Wording
    teamwork: Wording
    pressure: Wording
    failure: Wording
    closer: Wording
    closer_duty: Wording
    people: People


def eight_questions(
    documents: Documents, requirements: Sequence[Requirement], interview_id: int
) -> list[Question]:
    """One question for each slot, 1 to 8, in that order."""
    return Planner(documents, requirements, interview_id).questions()


class Planner:
    """Fills the slots one after the other and remembers what it has used."""

    def __init__(
        self, documents: Documents, requirements: Sequence[Requirement], interview_id: int
    ) -> None:
        self.documents = documents
        self.requirements = requirements
        self.interview_id = interview_id
        self.people = people_of(documents)
        self.lines = cv_lines(documents.cv)
        self.work = {line.text for line in self.lines if is_work(line)}
        self.used_requirements: set[str] = set()
        self.used_lines: set[str] = set()
        self.used_wordings: set[str] = set()

    def questions(self) -> list[Question]:
        return [
            self.ask(1, wordings().opener),
            self.strength(),
            self.depth(),
            self.gap(),
            self.behaviour(5, wordings().teamwork),
            self.behaviour(6, wordings().pressure),
            self.second_gap() or self.behaviour(7, wordings().failure),
            self.closer(),
        ]

    def strength(self) -> Question:
        """The most important requirement that the CV shows, with the line that shows it."""
        shown = [one for one in self.unused() if one.status == "supported" and one.evidence]
        if not shown:
            return self.ask(2, wordings().strength_open)
        best = max(shown, key=self.strength_key)
        return self.ask(2, wordings().strength, best, telling(best.evidence, self.work))

    def depth(self) -> Question:
        """A CV line with a figure in it; else the next requirement that the CV shows."""
        if line := self.line_with_a_figure():
            return self.ask(3, wordings().depth, None, line)
        shown = [one for one in self.unused() if one.status != "gap" and one.kind != "soft"]
        if not shown:
            return self.ask(3, wordings().depth_open)
        return self.ask(3, wordings().depth_requirement, max(shown, key=self.strength_key))

    def gap(self) -> Question:
        """The first gap; else the first thing that the CV shows in part; else the role."""
        if gaps := self.gaps():
            return self.ask_gap(4, gaps[0])
        partial = [one for one in self.unused() if one.status == "partial" and one.evidence]
        if not partial:
            return self.ask(4, wordings().gap_open)
        return self.ask(4, wordings().partial, min(partial, key=gap_order))

    def second_gap(self) -> Question | None:
        """Another gap, if the job calls both essential."""
        essential = [one for one in self.requirements if is_hard_gap(one, ESSENTIAL)]
        asked = [one for one in essential if one.id in self.used_requirements]
        left = [one for one in self.gaps() if one in essential and not is_like_any(one, asked)]
        return self.ask_gap(7, left[0]) if asked and left else None

    def behaviour(self, slot: int, wording: Wording) -> Question:
        """A question about conduct, tied to what the job says of it, if it does."""
        cues = wording.cues.split()
        for one in self.unused():
            stems = [stem(word) for word in words(one.text)]
            if one.kind == "soft" and any(said.startswith(cue) for said in stems for cue in cues):
                tied = msgspec.structs.replace(wording, why=wording.why_requirement)
                return self.ask(slot, tied, one)
        return self.ask(slot, wording)

    def closer(self) -> Question:
        """Motivation, and the first duty that no question has touched, if there is one."""
        duties = [one for one in self.unused() if one.importance == DUTY and one.kind != "soft"]
        if not duties:
            return self.ask(8, wordings().closer)
        return self.ask(8, wordings().closer_duty, duties[0])

    def strength_key(self, one: Requirement) -> tuple[bool, bool, float, bool]:
        return strength_of(one, self.work)

    def unused(self) -> list[Requirement]:
        return [one for one in self.requirements if one.id not in self.used_requirements]

    def gaps(self) -> list[Requirement]:
        return sorted(filter(is_hard_gap, self.unused()), key=gap_order)

    def ask_gap(self, slot: int, gap: Requirement) -> Question:
        wording = wordings().gap_credential if gap.kind == "credential" else wordings().gap
        return self.ask(slot, wording, gap)

    def line_with_a_figure(self) -> str | None:
        """The most telling line with a figure that no question has used: evidence comes first."""
        evidence = {line for one in self.requirements for line in one.evidence}
        lines = [
            line for line in self.lines if line.text not in self.used_lines and has_a_figure(line)
        ]
        best = max(lines, key=lambda line: (is_measured(line), line.text in evidence), default=None)
        return best.text if best else None

    def ask(
        self, slot: int, wording: Wording, requirement: Requirement | None = None, cv: str = ""
    ) -> Question:
        """The question in the words that this interview's id chooses."""
        job = quotable(without_opener(requirement.text)) if requirement else ""
        line = quotable(whole_part(cv, self.documents.cv))
        self.used_lines.add(cv)
        if requirement:
            self.used_requirements.add(requirement.id)
        words_for = {
            "title": self.documents.job_title,
            "company": self.documents.company_name,
            "people": self.people,
            "job": job,
            "cv": line,
        }
        return Question(
            text=self.wording_of(slot, wording).format_map(words_for),
            why=wording.why.format_map(words_for),
            slot=slot,
            competency=wording.competency,
            requirement_id=requirement.id if requirement else None,
            quote=line or job or None,
            source="cv" if line else "job" if job else None,
        )

    def wording_of(self, slot: int, wording: Wording) -> str:
        """One that was not used yet, by a hash that is the same on every machine."""
        left = [text for text in wording.wordings if text not in self.used_wordings]
        digest = blake2b(f"{self.interview_id}/{slot}".encode(), digest_size=4).digest()
        chosen = left[int.from_bytes(digest) % len(left)]
        self.used_wordings.add(chosen)
        return chosen


def strength_of(one: Requirement, work: Container[str]) -> tuple[bool, bool, float, bool]:
    """What makes a requirement good to ask about: work, not a card; it was done; it matters."""
    is_work = one.kind in ("domain", "tool") and len(words(one.text)) >= FEWEST_WORDS - 1
    is_told = telling(one.evidence, work) in work
    return is_work, is_told, one.importance, one.status == "supported"


def is_hard_gap(one: Requirement, importance: float = 0.0) -> bool:
    return one.status == "gap" and one.kind != "soft" and one.importance >= importance


def is_like_any(one: Requirement, others: Sequence[Requirement]) -> bool:
    """Whether it says much the same as another: half of its words stand there."""
    stems = {stem(word) for word in words(one.text)}
    return any(
        2 * len(stems.intersection(map(stem, words(other.text)))) >= len(stems) for other in others
    )


def gap_order(one: Requirement) -> tuple[float, int]:
    return -one.importance, KIND_ORDER.index(one.kind)


def people_of(documents: Documents) -> str:
    """Whom the work is for, by the words that the job description uses most."""
    text = f"{documents.job_title}\n{documents.job_description}".lower().replace(" ", "-")
    said = re.findall(r"[a-z]+", text)
    best, most = wordings().people.default, 1
    for line in wordings().people.cues.strip().splitlines():
        people, cues = line.split(":")
        count = sum(text.count(cue) if "-" in cue else said.count(cue) for cue in cues.split())
        if count > most:
            best, most = people, count
    return best


@cache
def wordings() -> Questions:
    return table("en", "questions", Questions)
