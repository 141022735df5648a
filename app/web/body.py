"""A request body that has to arrive in time."""

import asyncio
from typing import cast

from litestar.types import HTTPReceiveMessage, Receive

from app.errors import RequestTimeoutError

# 30 s, and a second more for each 10 KB that came: a large file on a slow line arrives, a body
# that drips does not. The shape is Apache's RequestReadTimeout with MinRate.
DEADLINE_S = 30.0
BYTES_PER_S = 10_000


class BodyDeadline:
    """The `receive` of one request, which gives up on a body that is too slow.

    Raises:
        RequestTimeoutError: the next part did not come in time.
    """

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.deadline = asyncio.get_running_loop().time() + DEADLINE_S

    async def __call__(self) -> HTTPReceiveMessage:
        try:
            async with asyncio.timeout_at(self.deadline):
                message = cast("HTTPReceiveMessage", await self.receive())
        except TimeoutError:
            raise RequestTimeoutError from None
        if message["type"] == "http.request":
            self.deadline += len(message["body"]) / BYTES_PER_S
        return message
