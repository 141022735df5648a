"""A server that is killed or stopped in the middle of what its language model does."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest

from tests.clients import ANSWERS, HEADERS, answer, client, with_documents
from tests.model_server import (
    NAME,
    ModelAnswer,
    ModelRequest,
    ModelServer,
    hangs,
    model_server,
    refuses,
    waits,
)
from tests.modelled import (
    asked,
    good,
    held,
    interview,
    is_being_asked,
    opinion,
    serving_with,
    until,
    wants,
)
from tests.server import Server

KEY = "sk-secret-0123456789"


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with model_server(good) as running:
        yield running


@pytest.fixture
def modelled(model: ModelServer, tmp_path: Path) -> Iterator[Server]:
    with serving_with(model, tmp_path) as running:
        yield running


@pytest.fixture
def visitor(modelled: Server) -> Iterator[httpx.Client]:
    with client(modelled.url, "api") as made:
        yield made


def asked_for(model: ModelServer, field: str) -> None:
    """Until the model is asked for a value with this field."""
    until(lambda: [each for each in model.requests if each.body and wants(each, field)])


def test_a_question_that_was_being_made_at_a_kill_is_made_after_it(
    model: ModelServer, modelled: Server, visitor: httpx.Client
) -> None:
    first, later = with_documents(visitor), with_documents(visitor)
    asked(visitor, later)
    with held(model):
        model.requests.clear()
        assert is_being_asked(interview(visitor, first))
        assert answer(visitor, later).json()["is_being_asked"]
        asked_for(model, "question")
        modelled.kill()
    modelled.restart()
    for session, count in ((first, 0), (later, 1)):
        assert asked(visitor, session)["worded_by"] == NAME
        body = interview(visitor, session)
        assert body["progress"]["question_count"] == count + 1
        said = [one["content"] for one in body["conversation"] if one["role"] == "user"]
        assert said == ANSWERS[:count]


def test_an_opinion_that_was_being_formed_at_a_kill_goes_on_after_it(
    model: ModelServer, modelled: Server, visitor: httpx.Client
) -> None:
    """What it had already is not asked again, and nobody has to look for it to go on."""
    second = Event()

    def script(request: ModelRequest) -> ModelAnswer:
        is_second = wants(request, "better") and "Judge answer 2" in request.words
        return waits(good(request), second) if is_second else good(request)

    model.script = script
    session = with_documents(visitor)
    for text in ANSWERS[:3]:
        asked(visitor, session)
        answer(visitor, session, text)
    visitor.post(f"/session/{session}/complete")
    until(lambda: "Judge answer 2" in model.requests[-1].words)
    modelled.kill()
    second.set()
    model.requests.clear()
    modelled.restart()
    asked_for(model, "summary")
    found = opinion(visitor, session)
    assert found["state"] == "ready"
    assert [one["number"] for one in found["answers"]] == [1, 2, 3]
    assert not [each for each in model.requests if "Judge answer 1" in each.words]


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


def test_two_windows_that_answer_one_question_make_one_turn(
    model: ModelServer, modelled: Server, visitor: httpx.Client
) -> None:
    session = with_documents(visitor)
    asked(visitor, session)
    with held(model), ThreadPoolExecutor(8) as pool:

        def send(number: int) -> httpx.Response:
            with client(modelled.url, "api", like=visitor) as window:
                return answer(window, session, ANSWERS[number], question="1")

        sent = list(pool.map(send, range(8)))
        assert {each.status_code for each in sent} == {200}
        assert all(each.json()["is_being_asked"] for each in sent)
        model.requests.clear()
    asked(visitor, session)
    body = interview(visitor, session)
    assert [one["role"] for one in body["conversation"]] == ["assistant", "user", "assistant"]
    assert body["progress"]["question_count"] == 2


def test_many_looks_at_a_question_that_is_being_made_ask_the_model_once(
    model: ModelServer, visitor: httpx.Client
) -> None:
    session = with_documents(visitor)
    with held(model):
        for _ in range(10):
            assert is_being_asked(interview(visitor, session))
        asked_for(model, "question")
        assert questions(model) == 1
    asked(visitor, session)
    assert questions(model) == 1


def questions(model: ModelServer) -> int:
    """How often the model was asked for a question."""
    return sum(wants(request, "question") for request in model.requests)


def test_the_key_is_sent_and_shown_to_nobody(tmp_path: Path) -> None:
    def tells(request: ModelRequest) -> ModelAnswer:
        told = request.headers["Authorization"]
        return refuses(500, told) if wants(request, "better") else good(request)

    with (
        model_server(tells) as model,
        serving_with(model, tmp_path, OPENAI_API_KEY=KEY, MODEL_FALLBACK="off") as server,
        client(server.url, "api") as visitor,
    ):
        session = with_documents(visitor)
        asked(visitor, session)
        answer(visitor, session)
        asked(visitor, session)
        model.script = lambda request: refuses(401, request.headers["Authorization"])
        answer(visitor, session, ANSWERS[1])
        url = f"/session/{session}/interview"
        shown = until(lambda: visitor.get(url), lambda got: got.status_code == 503).text
        visitor.post(f"/session/{session}/complete")
        for kind in HEADERS:
            with client(server.url, kind, like=visitor) as reader:
                for page in (url, f"/session/{session}/feedback", "/you", "/schema/openapi.json"):
                    shown += reader.get(page).text
        assert {each.headers["Authorization"] for each in model.requests} == {f"Bearer {KEY}"}
        server.stop()
        assert not re.search(KEY, shown + server.log)
