"""Errors that no route foresees: the guard's own answer, with the log knowing more than the client.

The inner application is one that only fails, in the ways that ours could.
"""

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import RequestTimeoutError, StoreUnavailableError
from app.settings import Settings
from app.web import log
from app.web.guard import SECURITY_HEADERS, Guard
from tests.clients import HEADERS

SECRET = "Quetzalcoatlus"  # noqa: S105
FAILURES = [
    (RequestTimeoutError(), 408, "took too long"),
    (ValueError(SECRET), 500, "An unexpected error occurred"),
    (StoreUnavailableError(), 503, "reach its database"),
]


def failing(error: Exception) -> ASGIApp:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise error

    return Guard(app, Settings(), lambda: bytes(32))


def ask(app: ASGIApp, method: str, headers: dict[str, str]) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, "/", headers=headers)

    return asyncio.run(asked())


@pytest.fixture(autouse=True)
def log_started() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    log.start()
    yield
    log.flush()
    logging.basicConfig(level=level, handlers=handlers, force=True)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize(("error", "status", "sentence"), FAILURES)
def test_an_error_that_no_route_answered_is_answered_in_the_clients_form(
    error: Exception, status: int, sentence: str, kind: str, method: str
) -> None:
    answer = ask(failing(error), method, HEADERS[kind])
    assert answer.status_code == status
    assert SECRET not in answer.text
    assert (sentence in answer.text) is (method != "HEAD")
    sent = {(name, value) for name, value in answer.headers.raw}
    assert set(SECURITY_HEADERS) <= sent
    assert answer.headers["cache-control"] == "no-store"
    assert ("retry-after" in answer.headers) is (status == 503)


def test_the_log_has_the_place_of_an_unforeseen_error_and_not_its_words(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    answer = ask(failing(ValueError(SECRET)), "GET", HEADERS["browser"])
    log.flush()
    written = capfdbinary.readouterr().err
    lines = [json.loads(line) for line in written.splitlines()]
    identifier = answer.headers["x-request-id"]
    (line,) = [line for line in lines if line.get("request_id") == identifier]
    assert (line["level"], line["status"], line["error"]) == ("error", 500, "ValueError")
    assert line["at"][-1].endswith(" app")
    assert identifier in answer.text
    assert SECRET.encode() not in written


def test_an_answer_to_head_is_sent_without_its_body_and_with_its_length() -> None:
    async def page(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [LENGTH]})
        await send({"type": "http.response.body", "body": b"page", "more_body": False})

    start, body = sent_by(Guard(page, Settings(), lambda: bytes(32)), "HEAD")
    assert LENGTH in start["headers"]
    assert body["body"] == b""


LENGTH = (b"content-length", b"4")


def sent_by(app: ASGIApp, method: str) -> list[Any]:
    """What the application sends, message by message: a client would leave out the body itself."""
    sent: list[Any] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: Any = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "client": None,
        "headers": [(b"host", b"localhost")],
    }

    async def answered() -> None:
        await app(scope, receive, send)

    asyncio.run(answered())
    return sent
