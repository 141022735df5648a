"""Eight questions from two documents: what each slot is made of, and how it is worded."""

import re
from collections import Counter
from collections.abc import Container, Sequence, Set
from datetime import date
from hashlib import blake2b

import msgspec

from app.interviewer.model import DUTY, ESSENTIAL, Documents, Question, Requirement
from app.interviewer.rules.asking.quotes import (
    FEWEST_WORDS,
    Quotes,
    is_measured,
    telling,
    whole_part,
)
from app.interviewer.rules.asking.wordings import Wordings
from app.interviewer.rules.language.for_asking import QuestionWording
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.reading.cv import CvLine, CvReader

KIND_ORDER = ("credential", "tool", "domain", "soft")  # of gaps, the clearest first


class Asker:
    """Plans what is asked in one language."""

    def __init__(self, listener: Listener, wordings: Wordings, cvs: CvReader) -> None:
        self.stem = listener.stem
        self.wordings = wordings
        self.cvs = cvs
        self.quotes = Quotes(listener.language, cvs.dates)

    def eight_questions(
        self,
        documents: Documents,
        requirements: Sequence[Requirement],
        claims: Set[str],
        interview_id: int,
        today: date,
    ) -> list[Question]:
        """One question for each slot, 1 to 8, in that order.

        `claims` are the ids of requirements that are asked about before all others.
        """
        lines = self.cvs.lines_of(documents.cv, today)
        return Planner(self, documents, requirements, lines, claims, interview_id).questions()

    def stems(self, text: str) -> list[str]:
        return [self.stem(word) for word in words(text)]

    def people_of(self, documents: Documents) -> str:
        """Whom the work is for, by the words that the job description uses most."""
        text = f"{documents.job_title}\n{documents.job_description}".lower().replace(" ", "-")
        said = Counter(found[0] for found in re.finditer(r"[a-z]+", text))
        known = self.wordings.questions.people
        best, most = known.default, 1
        for line in known.cues.strip().splitlines():
            people, cues = line.split(":")
            count = sum(text.count(cue) if "-" in cue else said[cue] for cue in cues.split())
            if count > most:
                best, most = people, count
        return best


