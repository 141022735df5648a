"""A link that lets another device in, and the devices as they are listed."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

import msgspec
import segno

from app.errors import NotFoundError, ValidationError
from app.sessions.model import RequestKey

CODE_BYTES = 16  # 128 bits: nobody guesses one in the minutes that it lasts
CODE = re.compile(r"[A-Za-z0-9_-]{22}")  # what token_urlsafe(CODE_BYTES) gives
LASTS = timedelta(minutes=10)

QUIET_ZONE = 4  # modules of white around a QR code, ISO/IEC 18004


class NothingToOpenError(ValidationError):
    heading = "There are no sessions here"
    sentence = "There is nothing to open yet"
    reason = "Begin a session here first; then this opens it on another device."


class LinkError(NotFoundError):
    heading = "This link has done its work"
    sentence = "This link is no longer valid"
    reason: str | None = (
        "A link to another device works once, and for ten minutes. "
        "Make a new one where your sessions open."
    )


class DeviceError(NotFoundError):
    heading = "There is no such device"
    sentence = "This device is no longer signed in. Please look at the list again."


class Link(msgspec.Struct, frozen=True):
    """The address that another device opens, until when."""

    url: str
    expires_at: datetime

    @property
    def qr(self) -> "QrCode":
        return qr_code(self.url)


class LinkOffer(msgspec.Struct, frozen=True):
    """How many sessions a link opens; the JSON of looking at one."""

    sessions: int


class LinkTaken(msgspec.Struct, frozen=True):
    """The JSON of opening one's sessions on this device."""

    redirect: str
    sessions: int


class SignedOut(msgspec.Struct, frozen=True):
    """The JSON of signing a device out."""

    redirect: str


class LinkForm(msgspec.Struct, frozen=True):
    """The wish to let this device in."""

    request_key: RequestKey = ""

    def check(self) -> None:
        """Do nothing: there is nothing in it that could be wrong."""


class Device(msgspec.Struct, frozen=True):
    """A device that opens these sessions, by its number; `is_this` is the one that asks."""

    number: int
    added_at: datetime
    is_this: bool


class QrCode(msgspec.Struct, frozen=True):
    """A QR code to draw: its side in modules, the white around it included, and its dark parts."""

    size: int
    path: str


def new_code() -> str:
    return token_urlsafe(CODE_BYTES)


def hash_of(code: str) -> bytes:
    """What the store knows a code by, 32 bytes.

    Raises:
        LinkError: no code of ours looks like that.
    """
    if not CODE.fullmatch(code):
        raise LinkError
    return sha256(code.encode()).digest()


def qr_code(text: str) -> QrCode:
    """The text as a QR code, as small as error correction of level M allows."""
    matrix = segno.make(text, error="m", micro=False).matrix
    return QrCode(len(matrix) + 2 * QUIET_ZONE, "".join(dark_runs(matrix)))


def dark_runs(matrix: tuple[bytearray, ...]) -> Iterator[str]:
    """Each run of dark modules in a row, as a part of an SVG path."""
    for y, row in enumerate(matrix, QUIET_ZONE):
        for run in re.finditer(b"\x01+", row):
            length = run.end() - run.start()
            yield f"M{run.start() + QUIET_ZONE} {y}h{length}v1h-{length}z"
