"""One structured line a request, to stderr: what was asked and how it went, nothing personal.

Never a body, a cookie, a query, a path as it was asked for, or the message of an exception: any of
these may hold what a visitor wrote. Who asked is told by keyed hashes, so that the requests of one
visitor or one address can be found together and nobody is named.
"""

import asyncio
import atexit
import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from secrets import token_hex

import msgspec
from litestar.types import Scope

from app.clock import now

PROCESS = token_hex(4)
FLUSH_AFTER_S = 0.1
NOTE_CHARACTERS = 300

numbers = count(1)
waiting: list[bytes] = []


class Line(msgspec.Struct, omit_defaults=True):
    """A line of the log, as JSON."""

    time: datetime
    level: str
    event: str
    request_id: str = ""
    method: str = ""
    route: str = ""
    status: int = 0
    ms: float = 0.0
    visitor: str = ""
    address: str = ""
    note: str = ""
    error: str = ""
    at: list[str] = []


class JsonHandler(logging.Handler):
    """Writes what any library logs as a line of ours."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        write(
            Line(
                time=datetime.fromtimestamp(record.created, UTC),
                level=record.levelname.lower(),
                event=f"{record.name}: {record.msg}",  # the format, not its arguments
                error=name_of(error) if error else "",
                at=places(error) if error else [],
            )
        )


def start() -> None:
    """Send every log of this process to stderr, as JSON."""
    logging.basicConfig(level=logging.INFO, handlers=[JsonHandler()], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # else a line for each request of ours
    atexit.register(flush)


def request_id(scope: Scope) -> str:
    """The id under which the log knows this request, made when it is first asked for."""
    state = scope.setdefault("state", {})
    if "request_id" not in state:
        state["request_id"] = f"{PROCESS}-{next(numbers)}"
    identifier: str = state["request_id"]
    return identifier


def note_failure(scope: Scope, error: BaseException) -> None:
    """Keep an unexpected error for the request's line."""
    scope.setdefault("state", {})["failure"] = error


def note(scope: Scope, sentence: str) -> None:
    """Keep for the request's line what the operator has to know of it."""
    scope.setdefault("state", {})["note"] = sentence[:NOTE_CHARACTERS]


def request(
    scope: Scope, method: str, status: int, seconds: float, visitor: str, address: str
) -> None:
    """Write the line of a request that has been answered; status 0 where nobody waited for it.

    `visitor` and `address` are hashes, empty where there is none.
    """
    state = scope.get("state", {})
    failure = state.get("failure")
    write(
        Line(
            time=now(),
            level="error" if failure else "info",
            event="request",
            request_id=request_id(scope),
            method=method,
            route=scope.get("path_template", ""),
            status=status,
            ms=round(seconds * 1000, 2),
            visitor=visitor,
            address=address,
            note=state.get("note", ""),
            error=name_of(failure) if failure else "",
            at=places(failure) if failure else [],
        )
    )


def name_of(error: BaseException) -> str:
    """The error's own code, such as SQLITE_FULL, or its class: never its message."""
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


def write(line: Line) -> None:
    """Keep a line for the next flush.

    Past `logging`, whose record of who called costs more than a page of ours, and not one write
    for each line, which lets go of the interpreter's lock every time.
    """
    waiting.append(msgspec.json.encode(line))
    if len(waiting) == 1:
        flush_soon()


def flush_soon() -> None:
    try:
        asyncio.get_running_loop().call_later(FLUSH_AFTER_S, flush)
    except RuntimeError:  # no loop here, so nothing would come back for the line
        flush()


def flush() -> None:
    """Write the lines that wait; also at the end of the process."""
    lines = waiting[:]
    del waiting[: len(lines)]  # another thread may add one meanwhile
    with suppress(OSError):  # a full disk, or nobody reads: no reason to stop serving
        sys.stderr.buffer.write(b"".join(line + b"\n" for line in lines))
        sys.stderr.buffer.flush()


def places(error: BaseException) -> list[str]:
    """Where it happened, innermost last: `routes.py:31 create`."""
    return [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
