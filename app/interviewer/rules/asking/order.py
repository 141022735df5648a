"""What is asked next: the slots of a plan one after the other, and where a probe has room."""

from collections.abc import Sequence

from app.interviewer.model import MAX_PROBES, QUESTIONS, Plan, Question, Turn


def slots_left(plan: Plan, turns: Sequence[Turn]) -> list[Question]:
    """The questions still to ask; each probe that was asked has cost the least important one."""
    asked = {turn.question.slot for turn in turns if turn.question.kind == "question"}
    left = [question for question in plan.questions if question.slot not in asked]
    for spare in spares(left)[: max(0, len(turns) + len(left) - QUESTIONS)]:
        left.remove(spare)
    return left


def spares(questions: Sequence[Question]) -> list[Question]:
    """What a probe may replace, the least important first: second gap, pressure, failure."""
    order = {(7, "gap"): 0, (6, "prioritising"): 1, (7, "learning"): 2}
    spare = [question for question in questions if (question.slot, question.competency) in order]
    return sorted(spare, key=lambda question: order[question.slot, question.competency])


def has_room_for_a_probe(left: Sequence[Question], turns: Sequence[Turn]) -> bool:
    """Not twice in a row on one topic, not before the closer, and only in place of a spare."""
    probes = sum(turn.question.kind == "probe" for turn in turns)
    return (
        bool(turns)
        and turns[-1].question.kind == "question"
        and probes < MAX_PROBES
        and len(turns) < QUESTIONS - 1
        and bool(spares(left))
    )
