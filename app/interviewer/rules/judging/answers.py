"""One answer as the report shows it: its scores, what was heard and where, what is missing."""

from app.interviewer.model import AnswerJudgement, EmptySlot, Mark, MarkKind, Part
from app.interviewer.rules.judging.assessment import Assessed
from app.interviewer.rules.language.for_judging import SlotTable

PARTS: tuple[Part, ...] = ("situation", "task", "action", "result")
HEDGE: MarkKind = "hedge"


def answer_judgement(turn: Assessed, slots: SlotTable) -> AnswerJudgement:
    """The judgement of one answer; nothing is heard in one that is flagged, or can't be read."""
    if not turn.is_read:
        return AnswerJudgement(turn.number, turn.scores, turn.flags)
    parts = {part: part in turn.marked for part in PARTS}
    return AnswerJudgement(
        number=turn.number,
        scores=turn.scores,
        flags=turn.flags,
        marks=marks_of(turn, slots),
        parts=parts,
        empty_slots=empty_slots(turn, slots),
    )


def marks_of(turn: Assessed, slots: SlotTable) -> list[Mark]:
    """What was heard; what somebody would do is no hedge where a question asks for that."""
    if turn.flags:
        return []
    asks_for_plans = turn.question.competency in slots.plans
    return [mark for mark in turn.answer.marks if mark.kind != HEDGE or not asks_for_plans]


def empty_slots(turn: Assessed, slots: SlotTable) -> list[EmptySlot]:
    """The parts that were not heard, where the question asks for them, each with a question."""
    asked = slots.questions_for(turn.question.competency)
    return [
        EmptySlot(part, asked[part])
        for part in PARTS
        if part in asked and part not in turn.marked | turn.possible
    ]
