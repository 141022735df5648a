"""What is asked next: the slots of a plan one after the other, and where a probe has room."""

from collections.abc import Sequence

from app.interviewer.model import ADDED, MAX_PROBES, QUESTIONS, Plan, Question, Turn

SEVENTH = ("gap", "depth")  # competencies of the slot that a probe takes the place of first
THEN = "teamwork"  # a disagreement, in the sixth slot; up to `rules-3` in the fifth


def slots_left(plan: Plan, turns: Sequence[Turn]) -> list[Question]:
    """The questions still to ask; each probe that was asked has cost one of the least important.

    Where an interview began by other rules, probes may have cost more than these would spare: then
    the last before the closer go.
    """
    asked = {turn.question.slot for turn in turns if turn.question.kind == "question"}
    left = [question for question in plan.questions if question.slot not in asked]
    spare = spares(left)
    others = [question for question in reversed(left[:-1]) if question not in spare]
    for dropped in [*spare, *others][: max(0, len(turns) + len(left) - QUESTIONS)]:
        left.remove(dropped)
    return left


def spares(questions: Sequence[Question]) -> list[Question]:
    """What a probe may replace, the least important first: never pressure, failure, the closer.

    Nor what was added to the job by the person who is asked.
    """
    able = [one for one in questions if not (one.requirement_id or "").startswith(ADDED)]
    seventh = [one for one in able if one.slot == QUESTIONS - 1 and one.competency in SEVENTH]
    return [*seventh, *(one for one in able if one.competency == THEN)]


def has_room_for_a_probe(left: Sequence[Question], turns: Sequence[Turn]) -> bool:
    """Not twice in a row, not after a skip, not before the closer, and in place of a spare."""
    probes = sum(turn.question.kind == "probe" for turn in turns)
    return (
        bool(turns)
        and turns[-1].question.kind == "question"
        and not turns[-1].is_skipped
        and probes < MAX_PROBES
        and len(turns) < QUESTIONS - 1
        and bool(spares(left))
    )
