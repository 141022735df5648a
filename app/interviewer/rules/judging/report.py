"""The report on an interview: a score where one is honest, and what to keep and to change."""

from collections.abc import Sequence

from app.interviewer.model import (
    AnswerJudgement,
    Dimension,
    Documents,
    Item,
    Judgement,
    Plan,
    Turn,
)
from app.interviewer.rules.asking.probes import Prober
from app.interviewer.rules.asking.wordings import Wordings
from app.interviewer.rules.judging.assessment import (
    OTHER_LANGUAGE,
    Assessed,
    Assessor,
    Limit,
    limit_on,
)
from app.interviewer.rules.judging.cv_advice import CvAdviser
from app.interviewer.rules.judging.dimensions import Dimensions
from app.interviewer.rules.judging.remarks import Remarks
from app.interviewer.rules.judging.rubric import overall
from app.interviewer.rules.listening.listener import Listener


class Judge:
    """Judges interviews in one language."""

    def __init__(self, listener: Listener, wordings: Wordings, prober: Prober) -> None:
        language = listener.language
        self.limited = language.judging.feedback.limited
        self.assessor = Assessor(listener, wordings)
        self.dimensions = Dimensions(language)
        self.remarks = Remarks(language, prober, self.dimensions)
        self.cv = CvAdviser(listener)

    def judge(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], made_by: str
    ) -> Judgement:
        """What the answers so far show; the same for the same arguments, byte for byte.

        There is no score where nothing was written for the language of the documents, or where half
        of the answers or more are in another language than this one.
        """
        assessed = [] if plan.limited else self.assessor.assess(documents, turns)
        unread = sum(not turn.is_read for turn in assessed)
        if plan.limited or not turns or unread * 2 >= len(turns):
            return self.without_score(documents, plan, assessed, made_by)
        vocabulary = self.assessor.vocabulary_of(documents)
        rated = self.dimensions.of(assessed)
        limit = limit_on(assessed, vocabulary)
        held = limit if limit and overall(rated) > limit.highest else None
        to_improve = self.remarks.weaknesses(assessed, rated, vocabulary)
        if held:
            to_improve.insert(0, self.remarks.held_down(held.flag, assessed, vocabulary))
        return Judgement(
            scored_by=made_by,
            interview_score=whole(exact_score(rated, held)),
            limited=False,
            flags=[*flag_names(assessed), *([held.flag] if held else [])],
            dimensions=rated,
            strength_items=self.remarks.strengths(assessed, rated, vocabulary),
            weakness_items=to_improve,
            cv_items=self.cv.advice(documents, plan.requirements, assessed),
            answers=per_answer(assessed),
        )

    def without_score(
        self, documents: Documents, plan: Plan, assessed: Sequence[Assessed], made_by: str
    ) -> Judgement:
        """A report from the documents alone."""
        limited = Item(self.limited, rule="limited")
        return Judgement(
            scored_by=made_by,
            interview_score=None,
            limited=True,
            flags=flag_names(assessed),
            dimensions=[],
            strength_items=[],
            weakness_items=[limited, *self.remarks.flagged(assessed)],
            cv_items=self.cv.advice(documents, plan.requirements, []),
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
