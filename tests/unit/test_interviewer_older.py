"""Interviews that older rules began: their plans are read as they were kept, and gone on with."""

import msgspec
import pytest

from app.interviewer.model import QUESTIONS, Plan, Turn
from app.interviewer.rules.asking.order import slots_left
from tests.roles.rules import RULES
from tests.unit.test_interviewer_plan import LONG_ANSWER, probe_of

OLD_ORDER = (
    "background",
    "role knowledge",
    "depth",
    "gap",
    "teamwork",
    "prioritising",
    "learning",
    "motivation",
)


def old_plan() -> Plan:
    """A plan as `rules-3` kept it: quotes in the questions, and another order."""
    questions = [
        {
            "text": f"Your CV says “Nurse {slot}”. What was hard?",
            "why": "It is there.",
            "slot": slot,
            "competency": competency,
            "kind": "question",
            "requirement_id": None,
            "quote": f"Nurse {slot}",
            "source": "cv",
        }
        for slot, competency in enumerate(OLD_ORDER, 1)
    ]
    kept = {"made_by": "rules-3", "language": "en", "limited": False, "requirements": []}
    return msgspec.json.decode(msgspec.json.encode(kept | {"questions": questions}), type=Plan)


@pytest.mark.parametrize("probes", range(4))
def test_an_interview_of_older_rules_goes_on_to_its_closer(probes: int) -> None:
    plan = old_plan()
    turns: list[Turn] = []
    for question in plan.questions[:4]:
        turns.append(Turn(question, LONG_ANSWER))
        if sum(turn.question.kind == "probe" for turn in turns) < probes:
            turns.append(Turn(probe_of(question), LONG_ANSWER))
    while question_next := RULES.next(plan, turns):
        turns.append(Turn(question_next, LONG_ANSWER))
    assert len(turns) == QUESTIONS
    assert turns[-1].question == plan.questions[-1]


def test_a_probe_of_an_older_plan_spares_pressure_and_failure() -> None:
    plan = old_plan()
    turns = [Turn(plan.questions[0], "Yes."), Turn(probe_of(plan.questions[0]), LONG_ANSWER)]
    assert [question.slot for question in slots_left(plan, turns)] == [2, 3, 4, 6, 7, 8]
