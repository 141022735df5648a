"""Work beside the requests, one task for each thing; knows nothing of what it is.

What has to be done is told by the store alone, so that it is taken up after a restart.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager

MOST_FAILURES = 1000  # that are remembered until somebody asks


class Background:
    """The work that is under way in this process, by the key of the thing.

    `error` is what work may fail with; it is kept for whoever asks next.
    """

    def __init__(self, error: type[Exception]) -> None:
        self._error = error
        self._under_way: dict[Hashable, asyncio.Task[None]] = {}
        self._failures: dict[Hashable, Exception] = {}

    @classmethod
    @asynccontextmanager
    async def started(cls, error: type[Exception]) -> AsyncIterator["Background"]:
        """For the block; what is not done at its end is given up."""
        background = cls(error)
        try:
            yield background
        finally:
            tasks = list(background._under_way.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def begin(self, key: Hashable, work: Callable[[], Awaitable[object]]) -> None:
        """Have this done, unless it is under way for that key."""
        if key not in self._under_way:
            self._under_way[key] = asyncio.create_task(self._do(key, work))

    def is_under_way(self, key: Hashable) -> bool:
        return key in self._under_way

    def take_failure(self, key: Hashable) -> Exception | None:
        """Why the last try came to nothing, told once; None where it did not fail."""
        return self._failures.pop(key, None)

    async def _do(self, key: Hashable, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        except self._error as error:
            self._failures[key] = error
            if len(self._failures) > MOST_FAILURES:
                del self._failures[next(iter(self._failures))]
        finally:
            del self._under_way[key]
