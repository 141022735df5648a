"""Reads documents for the web process, which never parses one itself.

A few reader processes, each with one document at a time, and a short queue in front of them. Any
of them may be killed by a document, or by whoever likes to: the next document finds another.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from app.documents.reading.answer import Answer
from app.documents.reading.limits import WALL_TIME_S
from app.documents.reading.outcomes import (
    OUTCOMES,
    BusyError,
    CorruptedError,
    ResourceLimitError,
    TimedOutError,
)
from app.documents.reading.process import ReaderProcess
from app.errors import StartError

MAX_PROCESSES = 2
MAX_WAITING = 8
TRIES = 2  # of a document whose process died: the first death may have had another cause
GRACE_S = 2  # for a process to keep the wall time itself
PAUSE_S = 1  # before a process that does not start is tried again

CAN_FORK = hasattr(os, "fork")


class Reader:
    """Reads any file to text; a context of its own, so that no process outlives it."""

    def __init__(self, is_forking: bool) -> None:
        self._is_forking = is_forking
        self._is_open = True
        self._idle: asyncio.Queue[ReaderProcess] = asyncio.Queue()
        self._waiting = 0
        self._uses: set[asyncio.Task[Answer | None]] = set()

    @classmethod
    @asynccontextmanager
    async def started(
        cls, size: int | None = None, is_forking: bool = CAN_FORK
    ) -> AsyncIterator["Reader"]:
        """A reader at work with `size` processes, by default one per core up to MAX_PROCESSES.

        Raises:
            StartError: its processes do not start.
        """
        reader = cls(is_forking)
        keepers: list[asyncio.Task[None]] = []
        try:
            for _ in range(size or min(os.cpu_count() or 1, MAX_PROCESSES)):
                process = await ReaderProcess.started(is_forking)
                keepers.append(asyncio.create_task(reader._keep(process)))
            yield reader
        finally:
            reader._is_open = False
            for keeper in keepers:
                keeper.cancel()
            await asyncio.gather(*keepers, *reader._uses, return_exceptions=True)

    async def read(self, data: bytes) -> str:
        """The text of a file, tidied: see `tidy.py`.

        Raises:
            BusyError: MAX_WAITING others wait already.
            Another outcome of `outcomes.py`.
        """
        answer = await self.answer(data)
        if answer.outcome:
            raise OUTCOMES.get(answer.outcome, CorruptedError)()
        return answer.text

    async def answer(self, data: bytes) -> Answer:
        """The answer of a reader process as it is, an outcome included.

        Raises:
            BusyError: as for `read`.
        """
        for _ in range(TRIES):
            process = await self._next_process()
            use = asyncio.create_task(self._use(process, data))
            self._uses.add(use)
            use.add_done_callback(self._uses.discard)
            # A caller may leave; the process still has to finish before the next document.
            if answer := await asyncio.shield(use):
                return answer
        return Answer(outcome=ResourceLimitError.__name__)

    async def _next_process(self) -> ReaderProcess:
        is_full = self._idle.empty() and self._waiting >= MAX_WAITING
        if is_full or not self._is_open:
            raise BusyError
        self._waiting += 1
        try:
            while not (process := await self._idle.get()).is_alive:
                pass
            return process
        finally:
            self._waiting -= 1

    async def _use(self, process: ReaderProcess, data: bytes) -> Answer | None:
        """The answer of a process, which is idle again after it; none if it died."""
        try:
            async with asyncio.timeout(WALL_TIME_S + GRACE_S):
                answer = await process.answer(data)
        except TimeoutError:
            process.kill()
            return Answer(outcome=TimedOutError.__name__)
        except (EOFError, OSError):
            process.kill()
            return None
        if self._is_forking:
            self._idle.put_nowait(process)
        return answer

    async def _keep(self, process: ReaderProcess) -> None:
        """Offer a process for documents; when it dies, start another at once."""
        while True:
            try:
                self._idle.put_nowait(process)
                await process.ended()
            finally:
                await process.end()
            process = await self._started_again()

    async def _started_again(self) -> ReaderProcess:
        while True:
            with suppress(StartError, OSError):
                return await ReaderProcess.started(self._is_forking)
            await asyncio.sleep(PAUSE_S)
