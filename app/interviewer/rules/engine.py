"""The rules put together: they read, ask and judge, as functions of their arguments alone."""

from collections.abc import Sequence
from datetime import date

from msgspec import UNSET
from msgspec.structs import replace

from app.interviewer.choices import added_by, added_id, chosen
from app.interviewer.model import (
    ADDED,
    ESSENTIAL,
    QUESTIONS,
    Anchor,
    AttemptJudgement,
    Choices,
    Documents,
    Item,
    Judgement,
    Plan,
    Question,
    Reading,
    Requirement,
    Turn,
)
from app.interviewer.rules.asking.order import has_room_for_a_probe, slots_left
from app.interviewer.rules.asking.planner import Asker
from app.interviewer.rules.asking.probes import Prober
from app.interviewer.rules.asking.rephrasing import Rephraser
from app.interviewer.rules.asking.wordings import Wordings
from app.interviewer.rules.judging.report import Judge
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.detection import UNKNOWN
from app.interviewer.rules.language.words import cut
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.listening.quoting import Phrases
from app.interviewer.rules.reading.cv import LONGEST_CV
from app.interviewer.rules.reading.job import LONGEST_JOB, Ask
from app.interviewer.rules.reading.matching import Matcher

VERSION = "rules-4"  # a change of any rule that changes what is said is a new version


class Rules:
    """Deterministic and explainable: every question and judgement names what it rests on.

    Made once, in about a fifth of a second; it is not thread-safe, as its stemmer is not.
    """

    def __init__(self, language: Language) -> None:
        listener = Listener(language)
        wordings = Wordings(listener)
        self.language = language
        self.matcher = Matcher(language)
        self.asker = Asker(listener, wordings, self.matcher)
        self.prober = Prober(listener, wordings, Phrases(listener))
        self.rephraser = Rephraser(self.asker, self.prober)
        self.judging = Judge(
            listener,
            wordings,
            self.prober,
            self.asker.phrasing,
            self.matcher.cvs,
            self.matcher.lexicon,
        )

    def read(self, documents: Documents, today: date) -> Reading:
        """What the job asks for, and the CV shows; nothing where the language has no rules."""
        documents = beginnings(documents)
        language = self.language_of(documents)
        is_limited = self.language.is_foreign(language)
        if is_limited:
            return Reading(VERSION, language, True, [], [], today)
        job = self.matcher.jobs.read(
            documents.job_description, documents.job_title, documents.company_name
        )
        requirements = self.matcher.matched(documents, job.asks, "r", today)
        return Reading(VERSION, language, False, requirements, job.left_out, today)

    def language_of(self, documents: Documents) -> str:
        """The language of the two documents: the one without rules, if either has none."""
        found = map(self.language.detect, (documents.job_description, documents.cv))
        known = [code for code in found if code != UNKNOWN]
        foreign = [code for code in known if self.language.is_foreign(code)]
        return next(iter([*foreign, *known]), UNKNOWN)

    def match(self, documents: Documents, reading: Reading, choices: Choices) -> list[Requirement]:
        """What was added, held against the CV as what was read, on the same day."""
        texts = [] if reading.limited else added_by(choices, reading)
        asks = [Ask(text, ESSENTIAL) for text in texts]
        found = self.matcher.matched(beginnings(documents), asks, ADDED, reading.read_on)
        return [replace(one, id=added_id(one.text)) for one in found]

    def advise(
        self, documents: Documents, reading: Reading, requirements: Sequence[Requirement]
    ) -> list[Item]:
        """What the documents alone say of lines of the CV."""
        advice = self.judging.cv.advice(beginnings(documents), requirements, [], reading.read_on)
        return [item for item in advice if item.source == "cv"]

    def plan(
        self, documents: Documents, reading: Reading, choices: Choices, interview_id: int
    ) -> Plan:
        """Eight questions; what was added is matched as what was read, on the same day."""
        documents = beginnings(documents)
        added = self.match(documents, reading, choices)
        requirements = chosen(reading, choices, added)
        claims = {one.id for one in requirements if one.text in choices.added}
        questions = self.asker.eight_questions(
            documents, requirements, claims, interview_id, reading.read_on
        )
        worded = [replace(question, worded_by=VERSION) for question in questions]
        return Plan(
            VERSION, reading.language, reading.limited, requirements, worded, reading.read_on
        )

    def next(self, plan: Plan, turns: Sequence[Turn]) -> Question | None:
        """A probe of the last answer if there is cause and room, else the next slot's question.

        A skipped turn has had its slot, and no probe follows it.
        """
        if len(turns) >= QUESTIONS:
            return None
        left = slots_left(plan, turns)
        if has_room_for_a_probe(left, turns) and (probe := self.prober.probe_after(turns)):
            return replace(probe, worded_by=VERSION, spent=UNSET)
        return next(iter(left), None)

    def rephrase(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], question: Question
    ) -> Question:
        """The open question in other words, which nothing else in this interview has."""
        other = self.rephraser.rephrased(beginnings(documents), plan, turns, question)
        return replace(other, worded_by=VERSION)

    def judge(self, documents: Documents, plan: Plan, turns: Sequence[Turn]) -> Judgement:
        """The answers on the rubric, by the rules of today, whichever asked for them."""
        return self.judging.judge(beginnings(documents), plan, turns, VERSION)

    def judge_attempt(
        self, documents: Documents, turns: Sequence[Turn], number: int, answer: str
    ) -> AttemptJudgement:
        """One answer given again, by the rules of today, as if in its interview's place."""
        return self.judging.judge_attempt(beginnings(documents), turns, number, answer, VERSION)

    @property
    def anchors(self) -> list[Anchor]:
        return self.language.judging.rubric.anchors

    @property
    def flag_sentences(self) -> dict[str, str]:
        """Every flag that a judgement can have, in a sentence."""
        flags = self.language.judging.flags.by_name
        return {name: words.sentence for name, words in flags.items()}


def beginnings(documents: Documents) -> Documents:
    """The documents as far as they are read."""
    return replace(
        documents,
        cv=cut(documents.cv, LONGEST_CV),
        job_description=cut(documents.job_description, LONGEST_JOB),
    )
