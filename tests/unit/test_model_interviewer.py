"""The interviewer with a model, over real HTTP: what a person gets, whatever the server says."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TypeVar

import pytest

from app.errors import AIServiceError
from app.interviewer.language_model.interviewer import ModelInterviewer
from app.interviewer.language_model.opinion import HeldInterview, Summary, shape_for
from app.interviewer.language_model.questions import AimedProbe, WordedQuestion
from app.interviewer.language_model.reading import ReadJob
from app.interviewer.language_model.schema import schema_of
from app.interviewer.language_model.shapes import Opinion
from app.interviewer.model import Question
from app.interviewer.rules.interviewer import RulesInterviewer
from tests.model_server import (
    ModelAnswer,
    ModelRequest,
    ModelServer,
    Script,
    model_server,
    refuses,
    says,
)
from tests.roles.interviews import hold
from tests.roles.rules import RULES
from tests.unit.asking import Pauses, patient
from tests.unit.scripted_model import PROMPTS, VERIFIER
from tests.unit.test_model_opinion import ANSWER, DIMENSIONS, GOOD, SUMMARY, held_with_one
from tests.unit.test_model_wording import GOOD_FIRST, NURSE, PLAN, in_place, without_costs

Result = TypeVar("Result")
RULES_FIRST = RULES.next(PLAN, [])


def with_interviewer(
    server: ModelServer,
    act: Callable[[ModelInterviewer], Awaitable[Result]],
    *,
    falls_back: bool = True,
) -> Result:
    async def scene() -> Result:
        async with aclosing(patient(server, Pauses())) as model:
            rules = RulesInterviewer(RULES, in_place)  # type: ignore[arg-type]
            who = ModelInterviewer(rules, model, PROMPTS, VERIFIER, falls_back=falls_back)
            return await act(who)

    return asyncio.run(scene())


def first_question(*script: ModelAnswer | Script, falls_back: bool = True) -> Question | None:
    with model_server(*script) as server:
        question = with_interviewer(
            server, lambda who: who.next(NURSE.documents, PLAN, []), falls_back=falls_back
        )
        return without_costs(question) if question else None


@pytest.mark.parametrize(
    "shape", [WordedQuestion, AimedProbe, ReadJob, Summary, shape_for(DIMENSIONS)]
)
def test_every_shape_can_be_asked_of_any_server(shape: type[object]) -> None:
    assert schema_of(shape)["type"] == "object"


def test_a_question_is_worded_over_http() -> None:
    question = first_question(says({"question": GOOD_FIRST}))
    assert question
    assert (question.text, question.worded_by) == (GOOD_FIRST, "scripted")


@pytest.mark.parametrize(
    "answer",
    [
        refuses(503),
        refuses(401),
        refuses(400),
        says(""),
        says("What brought you here?"),
        says({"question": "What brought you to Addenbrooke and why?"}),
        says({"question": GOOD_FIRST}, finish_reason="length"),
        says({"question": "What? " * 10_000}),
    ],
)
def test_whatever_goes_wrong_the_rules_question_is_asked(answer: ModelAnswer) -> None:
    assert first_question(answer) == RULES_FIRST


def test_what_is_wrong_with_a_question_is_told_to_the_model_once() -> None:
    requests: list[ModelRequest] = []

    def script(request: ModelRequest) -> ModelAnswer:
        requests.append(request)
        text = "What did Kafka do for you there?" if len(requests) == 1 else GOOD_FIRST
        return says({"question": text})

    question = first_question(script)
    assert question
    assert question.text == GOOD_FIRST
    assert PROMPTS.refused["invented_name"] in requests[1].words


def test_without_fallback_a_model_that_is_away_is_an_error_with_a_sentence() -> None:
    with pytest.raises(AIServiceError, match="could not be reached"):
        first_question(refuses(503), falls_back=False)


def test_a_second_opinion_is_given_over_http_and_counted() -> None:
    async def opinion(who: ModelInterviewer) -> Opinion:
        second = who.second_opinion
        steps = [one async for one in second.go_on(held_with_one(ANSWER), second.begin())]
        return steps[-1]

    with model_server(says(dict(GOOD)), says(dict(SUMMARY))) as server:
        given = with_interviewer(server, opinion)
    assert given.state == "ready"
    assert len(given.answers) == 1
    assert (given.calls, given.tokens) == (2, 24)
    assert given.seconds >= 0


def test_the_score_of_the_rules_is_the_same_whatever_the_model_says() -> None:
    interview = hold(NURSE.documents, NURSE.strong)
    held = HeldInterview(1, interview.documents, interview.turns, interview.judgement)

    async def judged(who: ModelInterviewer) -> int | None:
        second = who.second_opinion
        async for _ in second.go_on(held, second.begin()):
            pass
        judgement = await who.judge(interview.documents, interview.plan, interview.turns)
        return judgement.interview_score

    with model_server(says({**GOOD, **dict.fromkeys(DIMENSIONS, 1)})) as server:
        assert with_interviewer(server, judged) == interview.judgement.interview_score
