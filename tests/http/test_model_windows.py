"""Two windows of one person on an interview whose next question a language model words."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx

from tests.clients import ANSWERS, answer, client, seen, with_documents
from tests.model_server import ModelServer
from tests.modelled import (
    asked,
    asked_for,
    held,
    interview,
    is_being_asked,
    wants,
)

WINDOWS = 8


def at_once(
    candidate: httpx.Client, send: Callable[[httpx.Client, int], httpx.Response]
) -> list[httpx.Response]:
    """What each window gets, all of which send at the same moment."""
    start = Barrier(WINDOWS)

    def in_window(number: int) -> httpx.Response:
        with client(str(candidate.base_url), "api", like=candidate) as window:
            window.get("/health")  # so that it is connected
            start.wait()
            return send(window, number)

    with ThreadPoolExecutor(WINDOWS) as pool:
        return list(pool.map(in_window, range(WINDOWS)))


def questions(model: ModelServer) -> int:
    """How often the model was asked for a question."""
    return sum(wants(request, "question") for request in model.requests)


def test_windows_that_look_at_once_begin_one_interview_and_ask_the_model_once(
    model: ModelServer, candidate: httpx.Client
) -> None:
    session = with_documents(candidate)
    model.requests.clear()
    with held(model):
        looks = at_once(candidate, lambda window, _: seen(window, session))
        assert all(look.status_code == 200 and is_being_asked(look.json()) for look in looks)
        asked_for(model, "question")
    asked(candidate, session)
    assert questions(model) == 1
    body = interview(candidate, session)
    assert [one["role"] for one in body["conversation"]] == ["assistant"]


def test_windows_that_answer_one_question_at_once_make_one_turn_and_one_call(
    model: ModelServer, candidate: httpx.Client
) -> None:
    session = with_documents(candidate)
    asked(candidate, session)
    model.requests.clear()
    with held(model):
        sent = at_once(
            candidate,
            lambda window, number: answer(window, session, ANSWERS[number], question="1"),
        )
        assert {each.status_code for each in sent} == {200}
        assert all(each.json()["is_being_asked"] for each in sent)
        looks = at_once(candidate, lambda window, _: seen(window, session))
        assert all(is_being_asked(look.json()) for look in looks)
        asked_for(model, "question")
    asked(candidate, session)
    assert questions(model) == 1
    body = interview(candidate, session)
    assert [one["role"] for one in body["conversation"]] == ["assistant", "user", "assistant"]
    assert body["progress"]["question_count"] == 2
