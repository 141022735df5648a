"""All answers of an interview on the rubric, flags first; says nothing of it in words."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from app.interviewer.model import DimensionScore, Documents, Question, Turn
from app.interviewer.rules.asking.probes import PLANS
from app.interviewer.rules.asking.wordings import Wordings
from app.interviewer.rules.judging.rubric import Rubric, Signals
from app.interviewer.rules.listening.answer import HeardAnswer
from app.interviewer.rules.listening.flags import (
    Run,
    flags,
    is_other_language,
    short_runs,
    text_runs,
)
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.listening.story import Vocabulary

OTHER_LANGUAGE = "in_another_language"
OTHER_ROLE = "about_other_work"
ANY_JOB = "fits_any_job"
# Of the telling stems in the answers, for each stem of the documents: longer ones share more
# by chance. With 50 stems honest interviews shared .14 and more, stories of other work up to .06.
SHARE_FOR_A_STEM = 0.002
HIGHEST_SHARE = 0.15
HELD_DOWN = 3.0  # the overall of stories of other work
ROLE_STEMS = 12  # shorter documents do not tell what the role is about
TOLD_STEMS = 40  # fewer in all answers tell nothing of their subject
# Stems shared by all answers together: strong interviews had 9 to 42, fluent clichés 0 to 4.
SHARED_STEMS = 3.0
STEMS_FOR_A_SHARED = 12  # of short documents
SHARED_FOR_A_STEM = 1 / 30  # of the documents
FULL_WORDS = 350  # of all answers; fewer share less
GENERAL_WORDS = 100  # fewer are just short


class Limit(msgspec.Struct, frozen=True):
    """The most that an overall can be, and the flag that says why."""

    flag: str
    highest: float


class Assessed(msgspec.Struct, frozen=True):
    """One turn, read: `number` counts from 1; `signals` is None in a language without rules.

    `beside` are the kinds of what may stand in the other answer to its question, where a probe
    followed: what was told there is missing in neither.
    """

    number: int
    question: Question
    answer: HeardAnswer
    flags: list[str]
    signals: Signals | None
    scores: list[DimensionScore]
    beside: frozenset[str] = frozenset()

    @property
    def is_read(self) -> bool:
        return self.signals is not None

    @property
    def source(self) -> str:
        return f"answer {self.number}"

    @property
    def marked(self) -> frozenset[str]:
        """The kinds of marks in it; none where it is flagged, as nothing is counted then."""
        return frozenset() if self.flags else self.answer.marked

    @property
    def possible(self) -> frozenset[str]:
        """The kinds that may stand in it unheard."""
        return frozenset() if self.flags else self.answer.possible

    @property
    def mean(self) -> float:
        """Of its scores; nothing where there are none."""
        return sum(score.score for score in self.scores) / max(1, len(self.scores))

    def score(self, name: str) -> float | None:
        return next((score.score for score in self.scores if score.name == name), None)


class Assessor:
    """Hears answers, and puts them on the rubric, in one language."""

    def __init__(self, listener: Listener, wordings: Wordings) -> None:
        self.listener = listener
        self.wordings = wordings
        self.rubric = Rubric(listener.language)

    def assess(self, documents: Documents, turns: Sequence[Turn]) -> list[Assessed]:
        """Every answer on the rubric, in the order in which they were given; a skip is none."""
        vocabulary = self.vocabulary_of(documents)
        pasted = text_runs(self.listener, [documents.job_description, documents.cv])
        copied_from = pasted | self.wordings.asked_runs
        earlier: frozenset[Run] = frozenset()
        assessed = []
        for number, turn in enumerate(turns, 1):
            if turn.is_skipped:
                continue
            plans = turn.question.competency in PLANS
            answer = self.listener.hear(turn.answer, asks_for_plans=plans)
            found = flags(self.listener, answer, copied_from, earlier, vocabulary.job)
            assessed.append(self.one(number, turn.question, answer, found, vocabulary))
            earlier |= frozenset(short_runs(self.listener, answer.words))
        return [turn for group in by_question(assessed) for turn in beside_each_other(group)]

    def vocabulary_of(self, documents: Documents) -> Vocabulary:
        stems = self.listener.content_stems
        job_text = f"{documents.job_title}\n{documents.job_description}"
        job = stems(job_text)
        title = stems(f"{documents.job_title}\n{documents.company_name}")
        work = self.listener.general_stems(job_text)
        return Vocabulary(job, job | stems(documents.cv), title, work)

    def one(
        self,
        number: int,
        question: Question,
        answer: HeardAnswer,
        found: list[str],
        vocabulary: Vocabulary,
    ) -> Assessed:
        if is_other_language(self.listener, answer.text, vocabulary.role):
            return Assessed(number, question, answer, [OTHER_LANGUAGE], None, [])
        quoted = self.listener.content_stems(question.quote or "")
        asked = self.wordings.asked_stems(question.competency) | quoted
        signals = self.rubric.signals(answer, vocabulary, asked | vocabulary.title)
        if found:
            scores = self.rubric.lowest(question.competency)
        else:
            scores = self.rubric.rate(signals, question.competency)
        return Assessed(number, question, answer, found, signals, scores)


class Scored(Protocol):
    """A turn with scores, whoever gave them."""

    @property
    def question(self) -> Question: ...

    def score(self, name: str) -> float | None: ...


Rated = TypeVar("Rated", bound=Scored)


def by_question(assessed: Sequence[Rated]) -> list[list[Rated]]:
    """The turns, each probe together with the question that it follows."""
    groups: list[list[Rated]] = []
    for turn in assessed:
        if turn.question.kind == "question" or not groups:
            groups.append([])
        groups[-1].append(turn)
    return groups


def beside_each_other(group: Sequence[Assessed]) -> list[Assessed]:
    """The answers to one question and its probe, each with what the other may tell."""
    return [
        replace(turn, beside=frozenset().union(*map(told_by, [*group[:at], *group[at + 1 :]])))
        for at, turn in enumerate(group)
    ]


def told_by(turn: Assessed) -> frozenset[str]:
    """The kinds that may stand in an answer: what goes on about a story may be how it ended."""
    kinds = turn.marked | turn.possible
    goes_on = turn.question.kind == "probe" and "situation" in kinds
    return kinds | {"result"} if goes_on else kinds


def best_of_each(assessed: Sequence[Rated], name: str) -> list[Rated]:
    """For each question that asks for a dimension, the turn that shows most of it.

    Of an answer and that to its probe the better counts, so that a good recovery pays.
    """
    rated = [
        [turn for turn in group if turn.score(name) is not None] for group in by_question(assessed)
    ]
    return [max(group, key=lambda turn: turn.score(name) or 0) for group in rated if group]


def mean(assessed: Sequence[Scored], name: str) -> float | None:
    """The mean of a dimension over the questions; None where no question asked for it."""
    scores = [turn.score(name) or 0 for turn in best_of_each(assessed, name)]
    return sum(scores) / len(scores) if scores else None


def limit_on(assessed: Sequence[Assessed], vocabulary: Vocabulary) -> Limit | None:
    """What keeps the overall down: stories of other work, or words that would fit any job.

    None for documents too short to tell what the role is about.
    """
    if len(vocabulary.role) < ROLE_STEMS:
        return None
    if is_other_role(assessed, vocabulary):
        return Limit(OTHER_ROLE, HELD_DOWN)
    highest = HELD_DOWN + (10 - HELD_DOWN) * max(0, own_share(assessed, vocabulary) - 1)
    return Limit(ANY_JOB, highest)


def is_other_role(assessed: Sequence[Assessed], vocabulary: Vocabulary) -> bool:
    """Whether the answers, together, tell of other work than the documents do."""
    told = [turn.answer.content for turn in assessed if turn.is_read]
    words = sum(len(content) for content in told)
    shared = sum(len(content & vocabulary.role) for content in told)
    least = min(HIGHEST_SHARE, SHARE_FOR_A_STEM * len(vocabulary.role))
    return words >= TOLD_STEMS and shared < least * words


def own_share(assessed: Sequence[Assessed], vocabulary: Vocabulary) -> float:
    """How much the answers, together, have of this job's words: under 1 next to none, 2 enough."""
    read = [turn for turn in assessed if turn.is_read and not turn.flags]
    words = sum(len(turn.answer.words) for turn in read)
    own = vocabulary.role - vocabulary.title
    shared = frozenset[str]().union(*(turn.answer.content & own for turn in read))
    stems = len(vocabulary.role)
    least = min(SHARED_STEMS, stems / STEMS_FOR_A_SHARED) + SHARED_FOR_A_STEM * stems
    return len(shared) / (least * min(1, words / FULL_WORDS)) if words >= GENERAL_WORDS else 2
