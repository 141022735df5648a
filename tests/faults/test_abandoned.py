"""Who has left is not thought for; what they had sent is kept whole, or not at all."""

import asyncio
import socket
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from app.errors import ClientLeftError
from app.review.thinking import Thinking
from app.web.request import Request
from tests.clients import ANSWERS, answer, answered, client, seen
from tests.server import Server, serving

LONG = "In March I moved 12 beds, because the ward was full. " * 180  # the longest answer, nearly


def test_a_thought_whose_asker_left_while_it_waited_is_never_begun() -> None:
    begun: list[str] = []
    has_begun, may_end = Event(), Event()

    def thought(name: str) -> str:
        begun.append(name)
        has_begun.set()
        may_end.wait()
        return name

    async def ask_and_leave() -> str:
        async with Thinking.started() as thinking:
            asked = [
                asyncio.create_task(thinking.think(name.encode(), thought, name))
                for name in ("first", "leaver", "other leaver", "last")
            ]
            await asyncio.to_thread(has_begun.wait)
            for leaver in asked[1:3]:
                leaver.cancel()
            may_end.set()
            return await asked[3]

    assert asyncio.run(ask_and_leave()) == "last"
    assert begun == ["first", "last"]


def test_a_thought_under_way_ends_before_the_next_begins_though_its_asker_left() -> None:
    under_way: list[str] = []
    overlaps: list[list[str]] = []
    has_begun, may_end = Event(), Event()

    def thought(name: str) -> None:
        under_way.append(name)
        overlaps.append(list(under_way))
        has_begun.set()
        may_end.wait()
        under_way.remove(name)

    async def ask_and_leave() -> None:
        async with Thinking.started() as thinking:
            first = asyncio.create_task(thinking.think(b"a", thought, "first"))
            second = asyncio.create_task(thinking.think(b"b", thought, "second"))
            await asyncio.to_thread(has_begun.wait)
            first.cancel()
            may_end.set()
            await second

    asyncio.run(ask_and_leave())
    assert overlaps == [["first"], ["second"]]


def test_work_for_a_client_that_leaves_is_given_up() -> None:
    async def leave_at_once() -> Any:
        return {"type": "http.disconnect"}

    async def wait_and_leave() -> None:
        scope: Any = {"type": "http", "headers": [], "state": {}}
        await Request(scope, leave_at_once).while_here(asyncio.Event().wait())

    with pytest.raises(ClientLeftError):
        asyncio.run(wait_and_leave())


def send_and_leave(server: Server, visitor: httpx.Client, session: int) -> None:
    """Send an answer, and close the connection once all of it has been sent."""
    body = urlencode({"answer": LONG}).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    head = (
        f"POST /session/{session}/message HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head.encode() + body)


def test_an_answer_whose_sender_left_is_kept_whole_or_can_be_sent_again(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = answered(visitor, 1)
        send_and_leave(server, visitor, session)
        answer(visitor, session, ANSWERS[2], question="2").raise_for_status()
        said = [each["content"] for each in seen(visitor, session).json()["conversation"]]
        assert (LONG.strip() in said) is not (ANSWERS[2] in said)
