"""aiosqlite's connection with the pragmas of this store; its thread also takes work as a whole."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

Result = TypeVar("Result")

FETCHED_AT_ONCE = 64  # aiosqlite's own default, for cursors; we fetch all

BUSY_TIMEOUT = "pragma busy_timeout = 5000"  # milliseconds
PRAGMAS = (
    BUSY_TIMEOUT,
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma fullfsync = on",  # macOS: without it a disk may keep in its cache what it confirmed
    "pragma foreign_keys = on",
    "pragma secure_delete = on",  # what is deleted is overwritten with zeros
    "pragma cache_size = -65536",  # KiB: 64 MB, the size at which 10^7 rows were measured
    "pragma mmap_size = 0",  # a read error stays an error; with mmap it kills the process
    "pragma temp_store = memory",  # what could undo a deletion is in no file
    "pragma trusted_schema = off",
)


class Connection(aiosqlite.Connection):
    """A connection to the SQLite file at `path`, in autocommit until a statement begins more."""

    def __init__(self, path: Path, factory: type[sqlite3.Connection]) -> None:
        super().__init__(
            lambda: sqlite3.connect(path, isolation_level=None, factory=factory), FETCHED_AT_ONCE
        )

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What `work` gives or raises, in the thread of this connection.

        As much as there is in one hop: a hop there and back measured 30 µs, a statement 15.
        """
        return cast("Result", await self._execute(work, self._conn))  # type: ignore[no-untyped-call]


@asynccontextmanager
async def connect(
    path: Path, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> AsyncIterator[Connection]:
    """A connection to the file at `path`, closed at the end."""
    connection = Connection(path, factory)
    async with connection:
        for pragma in PRAGMAS:
            await connection.execute_fetchall(pragma)
        yield connection
