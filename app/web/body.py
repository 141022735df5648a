"""A request body that has to arrive, all of it and in time."""

import asyncio
from typing import cast

from litestar.types import HTTPReceiveMessage, Receive

from app.errors import RequestTimeoutError, ValidationError

# 30 s, and a second more for each 10 KB that came: a large file on a slow line arrives, a body
# that drips does not. The shape is Apache's RequestReadTimeout with MinRate.
DEADLINE_S = 30.0
BYTES_PER_S = 10_000


class BodyDeadline:
    """The `receive` of one request, which gives up on a body that is too slow.

    Raises:
        RequestTimeoutError: the next part did not come in time.
        ValidationError: the client went away before its body was whole.
    """

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.deadline = asyncio.get_running_loop().time() + DEADLINE_S
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
            raise ValidationError("The request ended before all of it had come")
        self.deadline += len(message["body"]) / BYTES_PER_S
        self.is_whole = not message["more_body"]
        return message
