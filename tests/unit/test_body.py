"""How long a request body may take: a rule about its bytes, tried with little patience."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import cast

import pytest
from litestar.types import HTTPReceiveMessage, Receive

from app.errors import RequestTimeoutError, ValidationError
from app.web.body import BodyDeadline, BodyPatience

LITTLE = BodyPatience(seconds=0.05, bytes_per_s=1000)


def part(content: bytes, more_body: bool = True) -> HTTPReceiveMessage:
    return {"type": "http.request", "body": content, "more_body": more_body}


LEFT = cast("HTTPReceiveMessage", {"type": "http.disconnect"})


def sent(messages: Callable[[], AsyncIterator[HTTPReceiveMessage]]) -> Receive:
    """A `receive` that gives these messages, and then nothing for ever."""
    coming = messages()

    async def receive() -> HTTPReceiveMessage:
        async for message in coming:
            return message
        return await asyncio.Future()

    return cast("Receive", receive)


async def read_all(receive: Receive) -> bytes:
    deadline, content, more = BodyDeadline(receive, LITTLE), b"", True
    while more:
        message = await deadline()
        assert message["type"] == "http.request"
        content, more = content + message["body"], message["more_body"]
    return content


def test_a_body_that_stalls_is_given_up() -> None:
    async def messages() -> AsyncIterator[HTTPReceiveMessage]:
        yield part(b"job_")

    with pytest.raises(RequestTimeoutError):
        asyncio.run(read_all(sent(messages)))


def test_a_body_that_drips_is_given_up_however_long_it_goes_on() -> None:
    async def messages() -> AsyncIterator[HTTPReceiveMessage]:
        while True:  # a byte each 10 ms buys 1 ms
            await asyncio.sleep(0.01)
            yield part(b"a")

    with pytest.raises(RequestTimeoutError):
        asyncio.run(read_all(sent(messages)))


def test_a_large_body_on_a_slow_line_has_the_time_that_its_bytes_buy() -> None:
    async def messages() -> AsyncIterator[HTTPReceiveMessage]:
        for _ in range(10):  # 100 ms in all, twice the deadline; each part buys a second
            yield part(b"a" * 1000)
            await asyncio.sleep(0.01)
        yield part(b"", more_body=False)

    assert len(asyncio.run(read_all(sent(messages)))) == 10_000


def test_a_whole_body_has_no_deadline_any_more() -> None:
    async def messages() -> AsyncIterator[HTTPReceiveMessage]:
        yield part(b"a", more_body=False)
        await asyncio.sleep(0.2)
        yield LEFT

    async def read_then_wait() -> HTTPReceiveMessage:
        deadline = BodyDeadline(sent(messages), LITTLE)
        await deadline()
        return await deadline()

    assert asyncio.run(read_then_wait()) == LEFT


def test_a_client_that_leaves_half_way_has_sent_no_request() -> None:
    async def messages() -> AsyncIterator[HTTPReceiveMessage]:
        yield part(b"a")
        yield LEFT

    with pytest.raises(ValidationError):
        asyncio.run(read_all(sent(messages)))
