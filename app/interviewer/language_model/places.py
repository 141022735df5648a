"""How many requests a model gets at a time from this process; the others wait, in their order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class NoPlaceError(Exception):
    """None was free in time."""


class ModelPlaces:
    """At most `count` at once; each ask takes one for all its tries."""

    def __init__(self, count: int) -> None:
        self._free = asyncio.Semaphore(count)

    @asynccontextmanager
    async def take(self, patience_s: float) -> AsyncIterator[None]:
        """A place for as long as the block runs.

        Raises:
            NoPlaceError: none was free within `patience_s` seconds.
        """
        try:
            async with asyncio.timeout(patience_s):
                await self._free.acquire()
        except TimeoutError:
            raise NoPlaceError from None
        try:
            yield
        finally:
            self._free.release()