class Planner:
    """Fills the slots one after the other and remembers what it has used."""

    def __init__(
        self,
        asker: Asker,
        documents: Documents,
        requirements: Sequence[Requirement],
        lines: Sequence[CvLine],
        claims: Set[str],
        interview_id: int,
    ) -> None:
        self.asker = asker
        self.wordings, self.quotes = asker.wordings.questions, asker.quotes
        self.documents = documents
        self.requirements = sorted(requirements, key=lambda one: one.id not in claims)
        self.claims = claims
        self.interview_id = interview_id
        self.people = asker.people_of(documents)
        self.lines = lines
        self.work = {line.text for line in self.lines if self.quotes.is_work(line)}
        self.used_requirements: set[str] = set()
        self.used_lines: set[str] = set()
        self.used_wordings: set[str] = set()

    def questions(self) -> list[Question]:
        return [
            self.ask(1, self.wordings.opener),
            self.strength(),
            self.depth(),
            self.gap(),
            self.behaviour(5, self.wordings.teamwork),
            self.behaviour(6, self.wordings.pressure),
            self.second_gap() or self.behaviour(7, self.wordings.failure),
            self.closer(),
        ]

    def strength(self) -> Question:
        """The most important requirement that the CV shows, with the line that shows it."""
        shown = [one for one in self.unused() if one.status == "supported" and one.evidence]
        if not shown:
            return self.ask(2, self.wordings.strength_open)
        best = max(self.claimed(shown) or shown, key=self.strength_key)
        return self.ask(2, self.wordings.strength, best, telling(best.evidence, self.work))

    def depth(self) -> Question:
        """A CV line with a figure in it; else the next requirement that the CV shows.

        One that has a claim comes first, unless it can be asked about as shown in part.
        """
        if claimed := [one for one in self.claimed(self.unused()) if is_deep(one)]:
            return self.ask(3, self.wordings.depth_requirement, claimed[0])
        if line := self.line_with_a_figure():
            return self.ask(3, self.wordings.depth, None, line)
        shown = [one for one in self.unused() if one.status != "gap" and one.kind != "soft"]
        if not shown:
            return self.ask(3, self.wordings.depth_open)
        return self.ask(3, self.wordings.depth_requirement, max(shown, key=self.strength_key))

    def gap(self) -> Question:
        """The first gap; else the first thing that the CV shows in part; else the role."""
        gaps = self.gaps()
        partial = [one for one in self.unused() if one.status == "partial" and one.evidence]
        claimed = self.claimed(partial)
        if gaps and (self.claimed(gaps) or not claimed):
            return self.ask_gap(4, gaps[0])
        if not partial:
            return self.ask(4, self.wordings.gap_open)
        return self.ask(4, self.wordings.partial, min(claimed or partial, key=gap_order))

    def second_gap(self) -> Question | None:
        """Another gap, if it has a claim, or if the job calls both essential."""
        if claimed := self.claimed(self.gaps()):
            return self.ask_gap(7, claimed[0])
        essential = [one for one in self.requirements if is_hard_gap(one, ESSENTIAL)]
        asked = [one for one in essential if one.id in self.used_requirements]
        left = [one for one in self.gaps() if one in essential and not self.is_like_any(one, asked)]
        return self.ask_gap(7, left[0]) if asked and left else None

    def is_like_any(self, one: Requirement, others: Sequence[Requirement]) -> bool:
        """Whether it says much the same as another: half of its words stand there."""
        stems = set(self.asker.stems(one.text))
        return any(
            2 * len(stems.intersection(self.asker.stems(other.text))) >= len(stems)
            for other in others
        )

    def behaviour(self, slot: int, wording: QuestionWording) -> Question:
        """A question about conduct, tied to what the job says of it, if it does."""
        cues = wording.cues.split()
        for one in self.unused():
            stems = self.asker.stems(one.text)
            if one.kind == "soft" and any(said.startswith(cue) for said in stems for cue in cues):
                tied = msgspec.structs.replace(wording, why=wording.why_requirement)
                return self.ask(slot, tied, one)
        return self.ask(slot, wording)

    def closer(self) -> Question:
        """Motivation, and the first duty that no question has touched, if there is one."""
        duties = [one for one in self.unused() if one.importance == DUTY and one.kind != "soft"]
        if not duties:
            return self.ask(8, self.wordings.closer)
        return self.ask(8, self.wordings.closer_duty, duties[0])

    def strength_key(self, one: Requirement) -> tuple[bool, bool, float, bool]:
        return strength_of(one, self.work)

    def unused(self) -> list[Requirement]:
        return [one for one in self.requirements if one.id not in self.used_requirements]

    def claimed(self, requirements: Sequence[Requirement]) -> list[Requirement]:
        return [one for one in requirements if one.id in self.claims]

    def gaps(self) -> list[Requirement]:
        gaps = sorted(filter(is_hard_gap, self.unused()), key=gap_order)
        return self.claimed(gaps) or gaps

    def ask_gap(self, slot: int, gap: Requirement) -> Question:
        wording = self.wordings.gap_credential if gap.kind == "credential" else self.wordings.gap
        return self.ask(slot, wording, gap)

    def line_with_a_figure(self) -> str | None:
        """The most telling line with a figure that no question has used: evidence comes first."""
        evidence = {line for one in self.requirements for line in one.evidence}
        lines = [
            line
            for line in self.lines
            if line.text not in self.used_lines and self.quotes.has_a_figure(line)
        ]
        best = max(lines, key=lambda line: (is_measured(line), line.text in evidence), default=None)
        return best.text if best else None

    def ask(
        self,
        slot: int,
        wording: QuestionWording,
        requirement: Requirement | None = None,
        cv: str = "",
    ) -> Question:
        """The question in the words that this interview's id chooses."""
        job = (
            self.quotes.quotable(self.quotes.without_opener(requirement.text))
            if requirement
            else ""
        )
        line = self.quotes.quotable(whole_part(cv, self.documents.cv))
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
        source = "cv" if line else "job"
        quote = line or (job if job in self.documents.job_description else "")
        return Question(
            text=self.wording_of(slot, wording).format_map(words_for),
            why=wording.why.format_map(words_for),
            slot=slot,
            competency=wording.competency,
            requirement_id=requirement.id if requirement else None,
            quote=quote or None,
            source=source if quote else None,
        )

    def wording_of(self, slot: int, wording: QuestionWording) -> str:
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


def is_deep(one: Requirement) -> bool:
    """Whether a requirement can be asked about in depth, and not as shown in part."""
    is_shown = one.status == "supported" or (one.status == "partial" and not one.evidence)
    return is_shown and one.kind != "soft"


def is_hard_gap(one: Requirement, importance: float = 0.0) -> bool:
    return one.status == "gap" and one.kind != "soft" and one.importance >= importance


def gap_order(one: Requirement) -> tuple[float, int]:
    return -one.importance, KIND_ORDER.index(one.kind)
