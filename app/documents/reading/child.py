"""A process for one document: forked ahead, limited, killed when it has answered or should have.

`worker.py` keeps one ready, so that nobody waits for the fork.
"""

import os
import select
import signal
import time
from contextlib import suppress
from typing import NoReturn

import msgspec

from app.documents.reading.document import text_of
from app.documents.reading.frames import (
    LENGTH,
    MAX_RESULT_BYTES,
    ReadingResult,
    ReadingTask,
    frame,
    read_frame,
    write_all,
)
from app.documents.reading.limits import (
    OPEN_FILES,
    die_with_parent,
    limit_this_process,
    peak_memory_bytes,
    ring_when_late,
)
from app.documents.reading.outcomes import CorruptedError, ResourceLimitError, TimedOutError
from app.documents.reading.sandbox import confine
from app.errors import RehearseError

CHUNK_BYTES = 64 * 1024


class Child:
    """The child as its parent sees it."""

    def __init__(self, wall_time_s: int) -> None:
        self._wall_time_s = wall_time_s
        reading, self._documents = os.pipe()
        self._results, writing = os.pipe()
        parent = os.getpid()
        self._pid = os.fork()
        if not self._pid:
            live(parent, reading, writing, wall_time_s)
        os.close(reading)
        os.close(writing)

    def take(self, task: bytes) -> None:
        """Give it its encoded task.

        Raises:
            BrokenPipeError: it died while it waited for one.
        """
        write_all(self._documents, frame(task))

    def wait_for_result(self, owner: int) -> bytes:
        """The encoded result.

        Raises:
            EOFError: it ended without one.
            TimedOutError: it takes longer than its wall time.
            ResourceLimitError: it sends more than MAX_RESULT_BYTES.
            SystemExit: `owner`, the descriptor that documents come from, was closed meanwhile;
                the child is ended.
        """
        received = bytearray()
        events = select.poll()
        events.register(self._results, select.POLLIN)
        events.register(owner, select.POLLIN)
        deadline = time.monotonic() + self._wall_time_s
        while ready := events.poll(max(0, deadline - time.monotonic()) * 1000):
            if any(descriptor == owner for descriptor, _ in ready):
                self.end()
                raise SystemExit
            if not (chunk := os.read(self._results, CHUNK_BYTES)):
                raise EOFError
            received += chunk
            if len(received) > MAX_RESULT_BYTES:
                raise ResourceLimitError
            if is_whole(received):
                return bytes(received[LENGTH.size :])
        raise TimedOutError

    def end(self) -> int:
        """Kill it, whatever it does; gives its wait status."""
        os.close(self._documents)
        os.close(self._results)
        os.kill(self._pid, signal.SIGKILL)  # it is not reaped yet, so the id is still its own
        return os.waitpid(self._pid, 0)[1]


def is_whole(received: bytearray) -> bool:
    """Whether all of a frame is there."""
    if len(received) < LENGTH.size:
        return False
    length: int = LENGTH.unpack_from(received)[0]
    return len(received) >= LENGTH.size + length


def live(parent: int, reading: int, writing: int, wall_time_s: int) -> NoReturn:
    """The child's whole life; it keeps no descriptor but those for its task and its result."""
    try:
        die_with_parent(parent)
        silence(0, 1, 2)
        for descriptor in set(range(3, OPEN_FILES)) - {reading, writing}:
            with suppress(OSError):
                os.close(descriptor)
        limit_this_process(wall_time_s)
        protections = confine()
        if (task := read_frame(reading)) is not None:
            ring_when_late(wall_time_s)
            result = msgspec.structs.replace(result_of(task), protections=protections)
            write_all(writing, frame(msgspec.msgpack.encode(result)))
    finally:
        os._exit(0)


def silence(*descriptors: int) -> None:
    """Let whatever a library prints go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def result_of(task: bytes) -> ReadingResult:
    """What comes of an encoded task, which is done in this very process."""
    try:
        text = text_of(msgspec.msgpack.decode(task, type=ReadingTask))
        return ReadingResult(text=text, peak_memory_bytes=peak_memory_bytes())
    except RehearseError as outcome:
        return ReadingResult(outcome=type(outcome).__name__)
    except (MemoryError, RecursionError):
        return ReadingResult(outcome=ResourceLimitError.__name__)
    except Exception:  # no reader should raise another, and a hostile file tries
        return ReadingResult(outcome=CorruptedError.__name__)
