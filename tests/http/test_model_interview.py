"""An interview whose questions a language model words, as each kind of client holds it."""

import re
from pathlib import Path

import httpx
import pytest

from tests.clients import ANSWERS, HEADERS, answer, answered, client, seen, with_documents
from tests.engines import Engine
from tests.model_server import NAME, ModelServer, model_server
from tests.modelled import (
    asked,
    given,
    good,
    held,
    interview,
    is_being_asked,
    model_settings,
    until,
)
from tests.server import REHEARSE

ON_ITS_WAY = "The next question is on its way."


def like(visitor: httpx.Client, kind: str) -> httpx.Client:
    return client(str(visitor.base_url), kind, like=visitor)


# ---- While a question is being made ----


def test_the_first_visit_is_answered_before_there_is_a_question(
    model: ModelServer, candidate: httpx.Client
) -> None:
    session = with_documents(candidate)
    with held(model) as free:
        body = interview(candidate, session)
        assert body["conversation"] == []
        assert body["progress"] == {
            "question_count": 0,
            "max_questions": 8,
            "is_started": True,
            "is_complete": False,
            "is_being_asked": True,
        }
        free.set()
        first = asked(candidate, session)
    assert first["content"].startswith("Please tell me: ")
    assert first["worded_by"] == NAME
    assert "is_being_asked" not in interview(candidate, session)["progress"]


@pytest.mark.parametrize("count", [0, 1], ids=["the first", "the second"])
def test_nothing_can_be_done_with_a_question_that_is_not_there_yet(
    model: ModelServer, candidate: httpx.Client, count: int
) -> None:
    session = with_documents(candidate)
    if count:
        asked(candidate, session)
    with held(model):
        if count:
            answer(candidate, session)
        seen(candidate, session)
        for kind in HEADERS:
            with like(candidate, kind) as sender:
                for form in ({"answer": "Too early"}, {"action": "skip"}, {"action": "rephrase"}):
                    refused = sender.post(f"/session/{session}/message", data=form)
                    assert refused.status_code == 409
                    assert_says(refused, kind, "ConflictError", ON_ITS_WAY)
        assert len(interview(candidate, session)["conversation"]) == 2 * count
    asked(candidate, session)


def assert_says(refused: httpx.Response, kind: str, error: str, sentence: str) -> None:
    """It has the form of that kind of client."""
    if kind in ("api", "script"):
        told = refused.json()
        assert (told["type"], told["error"]) == (error, sentence)
    else:
        assert sentence in refused.text
        assert ("<html" in refused.text) == (kind == "browser")


def test_an_answer_is_kept_and_answered_before_there_is_a_next_question(
    model: ModelServer, candidate: httpx.Client
) -> None:
    session = with_documents(candidate)
    asked(candidate, session)
    with held(model):
        body = answer(candidate, session).json()
        assert body == {
            "next_question": None,
            "is_complete": False,
            "question_count": 1,
            "is_being_asked": True,
        }
        now = interview(candidate, session)
        assert now["conversation"][-1]["content"] == ANSWERS[0]
        assert now["progress"]["question_count"] == 1
    assert asked(candidate, session)["id"] == 3
    assert interview(candidate, session)["progress"]["question_count"] == 2


def test_the_same_request_again_gets_the_first_answer_again(
    model: ModelServer, candidate: httpx.Client
) -> None:
    session = with_documents(candidate)
    asked(candidate, session)
    key = {"Idempotency-Key": "answer-one"}

    def send() -> httpx.Response:
        return candidate.post(
            f"/session/{session}/message", data={"answer": ANSWERS[0]}, headers=key
        )

    with held(model):
        first = send()
        again = send()
    asked(candidate, session)
    later = send()
    candidate.post(f"/session/{session}/complete")
    last = send()
    assert [each.status_code for each in (first, again, later, last)] == [200] * 4
    assert first.json() == again.json() == later.json() == last.json()
    assert first.json()["is_being_asked"]


def test_an_interview_that_was_ended_gets_no_question_any_more(
    model: ModelServer, candidate: httpx.Client
) -> None:
    session = with_documents(candidate)
    asked(candidate, session)
    with held(model) as free:
        answer(candidate, session)
        until(lambda: model.requests and given(model.requests[-1], "conversation so far"))
        ended = candidate.post(f"/session/{session}/complete")
        assert ended.status_code == 200
        free.set()
        assert interview(candidate, session)["progress"]["is_complete"]
        other = with_documents(candidate)
        asked(candidate, other)  # which was asked for later
    now = interview(candidate, session)
    assert len(now["conversation"]) == 2
    assert now["progress"]["question_count"] == 1
    assert "is_being_asked" not in now["progress"]


