"""The bytes of an export file to its sessions, in pieces that hold up nobody.

A decoder keeps the interpreter for as long as it decodes, and builds whatever it is sent. So the
file is cut into its sessions first, piece by piece, and each is decoded, checked and let go by
itself.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.errors import ValidationError
from app.export.model import FORMAT, MB, VERSION, ExportedSession, ExportFileError, Moment
from app.export.rules import check_session

Made = TypeVar("Made")

MAX_SESSIONS, MAX_ATTEMPTS = 10_000, 10_000  # what is written at once lets others wait: 0.5 s
MAX_SESSION_BYTES = 8 * MB  # the longest documents, answers and report have 2.5
MAX_FRAME_BYTES = 64 * 1024  # around and between the sessions
MAX_VERSION = 10**6
PIECE_BYTES = 256 * 1024  # looked at in one go
MAX_DEPTH = 32  # of brackets; an export has 10
LIST_DEPTH = 2  # inside the object of the file, and inside its list
SESSIONS = b'"sessions"'

TOKEN = re.compile(rb'["{}\[\]]')
TEXT = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
REST_OF_TEXT = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
VALUES = rb'(?:[^"{}\[\]]++|' + TEXT + rb")*+"
LEAVES = re.compile(
    rb'(?:[^"{}\[\]]++|' + TEXT + rb"|[{\[]" + VALUES + rb"[}\]])*+",
    re.DOTALL,
)
MISSING = re.compile("missing required field `(.*)`")  # as msgspec says it
UNKNOWN = re.compile("unknown field `(.*)`")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # how it begins
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
ZIP, GZIP = b"PK", b"\x1f\x8b"

NO_EXPORT = "This is not an export of Rehearse. Please choose the JSON file that you exported."
CUT = "This file ends too early. Perhaps it was not saved whole: please export it again."
PACKED = "This file is packed. Please unpack it first, and choose the JSON file inside."
NOT_UTF_8 = "This file is not in UTF-8. Please choose it as it was exported."
UNREADABLE = "it can't be read. Perhaps the file was changed"
TOO_MANY_ATTEMPTS = (
    f"This file has more than {MAX_ATTEMPTS:,} answers that were given again. Please split it."
)
TOO_MANY = f"This file has more than {MAX_SESSIONS:,} sessions. Please split it."


class Frame(msgspec.Struct, frozen=True):
    """An export file whose sessions were taken out."""

    format: str
    version: int
    exported_at: Moment
    sessions: list[Any]


def sessions_in(data: bytes, make: Callable[[ExportedSession], Made]) -> list[Made]:
    """What `make` makes of each session in the file, every one of which is checked.

    Raises:
        ExportFileError: it is no such file, or the first fault in it, with its place.
    """
    data = data.removeprefix(BYTE_ORDER_MARK)
    refuse_other_kinds(data)
    spans, frame = divided(data)
    check_frame(frame)
    made, numbers, attempts = list[Made](), dict[str, int](), 0
    for number, (start, end) in enumerate(spans, 1):
        session = decoded(data[start:end], number)
        try:
            check_session(session)
        except ValidationError as error:
            raise fault(number, str(error)) from error
        if first := numbers.get(session.uid):
            raise fault(number, f"it has the uid of session {first}")
        numbers[session.uid] = number
        attempts += len(session.attempts)
        if attempts > MAX_ATTEMPTS:
            raise ExportFileError(TOO_MANY_ATTEMPTS)
        made.append(make(session))
    return made


def refuse_other_kinds(data: bytes) -> None:
    if data.startswith((ZIP, GZIP)):
        raise ExportFileError(PACKED)
    if data.startswith(UTF_16) or b"\0" in data[:4]:
        raise ExportFileError(NOT_UTF_8)
    if not data.lstrip().startswith(b"{"):
        raise ExportFileError(NO_EXPORT)


def divided(data: bytes) -> tuple[list[tuple[int, int]], bytes]:
    """Where each session begins and ends, and the file without them.

    Raises:
        ExportFileError: it has no list of sessions, or ends too early.
    """
    cutter = Cutter(data)
    at = 0
    while at < len(data):
        end = min(at + PIECE_BYTES, len(data))
        if cutter.is_in_session:
            at = leaves_end(data, at, end)
        found = TOKEN.search(data, at, end)
        if found is None:
            at = end
            continue
        at = found.end()
        if found[0] == b'"':
            at = end_of_text(data, at)
        cutter.take(found[0], found.start(), at)
    return cutter.spans, cutter.frame


def leaves_end(data: bytes, at: int, end: int) -> int:
    """Where what holds no more than values ends: most of a session in one go."""
    found = LEAVES.match(data, at, end)
    return found.end() if found else at


def end_of_text(data: bytes, at: int) -> int:
    """Where a text ends of which a place inside is given.

    Raises:
        ExportFileError: it does not.
    """
    while at < len(data):
        found = REST_OF_TEXT.match(data, at, min(at + PIECE_BYTES, len(data)))
        end = found.end() if found else at
        if data[end : end + 1] == b'"':
            return end + 1
        if end == at:
            break
        at = end
    raise ExportFileError(CUT)


class Cutter:
    """Finds the sessions of a file by its brackets: what is in them is for a decoder.

    `name` is the last text in the object of the file; `begin` and `end` are those of the list.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.depth = 0
        self.name = b""
        self.begin = self.end = self.last = 0
        self.spans: list[tuple[int, int]] = []

    @property
    def is_in_list(self) -> bool:
        return self.begin > self.end

    @property
    def is_in_session(self) -> bool:
        return self.is_in_list and self.depth > LIST_DEPTH

    @property
    def frame(self) -> bytes:
        """The file without its sessions."""
        if self.depth or not self.end:
            raise ExportFileError(CUT if self.depth > 0 else NO_EXPORT)
        around = self.data[: self.begin], self.data[self.end :]
        if sum(map(len, around)) > MAX_FRAME_BYTES:
            raise ExportFileError(NO_EXPORT)
        return b"".join(around)

    def take(self, token: bytes, at: int, end: int) -> None:
        """A bracket, or a text from `at` to before `end`."""
        self.check_limits(end)
        if token in (b"{", b"["):
            self.open(at, token)
        elif token in (b"}", b"]"):
            self.close(at)
        elif self.depth == LIST_DEPTH - 1:
            self.name = self.data[at : min(end, at + len(SESSIONS))]

    def open(self, at: int, token: bytes) -> None:
        self.depth += 1
        if self.depth == LIST_DEPTH and token == b"[" and self.name == SESSIONS and not self.begin:
            self.begin = self.last = at + 1
        elif self.depth == LIST_DEPTH + 1 and self.is_in_list:
            self.check_between(at, b"," if self.spans else b"")
            self.last = at

    def close(self, at: int) -> None:
        self.depth -= 1
        if self.depth == LIST_DEPTH and self.is_in_list:
            self.spans.append((self.last, at + 1))
            self.last = at + 1
        elif self.depth == LIST_DEPTH - 1 and self.is_in_list:
            self.check_between(at, b"")
            self.end = at

    def check_between(self, at: int, expected: bytes) -> None:
        """What stands before a session, and after the last."""
        if at - self.last > MAX_FRAME_BYTES or self.data[self.last : at].strip() != expected:
            raise ExportFileError(NO_EXPORT)

    def check_limits(self, end: int) -> None:
        """What has come to `end` is no more than is looked at."""
        number = len(self.spans) + 1
        if self.depth > MAX_DEPTH:
            raise fault(number, UNREADABLE) if self.is_in_list else ExportFileError(NO_EXPORT)
        if self.is_in_session and end - self.last > MAX_SESSION_BYTES:
            raise fault(number, f"it is larger than {MAX_SESSION_BYTES // MB} MB")
        if number > MAX_SESSIONS + 1:
            raise ExportFileError(TOO_MANY)


