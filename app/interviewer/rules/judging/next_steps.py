"""Up to three things to do next: an answer to give again, a line for the CV, one to prepare."""

from collections.abc import Sequence

from app.interviewer.model import Item, NextStep, Part, Requirement
from app.interviewer.rules.asking.phrasing import Phrasing
from app.interviewer.rules.judging.answers import empty_slots
from app.interviewer.rules.judging.assessment import OTHER_LANGUAGE, Assessed, by_question
from app.interviewer.rules.judging.cv_advice import short
from app.interviewer.rules.judging.dimensions import STRENGTH
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.listener import Listener

GOOD = 4.0  # the mean of an answer that need not be given again
# The parts that a dimension asks for; a task is part of many good stories without being said.
PARTS: dict[str, tuple[Part, ...]] = {
    "structure": ("situation", "action", "result"),
    "ownership": ("action",),
    "impact": ("result",),
}
UNCERTAIN = ("gap", "partial")
OF_WORK = ("domain", "tool")
TOLD_STEMS = 2  # of a requirement, in one answer; one is chance


class NextSteps:
    """Chooses what to do next, in one language."""

    def __init__(self, listener: Listener, phrasing: Phrasing) -> None:
        feedback = listener.language.judging.feedback
        self.words, self.slots = feedback.next, feedback.slots
        self.listener = listener
        self.phrasing = phrasing

    def of(
        self,
        assessed: Sequence[Assessed],
        to_improve: Sequence[Item],
        cv_items: Sequence[Item],
        requirements: Sequence[Requirement],
    ) -> list[NextStep]:
        """One to three, each true: there is always something to prepare.

        `to_improve` is what the report says should change in the answers.
        """
        again = self.answer_again(assessed, to_improve, requirements)
        in_cv = self.change_of_cv(cv_items)
        advised = {step.requirement_id for step in (again, in_cv) if step}
        open_ones = [each for each in requirements if each.id not in advised]
        steps = [again, in_cv, self.to_prepare(assessed, open_ones)]
        return [step for step in steps if step]

    def answer_again(
        self,
        assessed: Sequence[Assessed],
        to_improve: Sequence[Item],
        requirements: Sequence[Requirement],
    ) -> NextStep | None:
        """The question with most to gain, unless all were answered well, be it to a probe.

        One in another language has nothing to gain, nor has whether somebody has a certificate.
        """
        held = {each.id for each in requirements if each.kind == "credential"}
        rated = by_question([turn for turn in assessed if turn.scores])
        weak = [
            group
            for group in rated
            if best_mean(group) < self.good_enough(group[0])
            and group[0].question.requirement_id not in held
        ]
        if not weak:
            return None
        turn = min(weak, key=best_mean)[0]
        text = self.what_to_add(turn, [item.rule.partition(":")[2] for item in to_improve])
        return NextStep("answer", text, turn.number, turn.question.requirement_id)

    def good_enough(self, turn: Assessed) -> float:
        """The mean from which on nothing is asked for: plans and paths have less to tell."""
        return STRENGTH if turn.question.competency in self.slots.no_story else GOOD

    def what_to_add(self, turn: Assessed, blamed: Sequence[str]) -> str:
        """In the words of the first dimension that the report blames, if it is low here too."""
        number, competency = turn.number, turn.question.competency
        if turn.flags:
            return self.words.flagged[turn.flags[0]].format(number=number)
        if competency in self.slots.no_story:
            return self.words.no_story[competency].format(number=number)
        lowest = min(turn.scores, key=lambda score: score.score).name
        low = [name for name in blamed if (turn.score(name) or STRENGTH) < STRENGTH]
        about = next(iter(low), "structure")
        slots = [
            slot
            for slot in empty_slots(turn, self.slots)
            if slot.part in PARTS.get(about, ()) and slot.part not in turn.beside
        ]
        if slots:
            last = slots[-1]  # how it ended says most
            return self.words.slot.format(number=number, question=last.question)
        return self.words.again[next(iter(low), lowest)].format(number=number)

    def change_of_cv(self, items: Sequence[Item]) -> NextStep | None:
        for item in items:
            if template := self.words.cv.get(item.rule):
                text = template.format(quote=short(item.quote or ""), source=item.source)
                return NextStep("cv", text, requirement_id=item.requirement_id)
        return None

    def to_prepare(
        self, assessed: Sequence[Assessed], requirements: Sequence[Requirement]
    ) -> NextStep:
        """Work that neither the CV nor an answer shows, a gap first, else a rehearsal aloud."""
        open_ones = [
            each
            for each in requirements
            if each.status in UNCERTAIN
            and self.is_work(each)
            and not any(self.is_told(each, turn) for turn in assessed)
        ]
        if open_ones:
            first = min(open_ones, key=lambda each: (each.status != "gap", -each.importance))
            text = self.words.prepare.format(requirement=short(first.text))
            return NextStep("prepare", text, requirement_id=first.id)
        if any(OTHER_LANGUAGE in turn.flags for turn in assessed) or not assessed:
            return NextStep("prepare", self.words.prepare_anything)
        return NextStep("prepare", self.words.prepare_aloud)

    def is_work(self, one: Requirement) -> bool:
        """Whether it is something that somebody does, and no years, age, grade or readiness."""
        has_figure = any(map(self.listener.is_figure, self.listener.plain_words(words(one.text))))
        said = self.phrasing.job_line(one)
        is_doing = self.phrasing.line.gerund.match(said.phrase) and " " in said.phrase
        is_done = said.form == "task" or bool(is_doing)
        return one.kind in OF_WORK and is_done and not has_figure

    def is_told(self, one: Requirement, turn: Assessed) -> bool:
        """Whether an answer does well on what was asked of it, or has the words for it."""
        if turn.flags:
            return False
        if turn.question.requirement_id == one.id and turn.mean >= STRENGTH:
            return True
        wanted = self.listener.content_stems(one.text)
        return len(wanted & turn.answer.content) >= min(TOLD_STEMS, max(1, len(wanted)))


def best_mean(group: Sequence[Assessed]) -> float:
    return max(turn.mean for turn in group)
