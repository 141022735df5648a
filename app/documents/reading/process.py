"""One reader process as the web process sees it; `worker.py` is what runs inside."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import cast

import msgspec

from app.documents.reading.frames import (
    LENGTH,
    MAX_RESULT_BYTES,
    ReadingResult,
    ReadingTask,
    frame,
)
from app.documents.reading.outcomes import CorruptedError
from app.errors import StartError

ROOT = Path(__file__).parents[3]  # where the package `app` lies; an isolated Python isn't told
START = "import sys; sys.path.insert(0, sys.argv[1]); from app.documents.reading.worker import main"

START_TIMEOUT_S = 30
END_TIMEOUT_S = 1


class ReaderProcess:
    """A running `worker.py`. It takes one document at a time.

    `protections` are those of `sandbox.py` that its children have.
    """

    def __init__(self, process: Process) -> None:
        self._process = process
        self._tasks = cast("asyncio.StreamWriter", process.stdin)  # pipes both
        self._results = cast("asyncio.StreamReader", process.stdout)
        self.protections: tuple[str, ...] = ()

    @classmethod
    async def start(cls, wall_time_s: int) -> "ReaderProcess":
        """A process that has imported all it needs, and whose first child has read a sample.

        Raises:
            StartError: it does not come up.
        """
        started = cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",  # isolated: no variable, no folder of the user's changes what it imports
                "-c",
                f"{START}; main({wall_time_s})",
                str(ROOT),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # no signal of a terminal reaches it while it imports
                env={},  # no secret is ever near a document
            )
        )
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                first = await started._result()
        except (EOFError, OSError):
            await started.end()
            raise StartError(
                "The process that reads documents does not start. Please check the free memory."
            ) from None
        except BaseException:  # whoever wanted it has left
            await started.end()
            raise
        started.protections = first.protections
        return started

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def read(self, task: ReadingTask) -> ReadingResult:
        """The result of a task; whatever is no result counts as a damaged document.

        Raises:
            EOFError, OSError: the process died.
        """
        if self._tasks.is_closing():  # uvloop's write would raise a RuntimeError
            raise EOFError
        self._tasks.write(frame(msgspec.msgpack.encode(task)))
        await self._tasks.drain()
        return await self._result()

    async def _result(self) -> ReadingResult:
        (length,) = LENGTH.unpack(await self._results.readexactly(LENGTH.size))
        if length > MAX_RESULT_BYTES:
            raise EOFError
        payload = await self._results.readexactly(length)
        try:
            return msgspec.msgpack.decode(payload, type=ReadingResult)
        except msgspec.DecodeError:
            return ReadingResult(outcome=CorruptedError.__name__)

    async def ended(self) -> None:
        """Wait until the process is gone, whatever ended it."""
        await self._process.wait()

    def kill(self) -> None:
        """End the process by force. (asyncio's `kill` may reap it behind its watcher's back.)"""
        if self.is_alive:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)

    async def end(self) -> None:
        """End the process: close its input, which ends its child too, then kill it if it stays."""
        self._tasks.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(END_TIMEOUT_S):
                await self.ended()
        self.kill()
        await self.ended()
