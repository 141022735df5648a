"""All answers of an interview on the rubric, flags first; says nothing of it in words."""

from collections.abc import Sequence

import msgspec

from app.interview.interviewer import rubric
from app.interview.interviewer.answer import Answer, read_answer
from app.interview.interviewer.cues import content_stems, cues, general_stems
from app.interview.interviewer.flags import (
    flags,
    is_other_language,
    short_runs,
    text_runs,
)
from app.interview.interviewer.model import DimensionScore, Documents, Question, Turn
from app.interview.interviewer.rubric import Evidence
from app.interview.interviewer.story import Vocabulary

OTHER_LANGUAGE = "in_another_language"
OTHER_ROLE = "about_other_work"
ANY_JOB = "fits_any_job"
# Of the telling stems in the answers, for each stem of the documents: longer ones share more
# by chance. With 50 stems honest interviews shared .14 and more, stories of other work up to .06.
SHARE_FOR_A_STEM = 0.002
HIGHEST_SHARE = 0.15
HELD_DOWN = 3.0  # the overall of stories of other work
ROLE_STEMS = 25  # shorter documents do not tell what the role is about
TOLD_STEMS = 40  # fewer in all answers tell nothing of their subject
# Stems shared by all answers together: strong interviews had 9 to 42, fluent clichés 0 to 4.
SHARED_STEMS = 3.0
SHARED_FOR_A_STEM = 1 / 30  # of the documents
FULL_WORDS = 350  # of all answers; fewer share less
GENERAL_WORDS = 100  # fewer are just short


class Limit(msgspec.Struct, frozen=True):
    """The most that an overall can be, and the flag that says why."""

    flag: str
    highest: float


class Assessed(msgspec.Struct, frozen=True):
    """One turn, read: `number` counts from 1; `evidence` is None in a language without rules."""

    number: int
    question: Question
    answer: Answer
    flags: list[str]
    evidence: Evidence | None
    scores: list[DimensionScore]

    @property
    def is_read(self) -> bool:
        return self.evidence is not None

    @property
    def source(self) -> str:
        return f"answer {self.number}"

    def score(self, name: str) -> float | None:
        return next((score.score for score in self.scores if score.name == name), None)


def assess(documents: Documents, turns: Sequence[Turn]) -> list[Assessed]:
    """Every answer on the rubric, in the order in which they were given."""
    vocabulary = vocabulary_of(documents)
    document_runs = text_runs([documents.job_description, documents.cv])
    earlier: frozenset[tuple[str, ...]] = frozenset()
    assessed = []
    for number, turn in enumerate(turns, 1):
        answer = read_answer(turn.answer)
        copied_from = document_runs | text_runs([turn.question.text])
        found = flags(answer, copied_from, earlier, vocabulary.job)
        assessed.append(one(number, turn.question, answer, found, vocabulary))
        earlier |= frozenset(short_runs(answer, cues("en")))
    return assessed


def vocabulary_of(documents: Documents) -> Vocabulary:
    job_text = f"{documents.job_title}\n{documents.job_description}"
    job = content_stems(job_text, "en")
    role = job | content_stems(documents.cv, "en")
    title = content_stems(f"{documents.job_title}\n{documents.company_name}", "en")
    return Vocabulary(job, role, title, general_stems(job_text, "en"))


def one(
    number: int, question: Question, answer: Answer, found: list[str], vocabulary: Vocabulary
) -> Assessed:
    if is_other_language(answer.text, vocabulary.role):
        return Assessed(number, question, answer, [OTHER_LANGUAGE], None, [])
    evidence = rubric.evidence(answer, vocabulary, content_stems(question.text, "en"))
    if found:
        scores = rubric.lowest(question.competency, ", ".join(found).replace("_", " "))
    else:
        scores = rubric.rate(evidence, question.competency)
    return Assessed(number, question, answer, found, evidence, scores)


def by_question(assessed: Sequence[Assessed]) -> list[list[Assessed]]:
    """The turns, each probe together with the question that it follows."""
    groups: list[list[Assessed]] = []
    for turn in assessed:
        if turn.question.kind == "question" or not groups:
            groups.append([])
        groups[-1].append(turn)
    return groups


def best_of_each(assessed: Sequence[Assessed], name: str) -> list[Assessed]:
    """For each question that asks for a dimension, the turn that shows most of it.

    Of an answer and that to its probe the better counts, so that a good recovery pays.
    """
    rated = [
        [turn for turn in group if turn.score(name) is not None] for group in by_question(assessed)
    ]
    return [max(group, key=lambda turn: turn.score(name) or 0) for group in rated if group]


def mean(assessed: Sequence[Assessed], name: str) -> float | None:
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
    least = SHARED_STEMS + SHARED_FOR_A_STEM * len(vocabulary.role)
    return len(shared) / (least * min(1, words / FULL_WORDS)) if words >= GENERAL_WORDS else 2
