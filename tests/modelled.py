"""Servers with a scripted language model, and what a good one says to whatever it is asked."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any, TypeVar

import httpx

from tests.clients import ANSWERS, JSON, answer, with_documents
from tests.model_server import (
    NAME,
    ModelAnswer,
    ModelRequest,
    ModelServer,
    Script,
    says,
    waits,
)
from tests.server import REHEARSE, Server, serving

PATIENCE_S = 20  # a bound, never a measure
LOOKS = 1_000  # while it lasts
REMARK = "You say what you did."
SUMMARY = "You tell what you did."

Body = dict[str, Any]
Seen = TypeVar("Seen")


@contextmanager
def serving_with(model: ModelServer, folder: Path, **settings: str) -> Iterator[Server]:
    """A server that asks this model."""
    with serving(folder, REHEARSE, **model_settings(model), **settings) as server:
        yield server


def model_settings(model: ModelServer) -> dict[str, str]:
    return {"OPENAI_MODEL": NAME, "OPENAI_BASE_URL": model.url}


@contextmanager
def saying(model: ModelServer, script: Script) -> Iterator[None]:
    """Lets the model say something else for the block."""
    before, model.script = model.script, script
    try:
        yield
    finally:
        model.script = before


@contextmanager
def held(model: ModelServer) -> Iterator[Event]:
    """Lets the model say nothing until the event is set, or the block ends."""
    free = Event()
    with saying(model, lambda request: waits(good(request), free)):
        try:
            yield free
        finally:
            free.set()


@contextmanager
def opinion_held(model: ModelServer) -> Iterator[Event]:
    """Lets the model say nothing of an opinion until the event is set, or the block ends."""
    free = Event()

    def script(request: ModelRequest) -> ModelAnswer:
        is_opinion = wants(request, "better") or wants(request, "summary")
        return waits(good(request), free) if is_opinion else good(request)

    with saying(model, script):
        try:
            yield free
        finally:
            free.set()


def good(request: ModelRequest) -> ModelAnswer:
    """What is planned, in other words; of an answer, a fair opinion."""
    if wants(request, "better"):
        return says({**opinion_of_one(), "quote": quoted(request, r"answer \d+")})
    if wants(request, "summary"):
        return says({"summary": SUMMARY})
    if wants(request, "requirements"):
        return says({"requirements": []})
    planned = given(request, "planned question").replace("?", ",").rstrip(".,")
    asked: Body = {"question": f"Please tell me: {planned}?"}
    if wants(request, "quote"):
        asked["quote"] = quoted(request, "last answer")
        asked["question"] = f"You said “{asked['quote']}”: what was your own part in that?"
    return says(asked)


def opinion_of_one(**more: object) -> Body:
    levels = ("specificity", "structure", "ownership", "impact", "relevance")
    return {
        "quote": "",
        "addresses": "yes",
        "missing": "",
        **dict.fromkeys(levels, 4),
        "remark": REMARK,
        "better": "",
        **more,
    }


def wants(request: ModelRequest, field: str) -> bool:
    """Whether a value with this field is asked for."""
    return f'"{field}":' in request.words.rpartition("It must fit this JSON schema:")[2]


def asked_for(model: ModelServer, field: str) -> None:
    """Until the model is asked for a value with this field."""
    until(lambda: [each for each in model.requests if each.body and wants(each, field)])


def given(request: ModelRequest, name: str) -> str:
    """A text that the model was given; empty where it was given none of that name."""
    found = re.search(rf"\[\[{name} \w+\]\]\n(.*?)\n\[\[end of", request.words, re.DOTALL)
    return found[1] if found else ""


def quoted(request: ModelRequest, name: str) -> str:
    """The first words of a text that the model was given."""
    return " ".join(given(request, name).split()[:6]).rstrip(".,")


def until(
    look: Callable[[], Seen],
    holds: Callable[[Seen], object] = bool,
    patience_s: float = PATIENCE_S,
) -> Seen:
    """What is seen once it holds; fails if it never does."""
    ends_at = monotonic() + patience_s
    while not holds(found := look()):
        assert monotonic() < ends_at, found
        sleep(patience_s / LOOKS)
    return found


def interview(visitor: httpx.Client, session: int) -> Body:
    """The interview as it stands, as JSON."""
    answer = visitor.get(f"/session/{session}/interview", headers=JSON)
    assert answer.status_code == 200, answer.text
    body: Body = answer.json()
    return body


def is_being_asked(body: Body) -> bool:
    return "is_being_asked" in body["progress"]


def asked(visitor: httpx.Client, session: int, patience_s: float = PATIENCE_S) -> Body:
    """The question that is open, once it is there."""
    found = until(
        lambda: interview(visitor, session), lambda body: not is_being_asked(body), patience_s
    )
    question: Body = found["conversation"][-1]
    assert question["role"] == "assistant"
    return question


def interviewed(visitor: httpx.Client, count: int = 2, **form: str) -> int:
    """The id of a session that has its report."""
    session = with_documents(visitor, **form)
    for text in ANSWERS[:count]:
        asked(visitor, session)
        answer(visitor, session, text)
    assert visitor.post(f"/session/{session}/complete").status_code in (200, 302)
    return session


def opinion(visitor: httpx.Client, session: int, patience_s: float = PATIENCE_S) -> Body:
    """The second opinion, once it waits for nothing."""

    def look() -> Body:
        answer = visitor.get(f"/session/{session}/feedback/opinion", headers=JSON)
        found: Body = answer.json()["opinion"]
        return found

    return until(look, lambda found: found["state"] != "waiting", patience_s)
