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

from app.documents.reading.answer import (
    LENGTH,
    MAX_ANSWER_BYTES,
    Answer,
    frame,
    read_frame,
    write_all,
)
from app.documents.reading.document import read
from app.documents.reading.limits import (
    OPEN_FILES,
    WALL_TIME_S,
    die_with_parent,
    limit_this_process,
    peak_memory_bytes,
    ring_when_late,
)
from app.documents.reading.outcomes import CorruptedError, ResourceLimitError, TimedOutError
from app.errors import RehearseError

CHUNK_BYTES = 64 * 1024


class Child:
    """The child as its parent sees it."""

    def __init__(self) -> None:
        reading, self._documents = os.pipe()
        self._answers, writing = os.pipe()
        parent = os.getpid()
        self._pid = os.fork()
        if not self._pid:
            live(parent, reading, writing)
        os.close(reading)
        os.close(writing)

    def take(self, data: bytes) -> None:
        """Give it its document.

        Raises:
            BrokenPipeError: it died while it waited for one.
        """
        write_all(self._documents, frame(data))

    def answer(self, owner: int) -> bytes:
        """The encoded answer.

        Raises:
            EOFError: it ended without one.
            TimedOutError: it takes longer than WALL_TIME_S.
            ResourceLimitError: it sends more than MAX_ANSWER_BYTES.
            SystemExit: `owner`, the descriptor that documents come from, was closed meanwhile;
                the child is ended.
        """
        received = bytearray()
        events = select.poll()
        events.register(self._answers, select.POLLIN)
        events.register(owner, select.POLLIN)
        deadline = time.monotonic() + WALL_TIME_S
        while ready := events.poll(max(0, deadline - time.monotonic()) * 1000):
            if any(descriptor == owner for descriptor, _ in ready):
                self.end()
                raise SystemExit
            if not (chunk := os.read(self._answers, CHUNK_BYTES)):
                raise EOFError
            received += chunk
            if len(received) > MAX_ANSWER_BYTES:
                raise ResourceLimitError
            if is_whole(received):
                return bytes(received[LENGTH.size :])
        raise TimedOutError

    def end(self) -> int:
        """Kill it, whatever it does; gives its wait status."""
        os.close(self._documents)
        os.close(self._answers)
        os.kill(self._pid, signal.SIGKILL)  # it is not reaped yet, so the id is still its own
        return os.waitpid(self._pid, 0)[1]


def is_whole(received: bytearray) -> bool:
    """Whether all of a frame is there."""
    if len(received) < LENGTH.size:
        return False
    length: int = LENGTH.unpack_from(received)[0]
    return len(received) >= LENGTH.size + length


def live(parent: int, reading: int, writing: int) -> NoReturn:
    """The child's whole life; it keeps no descriptor but those for its document and its answer."""
    try:
        die_with_parent(parent)
        silence(0, 1, 2)
        for descriptor in set(range(3, OPEN_FILES)) - {reading, writing}:
            with suppress(OSError):
                os.close(descriptor)
        limit_this_process()
        if (data := read_frame(reading)) is not None:
            ring_when_late()
            write_all(writing, frame(answer_to(data)))
    finally:
        os._exit(0)


def silence(*descriptors: int) -> None:
    """Let whatever a library prints go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def answer_to(data: bytes) -> bytes:
    """The encoded answer to a document, which is read in this very process."""
    try:
        text = read(data)
        return msgspec.msgpack.encode(Answer(text=text, peak_memory_bytes=peak_memory_bytes()))
    except RehearseError as outcome:
        return encoded(outcome)
    except (MemoryError, RecursionError):
        return encoded(ResourceLimitError())
    except Exception:  # no reader should raise another, and a hostile file tries
        return encoded(CorruptedError())


def encoded(outcome: RehearseError) -> bytes:
    """An answer that names an outcome; its sentence is the web process's own."""
    return msgspec.msgpack.encode(Answer(outcome=type(outcome).__name__))
