"""Questions that take time: made beside the requests, one at a time for an interview.

That a question has to be made is told by the store alone, so a visit after a restart, or at another
process, has it made as well; of two the first that is kept stands.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from app.errors import RehearseError

MOST_FAILURES = 1000  # that are remembered until somebody looks


class Asking:
    """The questions that are being made in this process, by the id of their session."""

    def __init__(self) -> None:
        self._making: dict[int, asyncio.Task[None]] = {}
        self._failures: dict[int, RehearseError] = {}

    @classmethod
    @asynccontextmanager
    async def started(cls) -> AsyncIterator["Asking"]:
        """For the block; what is not made at its end is made after the next start."""
        asking = cls()
        try:
            yield asking
        finally:
            tasks = list(asking._making.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def begin(self, session_id: int, make: Callable[[], Awaitable[object]]) -> None:
        """Have the next question of an interview made, unless it is being made already."""
        if session_id not in self._making:
            self._making[session_id] = asyncio.create_task(self._make(session_id, make))

    def take_failure(self, session_id: int) -> RehearseError | None:
        """Why the last try came to nothing, told once; None where it did not fail."""
        return self._failures.pop(session_id, None)

    async def _make(self, session_id: int, make: Callable[[], Awaitable[object]]) -> None:
        try:
            await make()
        except RehearseError as error:
            self._failures[session_id] = error
            if len(self._failures) > MOST_FAILURES:
                del self._failures[next(iter(self._failures))]
        finally:
            del self._making[session_id]
