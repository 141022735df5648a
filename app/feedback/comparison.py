"""What changed: since the last run at the same job, and where an answer was given again."""

from collections.abc import Mapping

import msgspec

from app.interviewer.model import AnswerJudgement, AttemptJudgement, Judgement


class Change(msgspec.Struct, frozen=True):
    """One dimension in two reports, as both show it: 1 to 5."""

    name: str
    before: float
    after: float


class Comparison(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report beside an earlier one at `url`: what changed, if the same rules judged both.

    `has_scores` where both have an overall score: the numbers of fewer answers say more about
    chance.
    """

    url: str
    has_same_rules: bool
    changes: list[Change]
    has_scores: bool = True


class AnsweredAgain(msgspec.Struct, frozen=True):
    """The newest answer beside the one that the report judged; None where that can't be compared.

    So it is where one of the two has no scores, or other rules judged it.
    """

    changes: list[Change] | None


def comparison(judged: Judgement, earlier: Judgement, url: str) -> Comparison:
    """What can be compared; numbers of different rules can't, nor those that stand for no score."""
    has_same_rules = judged.scored_by == earlier.scored_by
    has_scores = None not in (judged.interview_score, earlier.interview_score)
    before = {dimension.name: dimension.score for dimension in earlier.dimensions}
    after = {dimension.name: dimension.score for dimension in judged.dimensions}
    found = changes(before, after) if has_same_rules and has_scores else []
    return Comparison(url, has_same_rules, found, has_scores)


def answered_again(
    report: Judgement, newest: Mapping[int, AttemptJudgement]
) -> dict[int, AnsweredAgain]:
    """By the number of its question, what came of each answer that was given again."""
    first = {answer.number: answer for answer in report.answers}
    return {
        number: AnsweredAgain(
            answer_changes(first.get(number), attempt.answer)
            if attempt.scored_by == report.scored_by
            else None
        )
        for number, attempt in newest.items()
    }


def answer_changes(first: AnswerJudgement | None, newest: AnswerJudgement) -> list[Change] | None:
    before, after = (
        {score.name: score.score for score in judged.scores} if judged else {}
        for judged in (first, newest)
    )
    return changes(before, after) if before and after else None


def changes(before: Mapping[str, float], after: Mapping[str, float]) -> list[Change]:
    """The dimensions that both have and that differ as they are shown, to one decimal."""
    return [
        Change(name, round(before[name], 1), round(score, 1))
        for name, score in after.items()
        if name in before and round(before[name], 1) != round(score, 1)
    ]
