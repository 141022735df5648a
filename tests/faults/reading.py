"""Documents that hurt, and a reader of its own to try them on."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.documents.reading.reader import DocumentReader
from tests.corpus import HERE
from tests.faults.processes import PROC, children, command, descendants, processor_ticks, until
from tests.files import LONG, maze

Result = TypeVar("Result")
Scene = Callable[[DocumentReader], Awaitable[Result]]

GOOD = LONG.encode()
HANGING = maze()
ABORTING = (HERE / "cv-corpus/bad/xobject_bomb.pdf").read_bytes()  # PDFium runs out of memory
SLOW = (HERE / "cv-corpus/bad/many_glyphs.pdf").read_bytes()  # half a second

SHORT_S = 1  # a wall time for tests that wait for its end
AMPLE_S = 60  # one for tests that don't: whatever hangs is ended by them

IDLE_TICKS = 3  # hundredths of a second; a fork takes less than one


def play(scene: Scene[Result], size: int = 1, wall_time_s: int = AMPLE_S) -> Result:
    """What a scene with a reader of its own gives; no process may be left after it."""

    async def main() -> Result:
        async with DocumentReader.started(size, wall_time_s) as reader:
            result = await scene(reader)
        assert workers() == []
        return result

    return asyncio.run(main())


async def read(reader: DocumentReader, data: bytes, asker: object = None) -> str:
    """The text of a document, for somebody who asks for nothing else."""
    return (await reader.read(data, asker or object())).content


def workers() -> list[int]:
    """The reader processes of this test; the suite may have other children."""
    return [pid for pid in children(os.getpid()) if b"reading.worker" in command(pid)]


def worker() -> int:
    (pid,) = workers()
    return pid


async def child() -> int:
    """The process that reads a document, as soon as one is at it."""
    return (await until(lambda: [*filter(is_reading, descendants(os.getpid()))]))[0]


def is_reading(pid: int) -> bool:
    """Whether it has its limits and has worked, as one that waits for a document has not."""
    return limits(pid).get("Max open files") == "32" and processor_ticks(pid) > IDLE_TICKS


def limits(pid: int) -> dict[str, str]:
    """A process's hard limits by their names; none if it is gone."""
    try:
        rows = (PROC / str(pid) / "limits").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {row[:26].strip(): row[47:68].strip() for row in rows}
