"""Two windows of one person on an interview whose next question a language model words."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from tests.clients import ANSWERS, answer, client, seen, with_documents
from tests.model_server import ModelServer, model_server
from tests.modelled import (
    asked,
    asked_for,
    good,
    held,
    interview,
    is_being_asked,
    serving_with,
    wants,
)
from tests.server import Server

WINDOWS = 8


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server(good) as running:
        yield running


@pytest.fixture(scope="module")
def modelled(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_with(model, tmp_path_factory.mktemp("modelled")) as running:
        yield running


@pytest.fixture
def visitor(modelled: Server) -> Iterator[httpx.Client]:
    with client(modelled.url, "api") as made:
        yield made


def at_once(
    visitor: httpx.Client, send: Callable[[httpx.Client, int], httpx.Response]
) -> list[httpx.Response]:
    """What each window gets, all of which send at the same moment."""
    start = Barrier(WINDOWS)

    def in_window(number: int) -> httpx.Response:
        with client(str(visitor.base_url), "api", like=visitor) as window:
            window.get("/health")  # so that it is connected
            start.wait()
            return send(window, number)

    with ThreadPoolExecutor(WINDOWS) as pool:
        return list(pool.map(in_window, range(WINDOWS)))


def questions(model: ModelServer) -> int:
    """How often the model was asked for a question."""
    return sum(wants(request, "question") for request in model.requests)


def test_windows_that_look_at_once_begin_one_interview_and_ask_the_model_once(
    model: ModelServer, visitor: httpx.Client
) -> None:
    session = with_documents(visitor)
    model.requests.clear()
    with held(model):
        looks = at_once(visitor, lambda window, _: seen(window, session))
        assert all(look.status_code == 200 and is_being_asked(look.json()) for look in looks)
        asked_for(model, "question")
    asked(visitor, session)
    assert questions(model) == 1
    body = interview(visitor, session)
    assert [one["role"] for one in body["conversation"]] == ["assistant"]


def test_windows_that_answer_one_question_at_once_make_one_turn_and_one_call(
    model: ModelServer, visitor: httpx.Client
) -> None:
    session = with_documents(visitor)
    asked(visitor, session)
    model.requests.clear()
    with held(model):
        sent = at_once(
            visitor,
            lambda window, number: answer(window, session, ANSWERS[number], question="1"),
        )
        assert {each.status_code for each in sent} == {200}
        assert all(each.json()["is_being_asked"] for each in sent)
        looks = at_once(visitor, lambda window, _: seen(window, session))
        assert all(is_being_asked(look.json()) for look in looks)
        asked_for(model, "question")
    asked(visitor, session)
    assert questions(model) == 1
    body = interview(visitor, session)
    assert [one["role"] for one in body["conversation"]] == ["assistant", "user", "assistant"]
    assert body["progress"]["question_count"] == 2
