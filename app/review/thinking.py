"""Where the interviewer reads, asks and judges: one worker thread, with a fair queue before it.

The stemmer is not thread-safe, and the event loop has to stay free.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, ParamSpec, TypeVar

from app.errors import RehearseError
from app.turns import Turns

Given = ParamSpec("Given")
Result = TypeVar("Result")

MAX_WAITING = 128  # thoughts; one takes 3 to 15 ms, so the last waits 2 s


class BusyThinkingError(RehearseError):
    """Too many thoughts wait already; nothing of this one was kept."""

    status = 503
    type = "BusyError"
    sentence = "Too many people are practising just now. Please try again in a few seconds."
    retry_after_s = 5


class Thinking:
    """Runs one rule at a time, and one at a time for each who asks."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="interviewer")
        self._turns = Turns(places=1, most_waiting=MAX_WAITING, error=BusyThinkingError)
        self._under_way: set[asyncio.Task[Any]] = set()

    @classmethod
    @asynccontextmanager
    async def started(cls) -> AsyncIterator["Thinking"]:
        """A thread for the block; a thought under way at its end is finished."""
        thinking = cls()
        try:
            yield thinking
        finally:
            thinking._thread.shutdown(wait=True, cancel_futures=True)

    async def think(
        self,
        asker: bytes,
        rule: Callable[Given, Result],
        *args: Given.args,
        **more: Given.kwargs,
    ) -> Result:
        """What the rule gives; dropped if its caller is cancelled while it waits.

        Raises:
            BusyThinkingError: MAX_WAITING others wait already.
        """
        thought = asyncio.create_task(self._take_turn(asker, partial(rule, *args, **more)))
        try:
            return await asyncio.shield(thought)
        except asyncio.CancelledError:
            if thought not in self._under_way:  # else its thread has to end before the next begins
                thought.cancel()
            raise

    async def _take_turn(self, asker: bytes, rule: Callable[[], Result]) -> Result:
        async with self._turns.take(asker):
            task = asyncio.current_task()
            assert task  # noqa: S101  # this runs in one
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            return await asyncio.get_running_loop().run_in_executor(self._thread, rule)
