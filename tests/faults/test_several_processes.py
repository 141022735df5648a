"""Two servers on one database: what a model is asked for is asked once, and by whoever is left."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import httpx
import pytest

from tests.clients import ANSWERS, answer, client, create, with_documents
from tests.engines import Engine
from tests.faults import hasty
from tests.model_server import ModelAnswer, ModelRequest, ModelServer, model_server, refuses, waits
from tests.modelled import (
    asked,
    good,
    held,
    interview,
    is_being_asked,
    model_settings,
    opinion,
    until,
    wants,
)
from tests.server import REHEARSE, Server, serving


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with model_server(good) as running:
        yield running


@pytest.fixture
def one(on_postgresql: Engine, model: ModelServer, tmp_path: Path) -> Iterator[Server]:
    with on_postgresql.serving(tmp_path / "one", hasty.COMMAND, **model_settings(model)) as server:
        yield server


@pytest.fixture
def other(one: Server, tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "other", hasty.COMMAND, **one.settings) as server:
        yield server


@pytest.fixture
def here(one: Server) -> Iterator[httpx.Client]:
    with client(one.url, "api") as visitor:
        create(visitor)  # whose cookie both know
        yield visitor


@pytest.fixture
def there(here: httpx.Client, other: Server) -> Iterator[httpx.Client]:
    """The same visitor at the other server."""
    with client(other.url, "api", like=here) as visitor:
        yield visitor


def asked_for(model: ModelServer, field: str) -> int:
    """How often it was asked for a value with this field; at least once."""
    return len(until(lambda: [each for each in model.requests if each.body and wants(each, field)]))


def test_a_question_that_both_are_looked_at_for_is_made_once(
    model: ModelServer, here: httpx.Client, there: httpx.Client
) -> None:
    session = with_documents(here)
    with held(model):
        for visitor in (here, there) * 5:
            assert is_being_asked(interview(visitor, session))
        asked_for(model, "question")
    assert asked(here, session) == asked(there, session)
    assert asked_for(model, "question") == 1


def test_a_question_is_made_by_the_other_where_the_one_is_killed(
    model: ModelServer, one: Server, here: httpx.Client, there: httpx.Client
) -> None:
    session = with_documents(here)
    with held(model):
        for visitor in (here, there):
            assert is_being_asked(interview(visitor, session))
        asked_for(model, "question")
        one.kill()
        model.requests.clear()
        asked_for(model, "question")  # nobody looks meanwhile
    asked(there, session)


def test_an_opinion_is_formed_by_the_other_where_the_one_is_killed(
    model: ModelServer, one: Server, here: httpx.Client, there: httpx.Client
) -> None:
    """It goes on after the answers that were judged, and nobody has to look at it."""
    second = Event()

    def script(request: ModelRequest) -> ModelAnswer:
        is_second = wants(request, "better") and "Judge answer 2" in request.words
        return waits(good(request), second) if is_second else good(request)

    model.script = script
    session = with_documents(here)
    for text in ANSWERS[:3]:
        asked(here, session)
        answer(here, session, text)
    here.post(f"/session/{session}/complete").raise_for_status()
    until(lambda: "Judge answer 2" in model.requests[-1].words)
    one.kill()
    second.set()
    model.requests.clear()
    asked_for(model, "summary")
    found = opinion(there, session)
    assert found["state"] == "ready"
    assert [each["number"] for each in found["answers"]] == [1, 2, 3]
    assert not [each for each in model.requests if "Judge answer 1" in each.words]


def test_an_opinion_is_formed_once_whoever_is_looked_at(
    model: ModelServer, here: httpx.Client, there: httpx.Client
) -> None:
    session = with_documents(here)
    asked(here, session)
    answer(there, session)
    asked(here, session)
    here.post(f"/session/{session}/complete").raise_for_status()
    assert opinion(there, session) == opinion(here, session)
    assert asked_for(model, "better") == asked_for(model, "summary") == 1


def test_a_failure_is_told_once_by_whichever_is_asked(
    on_postgresql: Engine, model: ModelServer, tmp_path: Path
) -> None:
    settings = {**model_settings(model), "MODEL_FALLBACK": "off"}
    with (
        on_postgresql.serving(tmp_path / "one", REHEARSE, **settings) as one,
        serving(tmp_path / "other", REHEARSE, **one.settings) as other,
        client(one.url, "api") as here,
        client(other.url, "api") as there,
    ):
        session = with_documents(here)
        there.cookies = here.cookies
        url = f"/session/{session}/interview"
        model.script = lambda _: refuses(401)
        assert here.get(url).is_success
        until(lambda: there.get(url).status_code == 503)
        model.script = good
        asked(here, session)
        assert here.get(url).is_success
        assert there.get(url).is_success


@pytest.mark.parametrize("is_killed", [True, False])
def test_a_reading_goes_on_at_the_other(
    model: ModelServer, one: Server, here: httpx.Client, there: httpx.Client, is_killed: bool
) -> None:
    with held(model):
        session = with_documents(here)
        url = f"/session/{session}/review"
        assert there.get(url).is_success
        asked_for(model, "requirements")
        model.requests.clear()
        (one.kill if is_killed else one.stop)()
        asked_for(model, "requirements")
    assert there.get(url).is_success
