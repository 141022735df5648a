"""What the reading processes tell each other: frames of bytes, and the answer to a document."""

import os
import struct

import msgspec

MAX_ANSWER_BYTES = 2 * 1024 * 1024  # 200,000 characters take 800,000 bytes at most
READY = b"ready"  # the frame of a process that has imported all it needs

LENGTH = struct.Struct(">I")


class Answer(msgspec.Struct, frozen=True):
    """A document's text, or the name of the outcome's class in `outcomes.py`.

    `peak_memory_bytes` is what reading it took, with all that was imported before.
    """

    text: str = ""
    outcome: str = ""
    peak_memory_bytes: int = 0


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