def test_a_whole_interview_in_the_words_of_a_model(candidate: httpx.Client) -> None:
    session = with_documents(candidate)
    for number, text in enumerate(ANSWERS, 1):
        question = asked(candidate, session)
        assert question["worded_by"] == NAME
        body = answer(candidate, session, text).json()
        assert body["question_count"] == number
        assert body["is_complete"] == (number == len(ANSWERS))
    assert len(interview(candidate, session)["conversation"]) == 16


def test_a_skip_and_other_words_go_through_the_model_too(candidate: httpx.Client) -> None:
    session = with_documents(candidate)
    first = asked(candidate, session)
    other = candidate.post(f"/session/{session}/message", data={"action": "rephrase"}).json()
    assert other["next_question"] != first["content"]
    assert other["question_count"] == 1
    skipped = candidate.post(f"/session/{session}/message", data={"action": "skip"}).json()
    assert skipped["is_being_asked"]
    assert asked(candidate, session)["id"] == 3


def test_every_kind_of_client_finds_the_question_when_it_is_there(
    model: ModelServer, candidate: httpx.Client
) -> None:
    session = with_documents(candidate)
    url = f"/session/{session}/interview"
    with held(model), like(candidate, "htmx") as htmx, like(candidate, "browser") as browser:
        page = browser.get(url)
        assert re.search(rf'<a href="{url}">Look for it now</a>', page.text)
        assert '<noscript><meta http-equiv="refresh"' in page.text
        assert "<textarea" not in page.text
        for text in (page.text, htmx.get(url).text):
            assert re.search(rf'hx-get="{url}"\s+hx-trigger="load', text)
        assert "<html" not in htmx.get(url).text
    content = asked(candidate, session)["content"]
    for kind in HEADERS:
        with like(candidate, kind) as reader:
            found = reader.get(url)
            assert found.status_code == 200
            assert content[:30] in found.text
            assert 'hx-trigger="load delay' not in found.text
            assert "refresh" not in found.text


def test_an_answer_of_every_kind_of_client_is_taken_at_once(
    model: ModelServer, candidate: httpx.Client
) -> None:
    for kind in HEADERS:
        session = with_documents(candidate)
        asked(candidate, session)
        with held(model), like(candidate, kind) as sender:
            taken = answer(sender, session)
            if kind in ("browser", "script"):
                assert taken.status_code == 302
                taken = sender.get(taken.headers["location"])
            assert taken.status_code == 200
            if kind == "api":
                assert taken.json()["is_being_asked"]
            else:
                assert "Your answer is kept." in taken.text
                assert 'hx-trigger="load delay:1s"' in taken.text
        asked(candidate, session)


# ---- Where a model comes or goes ----


def test_interviews_that_the_rules_began_stay_theirs(engine: Engine, tmp_path: Path) -> None:
    with (
        model_server(good) as model,
        engine.serving(tmp_path) as server,
        client(server.urls, "api") as candidate,
    ):
        begun, fresh = with_documents(candidate), with_documents(candidate)
        further = answered(candidate, 2)
        seen(candidate, begun)
        server.stop()
        server.settings = {**server.settings, **model_settings(model)}
        server.restart()
        for session, count in ((begun, 0), (further, 2)):
            for text in ANSWERS[count:]:
                body = answer(candidate, session, text).json()
                assert bool(body["next_question"]) != body["is_complete"]
        assert model.connections == 0
        assert asked(candidate, fresh)["worded_by"] == NAME


def test_interviews_that_a_model_began_go_on_without_it(engine: Engine, tmp_path: Path) -> None:
    with (
        model_server(good) as model,
        engine.serving(tmp_path, REHEARSE, **model_settings(model)) as server,
        client(server.urls, "api") as candidate,
    ):
        begun, waiting, open_one = (with_documents(candidate) for _ in range(3))
        for session in (waiting, open_one):
            asked(candidate, session)
            answer(candidate, session)
        asked(candidate, waiting)
        asked(candidate, open_one)
        with held(model):
            interview(candidate, begun)
            answer(candidate, waiting, ANSWERS[1])
            server.kill()
        server.settings = {**server.settings, "OPENAI_MODEL": ""}
        connections = model.connections
        server.restart()
        for session, count in ((begun, 0), (waiting, 2), (open_one, 1)):
            now = interview(candidate, session)
            assert not is_being_asked(now)
            assert now["progress"]["question_count"] == count + 1
            for text in ANSWERS[count:]:
                assert answer(candidate, session, text).status_code == 200
            assert interview(candidate, session)["progress"]["is_complete"]
            assert candidate.post(f"/session/{session}/complete").status_code == 200
        assert model.connections == connections
