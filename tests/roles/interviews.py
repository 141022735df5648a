"""A whole interview held with given answers, and what can be checked of any interview."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from statistics import mean

import msgspec

from app.interviewer.model import (
    Choices,
    Documents,
    Item,
    Judgement,
    Plan,
    Question,
    Reading,
    Turn,
)
from app.interviewer.rules.judging.assessment import ANY_JOB, OTHER_ROLE
from tests.roles import TODAY
from tests.roles.rules import RULES

READINGS_KEPT = 64  # more than the documents of any one test
ROUNDING = 0.5  # how far the score that is shown may be from the one it was rounded from


class Interview(msgspec.Struct, frozen=True):
    """An interview from its documents to its judgement."""

    documents: Documents
    plan: Plan
    turns: list[Turn]
    judgement: Judgement


class Quote(msgspec.Struct, frozen=True):
    """Words that are said to stand in a source (`cv`, `job`, `answer 1` …)."""

    text: str
    source: str


def hold(documents: Documents, answers: Sequence[str], interview_id: int = 1) -> Interview:
    """Question i gets answer i, whatever is asked; stops where nothing more is asked."""
    plan = RULES.plan(documents, read(documents), Choices(), interview_id)
    turns: list[Turn] = []
    for answer in answers:
        if (question := RULES.next(plan, turns)) is None:
            break
        turns.append(Turn(question, answer))
    return Interview(documents, plan, turns, RULES.judge(documents, plan, turns))


@lru_cache(READINGS_KEPT)
def read(documents: Documents) -> Reading:
    """What the rules read, once for all interviews about it: it takes as long as to hold one."""
    return RULES.read(documents, TODAY)


def dimension_mean(interview: Interview) -> float:
    """1 to 5; NaN where there are no dimensions."""
    scores = [dimension.score for dimension in interview.judgement.dimensions]
    return mean(scores) if scores else float("nan")


def score(interview: Interview) -> float:
    """1 to 10, unrounded where the shown number is the rounded mean, else (a cap) as shown.

    0 where there is no score: that is nothing gained.
    """
    shown = interview.judgement.interview_score
    if shown is None:
        return 0
    unrounded = 1 + (dimension_mean(interview) - 1) / 4 * 9
    if not {ANY_JOB, OTHER_ROLE}.isdisjoint(interview.judgement.flags):
        return min(unrounded, float(shown))
    return unrounded if abs(unrounded - shown) <= ROUNDING + 1e-9 else float(shown)


def quotes(interview: Interview) -> Iterator[Quote]:
    """All that the plan, the questions and the judgement quote."""
    for requirement in interview.plan.requirements:
        yield Quote(requirement.text, "job")
        yield from (Quote(line, "cv") for line in requirement.evidence)
    judgement = interview.judgement
    quoting: list[Question | Item] = [
        *interview.plan.questions,
        *(turn.question for turn in interview.turns),
        *judgement.strength_items,
        *judgement.weakness_items,
        *judgement.cv_items,
    ]
    asked = [*interview.plan.questions, *(turn.question for turn in interview.turns)]
    yield from (Quote(line.quote, line.source) for one in asked for line in one.rests_on)
    for thing in quoting:
        if thing.quote is not None:
            yield Quote(thing.quote, thing.source or "nowhere")


def is_verbatim(quote: Quote, interview: Interview) -> bool:
    return quote.text != "" and quote.text in source_text(quote.source, interview)


def source_text(source: str, interview: Interview) -> str:
    """The text that a source names; nothing where there is no such source."""
    if source in {"cv", "job"}:
        documents = interview.documents
        return documents.cv if source == "cv" else documents.job_description
    answers = {f"answer {number}": turn.answer for number, turn in enumerate(interview.turns, 1)}
    return answers.get(source, "")
