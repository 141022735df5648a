"""The report on an interview: a score where one is honest, and what to keep and to change."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from app.interviewer.model import (
    AnswerJudgement,
    AttemptJudgement,
    Dimension,
    Documents,
    Item,
    Judgement,
    Plan,
    Turn,
)
from app.interviewer.rules.asking.phrasing import Phrasing
from app.interviewer.rules.asking.probes import Prober
from app.interviewer.rules.asking.wordings import Wordings
from app.interviewer.rules.judging.answers import answer_judgement
from app.interviewer.rules.judging.assessment import (
    OTHER_LANGUAGE,
    Assessed,
    Assessor,
    Limit,
    limit_on,
)
from app.interviewer.rules.judging.cv_advice import CvAdviser
from app.interviewer.rules.judging.dimensions import Dimensions
from app.interviewer.rules.judging.next_steps import NextSteps
from app.interviewer.rules.judging.remarks import Remarks
from app.interviewer.rules.judging.rubric import overall
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.reading.cv import CvReader
from app.interviewer.rules.reading.lexicon import Lexicon

FEWEST_ANSWERS = 4  # with a score: half of an interview
ENOUGH_ANSWERS = 6  # for a score without a range: leaving one out moved fewer by a point and more


class Judge:
    """Judges interviews in one language."""

    def __init__(
        self,
        listener: Listener,
        wordings: Wordings,
        prober: Prober,
        phrasing: Phrasing,
        cvs: CvReader,
        lexicon: Lexicon,
    ) -> None:
        language = listener.language
        self.words = language.judging.feedback
        self.assessor = Assessor(listener, wordings)
        self.dimensions = Dimensions(language)
        self.remarks = Remarks(language, prober, self.dimensions)
        self.cv = CvAdviser(listener, cvs, lexicon)
        self.next_steps = NextSteps(listener, phrasing)

    def judge(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], made_by: str
    ) -> Judgement:
        """What the answers so far show; the same for the same arguments, byte for byte.

        There is no score where nothing was written for the language of the documents, where half of
        the answers or more are in another language than this one, or where there are few answers.
        """
        assessed = [] if plan.limited else self.assessor.assess(documents, turns)
        unread = sum(not turn.is_read for turn in assessed)
        if unread * 2 >= len(assessed):
            return self.without_score(documents, plan, assessed, made_by)
        vocabulary = self.assessor.vocabulary_of(documents)
        rated = self.dimensions.of(assessed)
        limit = limit_on(assessed, vocabulary)
        held = limit if limit and overall(rated) > limit.highest else None
        to_improve = self.remarks.weaknesses(assessed, rated, vocabulary)
        if held:
            to_improve.insert(0, self.remarks.held_down(held.flag, assessed, vocabulary))
        advice = self.cv.advice(documents, plan.requirements, assessed, day_of(plan))
        count = len(assessed)
        return Judgement(
            scored_by=made_by,
            interview_score=whole(exact_score(rated, held)) if count >= FEWEST_ANSWERS else None,
            limited=False,
            flags=[*flag_names(assessed), *([held.flag] if held else [])],
            dimensions=rated,
            strength_items=self.remarks.strengths(assessed, rated, vocabulary),
            weakness_items=to_improve,
            cv_items=advice,
            answers=self.per_answer(assessed),
            score_note=self.words.note if count >= FEWEST_ANSWERS else self.note_on(count),
            score_range=self.range_of(assessed, held),
            next_steps=self.next_steps.of(assessed, to_improve, advice, plan.requirements),
        )

    def judge_attempt(
        self,
        documents: Documents,
        turns: Sequence[Turn],
        number: int,
        answer: str,
        made_by: str,
    ) -> AttemptJudgement:
        """One answer as if it had been given in the place of answer `number`, counted from 1.

        Only what was said before it counts as an earlier answer, so the same words get the same
        scores and marks as in the interview.
        """
        attempt = replace(turns[number - 1], answer=answer, is_skipped=False)
        *_, turn = self.assessor.assess(documents, [*turns[: number - 1], attempt])
        rated = self.dimensions.of([turn])
        vocabulary = self.assessor.vocabulary_of(documents)
        items = [
            *self.remarks.strengths([turn], rated, vocabulary),
            *self.remarks.weaknesses([turn], rated, vocabulary),
        ]
        return AttemptJudgement(made_by, answer_judgement(turn, self.words.slots), items)

    def without_score(
        self, documents: Documents, plan: Plan, assessed: Sequence[Assessed], made_by: str
    ) -> Judgement:
        """A report from the documents alone."""
        limited = Item(self.words.limited, rule="limited")
        advice = self.cv.advice(documents, plan.requirements, [], day_of(plan))
        return Judgement(
            scored_by=made_by,
            interview_score=None,
            limited=True,
            flags=flag_names(assessed),
            dimensions=[],
            strength_items=[],
            weakness_items=[limited, *self.remarks.flagged(assessed)],
            cv_items=advice,
            answers=self.per_answer(assessed),
            score_note=self.words.note_language,
            next_steps=self.next_steps.of(assessed, [], advice, plan.requirements),
        )

    def per_answer(self, assessed: Sequence[Assessed]) -> list[AnswerJudgement]:
        return [answer_judgement(turn, self.words.slots) for turn in assessed]

    def note_on(self, count: int) -> str:
        answers = self.words.one_of if count == 1 else self.words.many_of.format(count=count)
        return self.words.note_few.format(answers=answers, fewest=FEWEST_ANSWERS)

    def range_of(self, assessed: Sequence[Assessed], limit: Limit | None) -> tuple[int, int] | None:
        """The lowest and the highest score with one answer left out, where few were given."""
        if not FEWEST_ANSWERS <= len(assessed) < ENOUGH_ANSWERS:
            return None
        scores = [exact_score(self.dimensions.of(assessed), limit)]
        for place in range(len(assessed)):
            others = self.dimensions.of([*assessed[:place], *assessed[place + 1 :]])
            if others:
                scores.append(exact_score(others, limit))
        middle = whole(scores[0])
        return min(whole(min(scores)), max(1, middle - 1)), max(
            whole(max(scores)), min(10, middle + 1)
        )


def day_of(plan: Plan) -> date:
    """The day on which its CV was read; `rules-1` kept none, and any will do to tell its lines."""
    return plan.read_on or date(1, 1, 1)


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
