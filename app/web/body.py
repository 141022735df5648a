"""A request body that has to arrive, all of it and in time."""

import asyncio
from typing import cast

import msgspec
from litestar.types import HTTPReceiveMessage, Receive

from app.errors import RequestTimeoutError, ValidationError


class BodyPatience(msgspec.Struct, frozen=True):
    """`seconds` for a whole body, and a second more for each `bytes_per_s` that came.

    A large file on a slow line arrives, a body that drips does not. The shape is Apache's
    RequestReadTimeout with MinRate.
    """

    seconds: float = 30
    bytes_per_s: int = 10_000


PATIENCE = BodyPatience()


class BodyDeadline:
    """The `receive` of one request, which gives up on a body that is too slow.

    Raises:
        RequestTimeoutError: the next part did not come in time.
        ValidationError: the client went away before its body was whole.
    """

    def __init__(self, receive: Receive, patience: BodyPatience) -> None:
        self.receive = receive
        self.patience = patience
        self.deadline = asyncio.get_running_loop().time() + patience.seconds
        self.is_whole = False

    async def __call__(self) -> HTTPReceiveMessage:
        if self.is_whole:  # what comes now is the client's leaving, whenever that is
            return cast("HTTPReceiveMessage", await self.receive())
        try:
            async with asyncio.timeout_at(self.deadline):
                message = cast("HTTPReceiveMessage", await self.receive())
        except TimeoutError:
            raise RequestTimeoutError from None
        if message["type"] != "http.request":
            raise ValidationError(
                "The request ended before all of it had come. Please send it again."
            )
        self.deadline += len(message["body"]) / self.patience.bytes_per_s
        self.is_whole = not message["more_body"]
        return message
