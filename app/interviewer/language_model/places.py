"""How many requests a model gets at a time from this process; the shortest that waits is next.

People wait for questions, which are short; nobody waits for a reading or an opinion.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count


class NoPlaceError(Exception):
    """None was free in time."""


class ModelPlaces:
    """At most `most` at once; each ask takes one for all its tries."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()

    @asynccontextmanager
    async def take(self, patience_s: float, max_tokens: int) -> AsyncIterator[None]:
        """A place for as long as the block runs, before those who may get longer replies.

        Raises:
            NoPlaceError: none was free within `patience_s` seconds.
        """
        try:
            async with asyncio.timeout(patience_s):
                await self._enter(max_tokens)
        except TimeoutError:
            raise NoPlaceError from None
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, max_tokens: int) -> None:
        if self._free:
            self._free -= 1
            return
        place = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (max_tokens, next(self._numbers), place))
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():  # it was given meanwhile
                self._leave()
            raise

    def _leave(self) -> None:
        """Give the place to the next who still waits for one."""
        while self._waiting:
            _, _, place = heappop(self._waiting)
            if not place.done():
                place.set_result(None)
                return
        self._free += 1
