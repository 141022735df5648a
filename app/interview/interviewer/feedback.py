"""The report on an interview: a score where one is honest, and what to keep and to change."""

from collections.abc import Sequence

from app.interview.interviewer.assessment import (
    OTHER_LANGUAGE,
    Assessed,
    Limit,
    assess,
    limit_on,
    vocabulary_of,
)
from app.interview.interviewer.cv_advice import advice
from app.interview.interviewer.dimensions import dimensions
from app.interview.interviewer.model import (
    AnswerJudgement,
    Dimension,
    Documents,
    Item,
    Judgement,
    Plan,
    Turn,
)
from app.interview.interviewer.points import flagged, held_down, strengths, texts, weaknesses
from app.interview.interviewer.rubric import overall


def judge(documents: Documents, plan: Plan, turns: Sequence[Turn], made_by: str) -> Judgement:
    """What the answers so far show; the same for the same arguments, byte for byte.

    There is no score where nothing was written for the language of the documents, or where half of
    the answers or more are in another language than English.
    """
    assessed = [] if plan.limited else assess(documents, turns)
    unread = sum(not turn.is_read for turn in assessed)
    if plan.limited or not turns or unread * 2 >= len(turns):
        return without_score(documents, plan, assessed, made_by)
    vocabulary = vocabulary_of(documents)
    rated = dimensions(assessed)
    limit = limit_on(assessed, vocabulary)
    held = limit if limit and overall(rated) > limit.highest else None
    to_improve = weaknesses(assessed, rated, vocabulary)
    return Judgement(
        scored_by=made_by,
        interview_score=whole(exact_score(rated, held)),
        limited=False,
        flags=[*flag_names(assessed), *([held.flag] if held else [])],
        dimensions=rated,
        strength_items=strengths(assessed, rated, vocabulary),
        weakness_items=[held_down(held.flag, assessed, vocabulary), *to_improve]
        if held
        else to_improve,
        cv_items=advice(documents, plan.requirements, assessed),
        answers=per_answer(assessed),
    )


def without_score(
    documents: Documents, plan: Plan, assessed: Sequence[Assessed], made_by: str
) -> Judgement:
    """A report from the documents alone."""
    return Judgement(
        scored_by=made_by,
        interview_score=None,
        limited=True,
        flags=flag_names(assessed),
        dimensions=[],
        strength_items=[],
        weakness_items=[Item(texts().limited, rule="limited"), *flagged(assessed)],
        cv_items=advice(documents, plan.requirements, []),
        answers=per_answer(assessed),
    )


def exact_score(rated: Sequence[Dimension], limit: Limit | None) -> float:
    """1 to 10, before it is rounded."""
    return min(overall(rated), limit.highest) if limit else overall(rated)


def whole(score: float) -> int:
    """The score as it is shown; a half goes up."""
    return min(10, max(1, int(score + 0.5)))


def flag_names(assessed: Sequence[Assessed]) -> list[str]:
    """Every flag once, in the order in which they first appear; an unread answer is none."""
    names = [flag for turn in assessed for flag in turn.flags if flag != OTHER_LANGUAGE]
    return list(dict.fromkeys(names))


def per_answer(assessed: Sequence[Assessed]) -> list[AnswerJudgement]:
    return [AnswerJudgement(turn.number, turn.scores, turn.flags) for turn in assessed]
