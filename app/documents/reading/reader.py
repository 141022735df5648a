"""Reads documents for the web process, which never parses one itself.

A few reader processes, each with one document at a time, and fair turns in front of them. Any of
them may be killed by a document, or by whoever likes to: the next document finds another.
"""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager, suppress

from app.documents.reading.frames import DocumentText, ReadingResult, ReadingTask
from app.documents.reading.limits import WALL_TIME_S
from app.documents.reading.outcomes import (
    MAX_CHARACTERS,
    MIN_CHARACTERS,
    OUTCOMES,
    BusyError,
    CorruptedError,
    ResourceLimitError,
    TextTooLongError,
    TimedOutError,
)
from app.documents.reading.process import ReaderProcess
from app.errors import StartError
from app.headings import Kind
from app.turns import Turns

MAX_PROCESSES = 2
MAX_WAITING = 8
TRIES = 2  # of a document whose process died: the first death may have had another cause
GRACE_S = 2  # for a process to keep the wall time itself
PAUSE_S = 1  # before a process that does not start is tried again

logger = logging.getLogger(__name__)


class DocumentReader:
    """Reads any document to text; a context of its own, so that no process outlives it.

    Whoever asks is named by an `asker`: each has one document read at a time, and one with many
    makes another wait for one of them at most. `protections` are those of `sandbox.py` that hold
    where documents are read.
    """

    def __init__(self, size: int, wall_time_s: int) -> None:
        self.protections: tuple[str, ...] = ()
        self._size = size
        self._wall_time_s = wall_time_s
        self._is_open = True
        self._turns = Turns(size, MAX_WAITING, BusyError)
        self._idle: asyncio.Queue[ReaderProcess] = asyncio.Queue()
        self._keepers: list[asyncio.Task[None]] = []
        self._uses: set[asyncio.Task[ReadingResult]] = set()

    @classmethod
    @asynccontextmanager
    async def started(
        cls, size: int | None = None, wall_time_s: int = WALL_TIME_S
    ) -> AsyncIterator["DocumentReader"]:
        """A reader at work with one process; others begin when a document finds none idle.

        There are at most `size`, by default one per core up to MAX_PROCESSES. No document is read
        for longer than `wall_time_s`.

        Raises:
            StartError: its process does not start.
        """
        reader = cls(size or min(os.cpu_count() or 1, MAX_PROCESSES), wall_time_s)
        process = await ReaderProcess.start(wall_time_s)
        reader.protections = process.protections
        reader._keepers.append(asyncio.create_task(reader._keep(process)))
        try:
            logger.info(f"documents are read with {' '.join(reader.protections) or 'limits only'}")
            yield reader
        finally:
            reader._is_open = False
            tasks = [*reader._uses, *reader._keepers]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def read(
        self, data: bytes, asker: Hashable, kind: Kind = "cv", *, most: int = MAX_CHARACTERS
    ) -> DocumentText:
        """The text of a file, tidied: see `tidy.py`; at most `most` code points.

        Raises:
            BusyError: MAX_WAITING others wait already.
            Another outcome of `outcomes.py`.
        """
        return text_of(await self.read_result(ReadingTask(data, most=most, kind=kind), asker))

    async def read_text(
        self,
        text: str,
        asker: Hashable,
        kind: Kind = "cv",
        *,
        least: int = MIN_CHARACTERS,
        most: int = MAX_CHARACTERS,
    ) -> DocumentText:
        """A text that somebody pasted, tidied the same way; by default with the limits of a CV.

        `least` counts characters as a person does, `most` code points.

        Raises:
            NoTextError, TooShortError, TextTooLongError, BusyError; ResourceLimitError and
            TimedOutError if its process was ended.
        """
        if len(text) > most:
            raise TextTooLongError
        data = text.encode("utf-8", "surrogatepass")
        return text_of(await self.read_result(ReadingTask(data, True, least, most, kind), asker))

    async def read_result(self, task: ReadingTask, asker: Hashable) -> ReadingResult:
        """The result of a reader process as it is, an outcome included.

        Raises:
            BusyError: as for `read`.
        """
        await self._turns.begin(asker)
        use = asyncio.create_task(self._use(task))
        self._uses.add(use)
        use.add_done_callback(self._uses.discard)
        use.add_done_callback(lambda _: self._turns.end(asker))
        # A caller may leave; the process still has to finish before the next document.
        return await asyncio.shield(use)

    async def _use(self, task: ReadingTask) -> ReadingResult:
        """The result of the first process that lives to give one."""
        with suppress(asyncio.CancelledError):  # the reader ends
            for _ in range(TRIES):
                process = await self._next_process()
                if result := await self._try(process, task):
                    return result
        outcome = ResourceLimitError if self._is_open else BusyError
        return ReadingResult(outcome=outcome.__name__)

    async def _next_process(self) -> ReaderProcess:
        if not self._is_open:
            raise asyncio.CancelledError
        if self._idle.empty() and len(self._keepers) < self._size:
            self._keepers.append(asyncio.create_task(self._keep_another()))
        while not (process := await self._idle.get()).is_alive:
            pass
        return process

    async def _try(self, process: ReaderProcess, task: ReadingTask) -> ReadingResult | None:
        """The result of a process, which is idle again after it; none if it died."""
        try:
            async with asyncio.timeout(self._wall_time_s + GRACE_S):
                result = await process.read(task)
        except TimeoutError:
            process.kill()
            return ReadingResult(outcome=TimedOutError.__name__)
        except (EOFError, OSError):
            process.kill()
            return None
        self._idle.put_nowait(process)
        return result

    async def _keep(self, process: ReaderProcess) -> None:
        """Offer a process for documents; when it dies, start another at once."""
        while True:
            try:
                self._idle.put_nowait(process)
                await process.ended()
            finally:
                await process.end()
            process = await self._start_again()

    async def _keep_another(self) -> None:
        await self._keep(await self._start_again())

    async def _start_again(self) -> ReaderProcess:
        while True:
            with suppress(StartError, OSError):
                return await ReaderProcess.start(self._wall_time_s)
            await asyncio.sleep(PAUSE_S)


def text_of(result: ReadingResult) -> DocumentText:
    """The text of a result.

    Raises:
        The outcome that it names instead; any name that is none counts as a damaged document.
    """
    if result.text is None:
        raise OUTCOMES.get(result.outcome, CorruptedError)()
    return result.text
