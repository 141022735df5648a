"""Eight questions from two documents: what each slot is made of, and how it is worded."""

from collections.abc import Container, Sequence, Set
from datetime import date
from hashlib import blake2b

from msgspec.structs import replace

from app.interviewer.model import DUTY, ESSENTIAL, Documents, Question, Quotation, Requirement
from app.interviewer.rules.asking.names import Names
from app.interviewer.rules.asking.phrasing import ONLY_BESIDE, Phrasing, Said
from app.interviewer.rules.asking.quotes import Quotes, is_measured, is_whole, telling
from app.interviewer.rules.asking.wordings import Wordings
from app.interviewer.rules.language.for_asking import QuestionWording
from app.interviewer.rules.language.words import cut, words
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.reading.cv import CvLine
from app.interviewer.rules.reading.matching import Matcher

KIND_ORDER = ("credential", "tool", "domain", "soft")  # of gaps, the clearest first
TITLE_WORDS = 3  # with which a line of a CV begins that names a position
FEWEST_WORK_WORDS = 4  # of a requirement that is more than a name
SHORT_ADDED = 100  # characters of what somebody added, in the reason for a question


class Asker:
    """Plans what is asked in one language."""

    def __init__(self, listener: Listener, wordings: Wordings, matcher: Matcher) -> None:
        self.stem = listener.stem
        self.wordings = wordings
        self.cvs = matcher.cvs
        self.quotes = Quotes(listener, matcher.lexicon, matcher.cvs.dates)
        self.phrasing = Phrasing(listener.language, listener.cues)
        self.names = Names(listener.language.asking)

    def eight_questions(
        self,
        documents: Documents,
        requirements: Sequence[Requirement],
        claims: Set[str],
        interview_id: int,
        today: date,
    ) -> list[Question]:
        """One question for each slot, 1 to 8, in that order.

        `claims` are the ids of requirements that come before all others, the first two for sure.
        """
        lines = self.cvs.lines_of(documents.cv, today)
        planner = Planner(self, documents, requirements, lines, claims, interview_id, today)
        return planner.questions()

    def stems(self, text: str) -> list[str]:
        return [self.stem(word) for word in words(text)]


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
        today: date,
    ) -> None:
        self.asker = asker
        self.wordings, self.quotes, self.phrasing = (
            asker.wordings.questions,
            asker.quotes,
            asker.phrasing,
        )
        self.documents = documents
        able = [
            one
            for one in requirements
            if one.id in claims
            or (
                self.quotes.says_something(one, documents)
                and not self.phrasing.is_cut_off(one.text)
            )
        ]
        self.requirements = sorted(able, key=lambda one: one.id not in claims)
        self.claims = claims
        self.interview_id = interview_id
        self.called = asker.names.called(documents)
        self.said = {one.id: self.phrasing.job_line(one) for one in able}
        self.lines = [line for line in lines if is_whole(line.text, documents.cv)]
        self.work = {line.text for line in self.lines if self.quotes.is_work(line)}
        self.now = today.year * 12 + today.month - 1
        self.figure_line = self.line_with_a_figure()
        self.used_requirements: set[str] = set()
        self.used_wordings: set[str] = set()

    def questions(self) -> list[Question]:
        return [
            self.ask(1, self.wordings.opener),
            self.strength(),
            self.gap(),
            self.behaviour(4, self.wordings.pressure),
            self.behaviour(5, self.wordings.failure),
            self.behaviour(6, self.wordings.teamwork),
            self.seventh(),
            self.closer(),
        ]

    def strength(self) -> Question:
        """The most important requirement that the CV shows, with the line that shows it."""
        able = [one for one in self.unused() if one.status == "supported"]
        shown = [one for one in able if one.evidence and not self.is_card(one)]
        if found := self.claimed(able)[:1] or sorted(shown, key=self.strength_key, reverse=True):
            return self.ask_about_shown(2, self.wordings.strength, found[0])
        return self.ask(2, self.wordings.strength)

    def gap(self) -> Question:
        """The first gap; else the first thing that the CV shows in part; else the role."""
        able = [one for one in self.unused() if one.status != "supported"]
        missed = [one for one in able if is_hard_gap(one) or (one.evidence and is_partial(one))]
        if found := self.claimed(able)[:1] or sorted(missed, key=self.gap_key):
            return self.ask_about_a_gap(3, found[0])
        return self.ask(3, self.wordings.gap)

    def behaviour(self, slot: int, wording: QuestionWording) -> Question:
        """A question about conduct, tied to what the job says of it, if it does."""
        cues = wording.cues.split()
        for one in self.unused():
            stems = self.asker.stems(one.text)
            if one.kind == "soft" and any(said.startswith(cue) for said in stems for cue in cues):
                return self.ask(slot, wording, one)
        return self.ask(slot, wording)

    def seventh(self) -> Question:
        """What was added and is left; else a figure of the CV; else another essential gap."""
        wording = self.wordings.depth
        if claimed := self.claimed(self.unused()):
            one = claimed[0]
            if one.status != "supported":
                return self.ask_about_a_gap(7, one)
            asked = replace(self.wordings.strength, competency=wording.competency)
            return self.ask_about_shown(7, asked, one)
        if line := self.figure_line:
            return self.ask(7, wording, said=self.told(line), beside=[Quotation("cv", line.text)])
        if second := self.second_gap():
            return self.ask_about_a_gap(7, second)
        return self.ask(7, wording)

    def second_gap(self) -> Requirement | None:
        """Another gap, where the job calls both essential, and they are not much the same."""
        essential = [one for one in self.requirements if is_hard_gap(one, ESSENTIAL)]
        asked = [one for one in essential if one.id in self.used_requirements]
        left = [one for one in essential if one not in asked and not self.is_like_any(one, asked)]
        return min(left, key=self.gap_key) if asked and left else None

    def is_like_any(self, one: Requirement, others: Sequence[Requirement]) -> bool:
        """Whether it says much the same as another: half of its words stand there."""
        stems = set(self.asker.stems(one.text))
        return any(
            2 * len(stems.intersection(self.asker.stems(other.text))) >= len(stems)
            for other in others
        )

    def closer(self) -> Question:
        """Motivation, and the first duty that no question has touched and that one can name."""
        for one in self.unused():
            if one.importance == DUTY and self.said[one.id].form == "task":
                return self.ask(8, self.wordings.closer, one)
        return self.ask(8, self.wordings.closer)

    def strength_key(self, one: Requirement) -> tuple[bool, bool, bool, bool, float]:
        """What makes a requirement good to ask about: work that was done, can be said, matters."""
        is_work = one.kind in ("domain", "tool") and len(words(one.text)) >= FEWEST_WORK_WORDS
        is_told = telling(one.evidence, self.work) in self.work
        is_said = self.has_happened(one) != ONLY_BESIDE
        return is_work, is_told, one.importance >= DUTY, is_said, one.importance

    def gap_key(self, one: Requirement) -> tuple[bool, bool, float, int, bool]:
        """What makes a gap worth asking about: nice-to-haves last, what has no line first."""
        is_said = self.said[one.id] != ONLY_BESIDE
        kind = KIND_ORDER.index(one.kind)
        return one.importance < DUTY, is_partial(one), -one.importance, kind, not is_said

    def is_card(self, one: Requirement) -> bool:
        """Whether somebody has it rather than does it: a licence, a degree, being registered."""
        kinds = (one.kind, self.said[one.id].form)
        return "credential" in kinds or self.phrasing.is_credential(one.text)

    def unused(self) -> list[Requirement]:
        return [one for one in self.requirements if one.id not in self.used_requirements]

    def claimed(self, requirements: Sequence[Requirement]) -> list[Requirement]:
        return [one for one in requirements if one.id in self.claims]

    def has_happened(self, one: Requirement) -> Said:
        """How it is said of what somebody did elsewhere, where "our" would be wrong."""
        said = self.said[one.id]
        return ONLY_BESIDE if self.phrasing.is_ours(said.phrase) else said

    def ask_about_shown(self, slot: int, wording: QuestionWording, one: Requirement) -> Question:
        figure = self.figure_line.text if self.figure_line else ""
        shown = [line for line in one.evidence if line in self.work and line != figure]
        beside = [Quotation("cv", line) for line in [telling(shown)] if line]
        return self.ask(slot, wording, one, said=self.has_happened(one), beside=beside)

    def ask_about_a_gap(self, slot: int, one: Requirement) -> Question:
        wording = self.wordings.gap
        if one.status != "gap":
            wording = replace(wording, why_requirement=wording.why_partly)
        said = self.said[one.id]
        is_here = said.form != "task" and self.phrasing.is_ours(said.phrase)
        said = ONLY_BESIDE if is_here else said
        is_card = said == ONLY_BESIDE and one.kind == "credential"
        return self.ask(slot, wording, one, said=Said("card") if is_card else said)

    def told(self, line: CvLine) -> Said:
        """How a line of the CV is said: as done, as still done, or by the figure in it."""
        if statement := self.phrasing.statement(line.text):
            return Said("statement", statement)
        habit = self.phrasing.habit(line.text) if line.span and line.span[1] >= self.now else ""
        figure = "" if habit else self.quotes.counted.figure(line.text)
        told = Said("habit", habit) if habit else Said("figure", figure)
        return told if told.phrase else ONLY_BESIDE

    def line_with_a_figure(self) -> CvLine | None:
        """The most telling line with a figure: what was changed before what there was."""
        evidence = {line for one in self.requirements for line in one.evidence}
        title = self.quotes.stems(self.documents.job_title)
        lines = [
            line
            for line in self.lines
            if self.quotes.has_a_figure(line) and not self.is_a_position(line, title)
        ]
        return max(lines, key=lambda line: self.figure_key(line, evidence), default=None)

    def is_a_position(self, line: CvLine, title: Set[str]) -> bool:
        """Whether it begins with words of the job's title, and tells nothing that was done."""
        begins = self.quotes.stems(" ".join(words(line.text)[:TITLE_WORDS]))
        tells = self.quotes.is_achieved(line) or self.told(line).form in ("statement", "habit")
        return not tells and not title.isdisjoint(begins)

    def figure_key(self, line: CvLine, evidence: Container[str]) -> tuple[bool, bool, bool, bool]:
        return (
            self.quotes.is_achieved(line),
            is_measured(line),
            line.text in evidence,
            self.told(line) != ONLY_BESIDE,
        )

    def ask(
        self,
        slot: int,
        wording: QuestionWording,
        one: Requirement | None = None,
        *,
        said: Said | None = None,
        beside: Sequence[Quotation] = (),
    ) -> Question:
        """The question in the words that this interview's id chooses.

        `said` is how what it rests on is said in it, `beside` are lines of the CV.
        """
        why = wording.why_requirement if one or beside else wording.why
        if one:
            said = said or self.said[one.id]
            self.used_requirements.add(one.id)
            if one.text in self.documents.job_description:
                beside = [Quotation("job", one.text), *beside]
            else:
                why = self.wordings.common.why_added.format(added=cut(one.text, SHORT_ADDED))
                said = said if said != ONLY_BESIDE else None
        form = said.form if said else "open"
        texts = getattr(wording.wordings, form) or wording.wordings.open
        words_for = {**self.called, "said": said.phrase if said else ""}
        return Question(
            text=self.wording_of(slot, texts).format_map(words_for),
            why=why,
            hint=wording.hint,
            slot=slot,
            competency=wording.competency,
            requirement_id=one.id if one else None,
            rests_on=list(beside),
        )

    def wording_of(self, slot: int, wordings: Sequence[str]) -> str:
        """One that was not used yet, by a hash that is the same on every machine."""
        left = [text for text in wordings if text not in self.used_wordings]
        digest = blake2b(f"{self.interview_id}/{slot}".encode(), digest_size=4).digest()
        chosen = left[int.from_bytes(digest) % len(left)]
        self.used_wordings.add(chosen)
        return chosen


def is_partial(one: Requirement) -> bool:
    return one.status == "partial"


def is_hard_gap(one: Requirement, importance: float = 0.0) -> bool:
    return one.status == "gap" and one.kind != "soft" and one.importance >= importance
