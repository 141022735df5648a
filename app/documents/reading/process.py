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

from app.documents.reading.answer import LENGTH, MAX_ANSWER_BYTES, Answer, frame
from app.documents.reading.outcomes import CorruptedError
from app.errors import StartError

ROOT = Path(__file__).parents[3]  # where the package `app` lies; an isolated Python isn't told
START = "import sys; sys.path.insert(0, sys.argv[1]); from app.documents.reading.worker import main"

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows, any signal ends a process
START_TIMEOUT_S = 30
END_TIMEOUT_S = 1


class ReaderProcess:
    """A running `worker.py`. It takes one document at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._documents = cast("asyncio.StreamWriter", process.stdin)  # pipes both
        self._answers = cast("asyncio.StreamReader", process.stdout)

    @classmethod
    async def started(cls, is_forking: bool) -> "ReaderProcess":
        """A process that has imported all it needs.

        Raises:
            StartError: it does not come up.
        """
        started = cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",  # isolated: no variable, no folder of the user's changes what it imports
                "-c",
                f"{START}; main({is_forking})",
                str(ROOT),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # no signal of a terminal reaches it while it imports
                env=environment(),
            )
        )
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                await started._payload()  # it says that it is ready
        except (EOFError, OSError):
            await started.end()
            raise StartError("The process that reads documents does not start") from None
        except BaseException:  # whoever wanted it has left
            await started.end()
            raise
        return started

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def answer(self, data: bytes) -> Answer:
        """The answer to a document; whatever is no answer counts as a damaged document.

        Raises:
            EOFError, OSError: the process died.
        """
        if self._documents.is_closing():  # uvloop's write would raise a RuntimeError
            raise EOFError
        self._documents.write(frame(data))
        await self._documents.drain()
        try:
            return msgspec.msgpack.decode(await self._payload(), type=Answer)
        except msgspec.DecodeError:
            return Answer(outcome=CorruptedError.__name__)

    async def _payload(self) -> bytes:
        (length,) = LENGTH.unpack(await self._answers.readexactly(LENGTH.size))
        if length > MAX_ANSWER_BYTES:
            raise EOFError
        return await self._answers.readexactly(length)

    async def ended(self) -> None:
        """Wait until the process is gone, whatever ended it."""
        await self._process.wait()

    def kill(self) -> None:
        """End the process by force. (asyncio's `kill` may reap it behind its watcher's back.)"""
        if self.is_alive:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, KILL)

    async def end(self) -> None:
        """End the process: close its input, which ends its child too, then kill it if it stays."""
        self._documents.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(END_TIMEOUT_S):
                await self.ended()
        self.kill()
        await self.ended()


def environment() -> dict[str, str]:
    """Empty: no secret is ever near a document. Windows loads no library without its root."""
    root = os.environ.get("SYSTEMROOT") if sys.platform == "win32" else None
    return {"SYSTEMROOT": root} if root else {}
