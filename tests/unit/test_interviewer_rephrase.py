"""The same question in other words: deterministic, about the same, and used nowhere else."""

import asyncio
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.interviewer.interface import Given, Result
from app.interviewer.interviewers import Interviewers
from app.interviewer.model import Documents, Plan, Question, Turn
from app.interviewer.rules.engine import VERSION
from app.interviewer.rules.interviewer import RulesInterviewer
from tests.roles import load_roles
from tests.roles.rules import RULES, planned
from tests.unit.sayable import faults, is_sayable
from tests.unit.test_interviewer_older import old_plan
from tests.unit.test_interviewer_plan import LONG_ANSWER

ROLES = {role.name: role.documents for role in load_roles()}
EMPTY = Documents("Nurse", "Acme", "Nurse", "We are nice to each other and to you.")
ANSWERS = ["", "Yes.", "I don't know.", "What do you mean?", "We did it, all of us.", LONG_ANSWER]


def interview_of_rephrased(
    documents: Documents, plan: Plan, given_answers: list[str]
) -> tuple[list[Turn], list[str]]:
    """An interview in which every question is asked twice, and all that was asked."""
    turns: list[Turn] = []
    seen: list[str] = []
    for answer in given_answers:
        question = RULES.next(plan, turns)
        assert question is not None
        other = RULES.rephrase(documents, plan, turns, question)
        check(question, other)
        assert other == RULES.rephrase(documents, plan, turns, question)
        seen += [question.text, other.text]
        turns.append(Turn(other, answer))
    return turns, seen


def check(question: Question, other: Question) -> None:
    same = {"text": question.text, "is_rephrased": False, "worded_by": question.worded_by}
    assert msgspec.structs.replace(other, **same) == question
    assert other.text != question.text
    assert (other.is_rephrased, other.worded_by) == (True, VERSION)
    assert is_sayable(other.text), (other.text, faults(other.text))


@pytest.mark.parametrize("name", ROLES)
def test_every_question_of_an_interview_has_other_words_that_are_used_nowhere_else(
    name: str,
) -> None:
    documents = ROLES[name]
    for number in range(4):
        _, seen = interview_of_rephrased(documents, planned(documents, number), ["Yes."] * 8)
        assert len(seen) == 16
        assert len(set(seen)) == 16


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*ROLES.values(), EMPTY]),
    st.integers(0, 2**31),
    st.lists(st.sampled_from(ANSWERS), min_size=8, max_size=8),
)
def test_no_two_questions_read_the_same_however_often_they_are_asked_differently(
    documents: Documents, number: int, given_answers: list[str]
) -> None:
    _, seen = interview_of_rephrased(documents, planned(documents, number), given_answers)
    assert len(set(seen)) == len(seen)


def test_a_probe_keeps_the_phrase_it_is_about_in_other_words() -> None:
    plan = planned(EMPTY)
    turns = [Turn(plan.questions[0], LONG_ANSWER), Turn(plan.questions[1], "I fixed the pump.")]
    probe = RULES.next(plan, turns)
    assert probe is not None
    assert probe.quote == "I fixed the pump"
    other = RULES.rephrase(EMPTY, plan, turns, probe)
    assert probe.quote in other.text
    assert (other.quote, other.source, other.kind) == (probe.quote, "answer 2", "probe")


def test_a_question_goes_on_resting_on_its_lines() -> None:
    documents = ROLES["nurse"]
    plan = planned(documents)
    for question in plan.questions:
        other = RULES.rephrase(documents, plan, [], question)
        assert other.rests_on == question.rests_on
        assert other.requirement_id == question.requirement_id


def test_questions_and_probes_of_older_rules_have_other_words_too() -> None:
    plan = old_plan()
    texts = set()
    for question in plan.questions:
        other = RULES.rephrase(EMPTY, plan, [], question)
        texts.add(other.text)
        assert is_sayable(other.text)
        assert other.quote == question.quote
    assert len(texts) == len(plan.questions)
    first = plan.questions[0]
    probe = msgspec.structs.replace(first, kind="probe", text="You said “x”. And?", quote="x")
    assert is_sayable(RULES.rephrase(EMPTY, plan, [Turn(first, "x")], probe).text)


def test_the_interviewer_who_made_the_plan_asks_differently() -> None:
    async def think(
        rule: Callable[Given, Result], *args: Given.args, **more: Given.kwargs
    ) -> Result:
        return rule(*args, **more)

    everybody = Interviewers(RulesInterviewer(RULES, think))
    plan = planned(EMPTY)
    question = plan.questions[0]
    other = asyncio.run(everybody.rephrase(EMPTY, plan, [], question))
    assert other == RULES.rephrase(EMPTY, plan, [], question)
