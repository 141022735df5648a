"""What a model was asked is counted, whoever found the words, and kept with what it was for."""

import pytest
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from app.interviewer.model import Choices, Question, Usage
from tests.roles import TODAY
from tests.unit.scripted_model import ScriptedModel
from tests.unit.test_model_opinion import GOOD, SUMMARY, held_with_one, opinions
from tests.unit.test_model_wording import (
    FIRST,
    GOOD_FIRST,
    NURSE,
    PLAN,
    PROBED,
    interviewer,
    result_of,
)

ONE, TWO, NO_REPLY = Usage(1, 100, 0.5), Usage(2, 200, 1.0), Usage(1, 0, 0.1)
READ = [line for line in NURSE.documents.job_description.split("\n") if line[:1] in "•-"]


def question_by(model: ScriptedModel) -> Question:
    question = result_of(interviewer(model).next(NURSE.documents, PLAN, []))
    assert question
    return question


@pytest.mark.parametrize(
    ("reply", "worded_by_model", "spent"),
    [
        ({"question": GOOD_FIRST}, True, ONE),
        ({"question": "No."}, False, TWO),
        (None, False, NO_REPLY),
    ],
)
def test_a_question_knows_what_its_words_cost(
    reply: dict[str, object] | None, worded_by_model: bool, spent: Usage
) -> None:
    question = question_by(ScriptedModel(reply))
    assert (question.worded_by == "scripted") == worded_by_model
    assert question.spent == spent


def test_a_probe_knows_it_too() -> None:
    model = ScriptedModel({"quote": "we made it up", "question": "Why did you make it up?"})
    turns = [FIRST, PROBED]
    turns[1] = replace(PROBED, question=replace(PROBED.question, spent=ONE))  # which stays there
    probe = result_of(interviewer(model).next(NURSE.documents, PLAN, turns))
    assert probe
    assert (probe.kind, probe.spent) == ("probe", TWO)


@pytest.mark.parametrize(
    ("reply", "more"),
    [({"question": GOOD_FIRST}, ONE), ({"question": "No."}, TWO), (None, NO_REPLY)],
)
@pytest.mark.parametrize("before", [UNSET, Usage(3, 30, 3.0)])
def test_other_words_cost_more(
    reply: dict[str, object] | None, more: Usage, before: Usage | UnsetType
) -> None:
    question = replace(PLAN.questions[0], spent=before)
    who = interviewer(ScriptedModel(reply))
    other = result_of(who.rephrase(NURSE.documents, PLAN, [], question))
    assert other.is_rephrased
    assert other.spent == more.plus(before)


def test_a_plan_knows_what_its_reading_cost() -> None:
    who = interviewer(ScriptedModel({"requirements": [read(text) for text in READ]}))
    by_rules = result_of(who.read(NURSE.documents, TODAY))
    by_model = result_of(who.read_with_model(NURSE.documents, by_rules))
    assert by_model.made_by != by_rules.made_by
    for reading, spent in ((by_rules, UNSET), (by_model, ONE)):
        plan = result_of(who.plan(NURSE.documents, reading, Choices(), 1))
        assert plan.spent == spent


def read(text: str) -> dict[str, object]:
    return {
        "text": text.strip("-•* "),
        "importance": "duty",
        "kind": "domain",
        "status": "gap",
        "evidence": "",
    }


def test_an_opinion_that_another_model_began_is_begun_anew_and_its_costs_stay() -> None:
    held = held_with_one(NURSE.strong[1])
    reply = {**GOOD, "quote": "", "addresses": "no", "missing": "how it ended", "better": ""}
    [first, _] = opinions(ScriptedModel(reply, SUMMARY), held)
    begun = replace(first, scored_by="another", summary="Theirs.")
    model = ScriptedModel(reply, SUMMARY)
    whole = opinions(model, held, begun)[-1]
    assert len(model.asked) == 2  # the answer again, and the summary
    assert whole.scored_by == "scripted"
    assert whole.summary == SUMMARY["summary"]
    assert [one.number for one in whole.answers] == [1]
    assert whole.calls == begun.calls + 2
