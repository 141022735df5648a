"""A server that is killed or stopped in the middle of what its language model does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import httpx
import pytest

from tests.clients import ANSWERS, answer, client, with_documents
from tests.model_server import (
    ModelAnswer,
    ModelRequest,
    ModelServer,
    hangs,
    model_server,
)
from tests.modelled import (
    PATIENCE_S,
    Body,
    asked,
    asked_for,
    given,
    good,
    interview,
    is_being_asked,
    opinion,
    serving_with,
    until,
    wants,
)
from tests.server import Server

ANSWERED = 3  # questions, of which the second is a probe and the third asked in other words
STATES = {
    "the documents are read": lambda told: wants(told, "requirements"),
    "the first question is made": lambda told: is_question(told) and not has_answers(told),
    "a probe is made": lambda told: wants(told, "question") and wants(told, "quote"),
    "a later question is made": lambda told: is_question(told) and has_answers(told),
    "other words are made": lambda told: is_question(told) and "in other words" in told.words,
    "an answer is judged": lambda told: "Judge answer 2" in told.words,
    "the summary is written": lambda told: wants(told, "summary"),
}


def is_question(told: ModelRequest) -> bool:
    return wants(told, "question") and not wants(told, "quote")


def has_answers(told: ModelRequest) -> bool:
    return "Answer 1: " in given(told, "conversation so far")


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server(good) as running:
        yield running


@pytest.fixture(scope="module")
def modelled(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_with(model, tmp_path_factory.mktemp("modelled")) as running:
        yield running


@pytest.fixture
def visitor(modelled: Server, model: ModelServer) -> Iterator[httpx.Client]:
    model.script = good
    model.requests.clear()
    if modelled.process.poll() is not None:
        modelled.restart()
    with client(modelled.url, "api") as made:
        yield made


@pytest.mark.parametrize("state", STATES)
def test_a_kill_loses_nothing_that_was_taken_and_the_interview_goes_on(
    model: ModelServer, modelled: Server, visitor: httpx.Client, state: str
) -> None:
    reached = Event()

    def script(told: ModelRequest) -> ModelAnswer:
        if not STATES[state](told):
            return good(told)
        reached.set()
        return hangs()

    model.script = script
    session, taken = with_documents(visitor), list[str]()
    with ThreadPoolExecutor(1) as pool:
        walk = pool.submit(go_on, modelled, visitor, session, taken)
        assert reached.wait(PATIENCE_S)
        modelled.kill()
        with suppress(httpx.TransportError):
            walk.result()
    model.script = good
    modelled.restart()
    if len(taken) == ANSWERED:
        asked_for(model, "summary")  # nobody has to look for it to go on
    assert answers_in(interview(visitor, session)) == taken
    found = go_on(modelled, visitor, session, taken)
    assert answers_in(interview(visitor, session)) == taken == ANSWERS[:ANSWERED]
    assert found["state"] == "ready"
    assert [one["number"] for one in found["answers"]] == [1, 2, 3]
    assert sum("Judge answer 1" in told.words for told in model.requests) == 1


def go_on(server: Server, like: httpx.Client, session: int, taken: list[str]) -> Body:
    """The opinion on an interview that goes on to its end; `taken` gets each answer as it is."""
    with client(server.url, "api", like=like) as visitor:
        while len(taken) < ANSWERED:
            asked(visitor, session)
            if len(taken) == ANSWERED - 1:
                other = visitor.post(f"/session/{session}/message", data={"action": "rephrase"})
                assert other.status_code == 200
            assert answer(visitor, session, ANSWERS[len(taken)]).status_code == 200
            taken.append(ANSWERS[len(taken)])
        if not interview(visitor, session)["progress"]["is_complete"]:
            visitor.post(f"/session/{session}/complete").raise_for_status()
        return opinion(visitor, session)


def answers_in(body: Body) -> list[str]:
    return [one["content"] for one in body["conversation"] if one["role"] == "user"]


@pytest.mark.parametrize("what", ["question", "better"])
def test_a_model_that_hangs_does_not_keep_the_server_from_ending(
    model: ModelServer, modelled: Server, visitor: httpx.Client, what: str
) -> None:
    session = with_documents(visitor)
    if what == "better":
        asked(visitor, session)
        answer(visitor, session)
        until(lambda: not is_being_asked(interview(visitor, session)))
    model.script = lambda _: hangs()
    model.requests.clear()
    if what == "better":
        visitor.post(f"/session/{session}/complete")
    else:
        interview(visitor, session)
    asked_for(model, what)
    assert modelled.stop() == 0  # fails where that takes longer than promised
    assert '"error"' not in modelled.log
    assert "Traceback" not in modelled.log


def test_a_model_that_hangs_while_somebody_waits_for_other_words_does_not_either(
    model: ModelServer, modelled: Server, visitor: httpx.Client
) -> None:
    session = with_documents(visitor)
    asked(visitor, session)
    model.script = lambda _: hangs()
    model.requests.clear()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(
            visitor.post, f"/session/{session}/message", data={"action": "rephrase"}
        )
        asked_for(model, "question")
        modelled.stop()
        assert "Traceback" not in modelled.log
        waiting.exception()
