"""Up to three things to do next: an answer to give again, a line for the CV, one to prepare."""

from collections.abc import Sequence

from app.interviewer.model import Item, NextStep, Requirement
from app.interviewer.rules.judging.answers import empty_slots
from app.interviewer.rules.judging.assessment import OTHER_LANGUAGE, Assessed
from app.interviewer.rules.judging.cv_advice import short
from app.interviewer.rules.language import Language

GOOD = 4.0  # the mean of an answer that need not be given again
UNCERTAIN = ("gap", "partial")


class NextSteps:
    """Chooses what to do next, in one language."""

    def __init__(self, language: Language) -> None:
        self.words = language.judging.feedback.next
        self.slots = language.judging.feedback.slots

    def of(
        self,
        assessed: Sequence[Assessed],
        cv_items: Sequence[Item],
        requirements: Sequence[Requirement],
    ) -> list[NextStep]:
        """One to three, each true: there is always something to prepare."""
        again = self.answer_again(assessed)
        in_cv = self.change_of_cv(cv_items)
        advised = in_cv.requirement_id if in_cv else None
        steps = [again, in_cv, self.to_prepare(assessed, requirements, advised)]
        return [step for step in steps if step]

    def answer_again(self, assessed: Sequence[Assessed]) -> NextStep | None:
        """The answer with most to gain, unless all are good; one in another language has none."""
        rated = [turn for turn in assessed if turn.scores]
        turn = min(rated, key=lambda turn: turn.mean, default=None)
        if turn is None or turn.mean >= GOOD:
            return None
        return NextStep("answer", self.what_to_add(turn), turn.number)

    def what_to_add(self, turn: Assessed) -> str:
        if turn.flags:
            return self.words.flagged.format(number=turn.number)
        if missing := empty_slots(turn, self.slots):
            last = missing[-1]  # how it ended says most
            return self.words.slot.format(number=turn.number, question=last.question)
        lowest = min(turn.scores, key=lambda score: score.score)
        return self.words.again[lowest.name].format(number=turn.number)

    def change_of_cv(self, items: Sequence[Item]) -> NextStep | None:
        for item in items:
            if template := self.words.cv.get(item.rule):
                text = template.format(quote=short(item.quote or ""), source=item.source)
                return NextStep("cv", text, requirement_id=item.requirement_id)
        return None

    def to_prepare(
        self,
        assessed: Sequence[Assessed],
        requirements: Sequence[Requirement],
        advised: str | None,
    ) -> NextStep:
        """A requirement that neither the CV nor a good answer shows, else a rehearsal aloud."""
        shown = {turn.question.requirement_id for turn in assessed if turn.mean >= GOOD}
        open_ones = [
            each
            for each in sorted(requirements, key=lambda each: -each.importance)
            if each.status in UNCERTAIN and each.id not in shown and each.id != advised
        ]
        if open_ones:
            first = open_ones[0]
            text = self.words.prepare.format(requirement=short(first.text))
            return NextStep("prepare", text, requirement_id=first.id)
        if any(OTHER_LANGUAGE in turn.flags for turn in assessed) or not assessed:
            return NextStep("prepare", self.words.prepare_anything)
        return NextStep("prepare", self.words.prepare_aloud)
