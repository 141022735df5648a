"""A model reads both documents beside the rules, whose reading stands until it has."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest

from tests.clients import CV, JOB, JSON, answer, client, create, with_documents
from tests.engines import Engine, stored
from tests.model_server import (
    NAME,
    ModelAnswer,
    ModelRequest,
    Script,
    model_server,
    refuses,
    says,
    waits,
)
from tests.server import Server

ReadBy = Callable[[Script], AbstractContextManager[Server]]

READ_BY = f"model-1 {NAME}"
PIN = {
    "text": "Registered nurse (adult) with a current NMC PIN",
    "importance": "essential",
    "kind": "credential",
    "status": "supported",
    "evidence": "BSc Adult Nursing, 2018, NMC registered",
}
CHARGE = {
    "text": "Take charge of the ward in the absence of the sister",
    "importance": "duty",
    "kind": "soft",
    "status": "gap",
    "evidence": "",
}
CANNULAS = {**CHARGE, "text": "Experience of cannulation", "kind": "tool"}
INVENTED = {**CHARGE, "text": "Ten years of intensive care"}
READING = says({"requirements": [PIN, CHARGE, INVENTED, CANNULAS]})
READ = [one["text"] for one in (PIN, CHARGE, CANNULAS)]


def is_for_reading(request: ModelRequest) -> bool:
    return "requirements" in str(request.body["response_format"])


def reads(reading: Any) -> Script:
    """A model that reads, and puts no question into words."""
    return lambda request: reading if is_for_reading(request) else says("no")


@pytest.fixture
def read_by(engine: Engine, tmp_path: Path) -> ReadBy:
    """Begins a server with a model that says this."""

    @contextmanager
    def begin(script: Script) -> Iterator[Server]:
        with (
            model_server(script) as model,
            engine.serving(tmp_path, OPENAI_MODEL=NAME, OPENAI_BASE_URL=model.url) as server,
        ):
            yield server

    return begin


def requirements(visitor: httpx.Client, session: int) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = review(visitor, session)["requirements"]
    return read


def review(visitor: httpx.Client, session: int) -> dict[str, Any]:
    body: dict[str, Any] = visitor.get(f"/session/{session}/review", headers=JSON).json()
    return body


def texts(visitor: httpx.Client, session: int) -> list[str]:
    return [one["text"] for one in requirements(visitor, session)]


def until(look: Callable[[], bool]) -> None:
    """Ask over HTTP until it is so; a test that hangs here has failed."""
    for _ in range(2_000):
        if look():
            return
    pytest.fail("it never came to be so")


def page(visitor: httpx.Client, session: int) -> str:
    return visitor.get(f"/session/{session}/review", headers={"Accept": "text/html"}).text


def key_in(page: str) -> str:
    found = re.search(r'name="reading" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def test_the_models_reading_is_used_once_it_is_there(read_by: ReadBy) -> None:
    once = Event()
    with (
        read_by(reads(waits(READING, once))) as server,
        client(server.urls, "api") as visitor,
    ):
        session = with_documents(visitor)
        by_rules = texts(visitor, session)
        assert by_rules != READ
        shown = page(visitor, session)
        assert f"<bdi>{NAME}</bdi> is reading too" in shown
        planned_early = with_documents(visitor)
        early = visitor.get(f"/session/{planned_early}/interview").json()
        assert early["read_by"].startswith("rules-")
        said = f"Read by the rules <code>{early['read_by']}</code>."
        assert said in page(visitor, planned_early)

        once.set()
        until(lambda: texts(visitor, session) == READ)
        assert f"Read by <bdi>{NAME}</bdi>" in page(visitor, session)
        assert 'hx-trigger="every' not in page(visitor, session)
        begun = visitor.get(f"/session/{session}/interview").json()
        assert begun["read_by"] == READ_BY
        assert f"Read by <bdi>{NAME}</bdi>" in page(visitor, session)
        assert [one["text"] for one in begun["requirements"]] == READ


def test_what_is_chosen_of_the_rules_reading_holds_for_the_models(read_by: ReadBy) -> None:
    once = Event()
    with (
        read_by(reads(waits(READING, once))) as server,
        client(server.urls, "api") as visitor,
    ):
        session = with_documents(visitor)
        key = key_in(page(visitor, session))
        by_text = {one["text"]: one["id"] for one in requirements(visitor, session)}
        struck, bent = PIN["text"], "Experience of cannulation and venepuncture"
        must = "Assess, plan and give care for a group of acutely ill patients"
        assert {struck, bent, must} <= by_text.keys()
        once.set()
        until(lambda: texts(visitor, session) == READ)

        chosen = {"reading": key, "exclude": [by_text[struck], by_text[bent]]}
        chosen["must"] = ["", by_text[must]]
        kept = visitor.post(f"/session/{session}/review", data=chosen)
        assert kept.status_code == 200
        now = {one["text"]: one for one in kept.json()["requirements"]}
        assert now[PIN["text"]]["excluded"]
        assert now[CANNULAS["text"]]["excluded"]
        assert not now[CHARGE["text"]]["excluded"]
        assert now[must]["importance"] == 1.0
        begun = visitor.get(f"/session/{session}/interview").json()
        assert [one["text"] for one in begun["requirements"]] == [CHARGE["text"], must]


def test_a_reading_is_used_for_its_own_documents_and_goes_with_them(read_by: ReadBy) -> None:
    came, once = Event(), Event()
    other = (
        "What we ask for\n- Experience of theatre recovery\n- A driving licence\n- Spoken French"
    )

    def script(request: ModelRequest) -> Any:
        if not is_for_reading(request):
            return says("no")
        if "theatre recovery" in request.words:
            texts = ["Experience of theatre recovery", "A driving licence", "Spoken French"]
            return says({"requirements": [{**CHARGE, "text": text} for text in texts[::-1]]})
        came.set()
        return waits(READING, once)

    with read_by(script) as server, client(server.urls, "api") as visitor:
        session = with_documents(visitor)
        came.wait()
        visitor.post(f"/session/{session}/upload-job", data={"job_description": other})
        assert not set(READ) & set(texts(visitor, session))
        once.set()
        wanted = ["Spoken French", "A driving licence", "Experience of theatre recovery"]
        until(lambda: texts(visitor, session) == wanted)
        visitor.post(f"/session/{session}/upload-job", data={"job_description": JOB})
        assert texts(visitor, session)[0] != wanted[0]
        until(lambda: texts(visitor, session) == READ)
        visitor.post(f"/session/{session}/remove-cv")
        assert stored(server, "select count(*) from reading") == [(0,)]


@pytest.mark.parametrize(
    "reply",
    [refuses(400), says("no"), says({"requirements": [INVENTED]})],
    ids=["away", "no JSON", "invented"],
)
def test_where_the_model_fails_the_rules_reading_stands(read_by: ReadBy, reply: Any) -> None:
    with (
        read_by(lambda _request: reply) as server,
        client(server.urls, "api") as visitor,
    ):
        session = with_documents(visitor)
        by_rules = texts(visitor, session)
        until(lambda: "could not read your documents" in page(visitor, session))
        assert texts(visitor, session) == by_rules
        begun = visitor.get(f"/session/{session}/interview").json()
        assert begun["read_by"].startswith("rules-")


def test_a_reading_that_could_not_be_used_counts_all_the_same(read_by: ReadBy) -> None:
    calls: list[ModelRequest] = []

    def script(request: ModelRequest) -> ModelAnswer:
        calls.append(request)
        return says("no")

    with read_by(script) as server, client(server.urls, "api") as visitor:
        session = with_documents(visitor)
        until(lambda: "could not read your documents" in page(visitor, session))
        visitor.post(f"/session/{session}/rules-only", data={"on": "1"}).raise_for_status()
        answer(visitor, session)
        visitor.post(f"/session/{session}/complete").raise_for_status()
        report = visitor.get(f"/session/{session}/feedback", headers=JSON).json()["feedback"]
        assert report["spent"]["calls"] == len(calls) >= 2
        assert report["spent"]["tokens"] == 12 * len(calls)


def test_a_session_that_keeps_to_the_rules_is_read_by_them(read_by: ReadBy) -> None:
    calls: list[ModelRequest] = []

    def script(request: ModelRequest) -> Any:
        calls.append(request)
        return READING

    with read_by(script) as server, client(server.urls, "api") as visitor:
        session = create(visitor)
        visitor.post(f"/session/{session}/rules-only", data={"on": "1"}).raise_for_status()
        visitor.post(f"/session/{session}/upload-cv", data={"cv_text": CV})
        visitor.post(f"/session/{session}/upload-job", data={"job_description": JOB})
        assert texts(visitor, session) != READ
        assert NAME not in page(visitor, session)
        assert "read_by" not in visitor.get(f"/session/{session}/interview").json()
        assert calls == []
