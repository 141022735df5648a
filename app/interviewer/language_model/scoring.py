"""The total of a second opinion: the rules' arithmetic and caps on the model's scores."""

from collections.abc import Sequence

import msgspec

from app.interviewer.language_model.shapes import AnswerOpinion
from app.interviewer.model import AnswerJudgement, Dimension, Judgement, Question, Turn
from app.interviewer.rules.judging.assessment import ANY_JOB, OTHER_LANGUAGE, OTHER_ROLE, mean
from app.interviewer.rules.judging.report import FEWEST_ANSWERS, whole
from app.interviewer.rules.judging.rubric import LOWEST, NAMES, overall

HELD = {OTHER_ROLE, ANY_JOB}  # flags of all answers together, which hold the rules' score down


class RatedTurn(msgspec.Struct, frozen=True):
    """A turn with the scores that count for it."""

    question: Question
    scores: dict[str, float]

    def score(self, name: str) -> float | None:
        return self.scores.get(name)


def flag_of(judged: AnswerJudgement) -> str | None:
    """Why an answer counts for nothing, or can't be judged, by the rules."""
    return next(iter(judged.flags), None)


def total(
    turns: Sequence[Turn], judgement: Judgement, opinions: Sequence[AnswerOpinion]
) -> int | None:
    """1 to 10; None where the rules give no score, or few answers have an opinion.

    An answer that the rules flag counts as the lowest, whatever a model would say of it; where all
    answers together are held down, the total is no higher than the rules' own.
    """
    rated = list(rated_turns(turns, judgement, opinions))
    if judgement.interview_score is None or not opinions or len(rated) < FEWEST_ANSWERS:
        return None
    means = [(name, mean(rated, name)) for name in NAMES]
    score = whole(
        overall([Dimension(name, round(of, 2), "", "") for name, of in means if of is not None])
    )
    is_held = not HELD.isdisjoint(judgement.flags)
    return min(score, judgement.interview_score) if is_held else score


def rated_turns(
    turns: Sequence[Turn], judgement: Judgement, opinions: Sequence[AnswerOpinion]
) -> list[RatedTurn]:
    """The answers that have scores, in their order."""
    by_number = {one.number: one for one in opinions}
    rated = []
    for judged in judgement.answers:
        question = turns[judged.number - 1].question
        names = [score.name for score in judged.scores]
        if flag_of(judged) == OTHER_LANGUAGE:
            continue
        if flag_of(judged):
            rated.append(RatedTurn(question, dict.fromkeys(names, LOWEST)))
        elif one := by_number.get(judged.number):
            rated.append(RatedTurn(question, {name: float(one.scores[name]) for name in names}))
    return rated
