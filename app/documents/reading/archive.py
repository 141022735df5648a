"""A zip file read within bounds, in memory: how much it inflates to is counted, never believed."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from app.documents.reading.outcomes import CorruptedError, EncryptedError, ResourceLimitError

MAX_ENTRIES = 2000
MAX_PART_BYTES = 20 * 1024 * 1024
MAX_TOTAL_BYTES = 40 * 1024 * 1024
CHUNK_BYTES = 64 * 1024

ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # what a zip file begins with
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what office packages use
IS_ENCRYPTED = 0x1  # the flag bit of an entry

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
    struct.error,
)


class Budget:
    """How many bytes may still be unpacked, from a zip file and those inside it."""

    def __init__(self, most: int) -> None:
        self._left = most

    def spend(self, count: int) -> None:
        """Take so many bytes off.

        Raises:
            ResourceLimitError: more than there were.
        """
        self._left -= count
        if self._left < 0:
            raise ResourceLimitError


class Archive:
    """The parts of a zip file by name; names differ neither by case nor by the slash used.

    Raises:
        CorruptedError: it is no zip file, or a damaged one.
        ResourceLimitError: it has more than MAX_ENTRIES entries.
    """

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        with damage_told():
            self._zip = zipfile.ZipFile(BytesIO(data))
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ResourceLimitError
        self._entries = {part_name(entry.filename): entry for entry in entries}
        self._budget = budget or Budget(MAX_TOTAL_BYTES)

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self._entries

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes, piece by piece.

        Raises:
            CorruptedError: the part is missing, damaged or packed in another way than deflate.
            EncryptedError: the part needs a password.
            ResourceLimitError: the part, or all that was read so far, is over its limit.
        """
        entry = self._entries.get(part_name(name))
        if entry is None or entry.compress_type not in METHODS:
            raise CorruptedError
        if entry.flag_bits & IS_ENCRYPTED:
            raise EncryptedError
        part_budget = Budget(MAX_PART_BYTES)
        with damage_told(), self._zip.open(entry) as part:
            while chunk := part.read(CHUNK_BYTES):
                part_budget.spend(len(chunk))
                self._budget.spend(len(chunk))
                yield chunk

    def inside(self, data: bytes) -> "Archive":
        """A zip file that is a part of this one, on the same budget."""
        return Archive(data, self._budget)


@contextmanager
def damage_told() -> Iterator[None]:
    """Any complaint of `zipfile` is damage; its message may hold a name from the file."""
    try:
        yield
    except DAMAGE:
        raise CorruptedError from None


def part_name(name: str) -> str:
    """A part's name as packages compare it: without case, always from the root."""
    return name.replace("\\", "/").lstrip("/").casefold()
