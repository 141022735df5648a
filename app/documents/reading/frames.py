"""What the reading processes tell each other: frames of bytes, a task and its result."""

import os
import struct

import msgspec

from app.documents.reading.outcomes import MAX_CHARACTERS, MIN_CHARACTERS
from app.headings import Kind

MAX_RESULT_BYTES = 2 * 1024 * 1024  # 200,000 characters take 800,000 bytes at most

LENGTH = struct.Struct(">I")


class ReadingTask(msgspec.Struct, frozen=True):
    """A document to read: a file, or text in UTF-8 that somebody pasted; and how long it may be.

    `least` is what a person counts, `most` are code points. `kind` says which headings it may have.
    """

    data: bytes
    is_text: bool = False
    least: int = MIN_CHARACTERS
    most: int = MAX_CHARACTERS
    kind: Kind = "cv"


class DocumentText(msgspec.Struct, frozen=True):
    """A document's text, and what was understood of it: its words, its section headings."""

    content: str
    word_count: int
    headings: list[str]


class ReadingResult(msgspec.Struct, frozen=True):
    """A document's text, or the name of the outcome's class in `outcomes.py`.

    `peak_memory_bytes` is what reading it took, with all that was imported before; `protections`
    are those of `sandbox.py` that the process which read it had.
    """

    text: DocumentText | None = None
    outcome: str = ""
    peak_memory_bytes: int = 0
    protections: tuple[str, ...] = ()


def frame(payload: bytes) -> bytes:
    """The payload with its length before it, 4 bytes, big-endian."""
    return LENGTH.pack(len(payload)) + payload


def read_frame(descriptor: int) -> bytes | None:
    """The next payload; None once the other side is gone."""
    header = read_exactly(descriptor, LENGTH.size)
    return None if header is None else read_exactly(descriptor, *LENGTH.unpack(header))


def read_exactly(descriptor: int, size: int) -> bytes | None:
    received = bytearray()
    while len(received) < size:
        chunk = os.read(descriptor, min(size - len(received), 1024 * 1024))
        if not chunk:
            return None
        received += chunk
    return bytes(received)


def write_all(descriptor: int, payload: bytes) -> None:
    view = memoryview(payload)
    while view:
        view = view[os.write(descriptor, view) :]