def check_frame(data: bytes) -> None:
    """Do nothing where it is the frame of a file that this version can read."""
    try:
        frame = msgspec.json.decode(data, type=Frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ExportFileError(NO_EXPORT) from error
    if frame.format != FORMAT or frame.version not in range(1, MAX_VERSION) or frame.sessions:
        raise ExportFileError(NO_EXPORT)
    if frame.version > VERSION:
        raise ExportFileError(
            f"This file was made by a newer Rehearse (version {frame.version}). "
            "Update this one first, then import it again."
        )


def decoded(data: bytes, number: int) -> ExportedSession:
    try:
        return msgspec.json.decode(data, type=ExportedSession)
    except msgspec.ValidationError as error:
        raise fault(number, told(str(error))) from error
    except UnicodeDecodeError as error:
        raise ExportFileError(NOT_UTF_8) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise fault(number, UNREADABLE) from error


def told(error: str) -> str:
    """The decoder's words for what is not as it has to be, in ours."""
    what, _, at = error.partition(" - at `$.")
    place = f" at {at.rstrip('`')}" if at else ""
    if name := MISSING.search(what):
        return f"{name[1]} is missing{place}"
    if name := UNKNOWN.search(what):
        return f"{name[1]} is not known{place}"
    return f"what stands{place} is not of the right kind"


def fault(number: int, sentence: str) -> ExportFileError:
    """What is wrong with one session, with its place in the file."""
    return ExportFileError(
        f"Session {number} of the file: {sentence.removesuffix('.')}. Nothing was imported."
    )
