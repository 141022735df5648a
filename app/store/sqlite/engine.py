"""The SQLite store: readers that can only read, and one writer that commits for many at once."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from app.errors import StartError
from app.store.database import Database
from app.store.queries import Query
from app.store.sqlite.connection import Connection
from app.store.sqlite.file import prepare
from app.store.sqlite.readers import Readers
from app.store.sqlite.writer import Writer, WritingConnection

Row = TypeVar("Row")
Result = TypeVar("Result")

READERS = 2  # threads share one interpreter: a third reader measured no faster

BUSY_TIMEOUT_MS = 5000
PRAGMAS = (
    f"pragma busy_timeout = {BUSY_TIMEOUT_MS}",
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma cache_size = -65536",  # KiB: 64 MB, the size at which 10^7 rows were measured
    "pragma mmap_size = 0",  # a read error stays an error; with mmap it kills the process
    "pragma trusted_schema = off",
)


def path_of(url: str) -> Path:
    """The file of `sqlite:///relative.db` or `sqlite:////absolute.db`.

    Raises:
        StartError: the URL names no SQLite file.
    """
    scheme, _, path = url.partition(":///")
    if scheme != "sqlite" or not path:
        raise StartError("DATABASE_URL: expected sqlite:///relative.db or sqlite:////absolute.db")
    return Path(path)


class SqliteDatabase(Database):
    """A Database on one SQLite file, for one process."""

    def __init__(self, readers: Readers, writer: Writer) -> None:
        self._readers = readers
        self._writer = writer

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator["SqliteDatabase"]:
        """The database at `path`, made or migrated where that is needed.

        Raises:
            StartError: see `prepare`.
        """
        prepare(path)
        async with AsyncExitStack() as stack:
            # Closed in the opposite order: the writer goes last and leaves one whole file.
            writing = await stack.enter_async_context(connect(path, WritingConnection))
            writer = await stack.enter_async_context(Writer.started(writing))
            readers = [await stack.enter_async_context(connect(path)) for _ in range(READERS)]
            for reader in readers:
                await reader.execute_fetchall("pragma query_only = on")
            yield cls(Readers(readers), writer)

    async def ping(self) -> None:
        await self._readers.rows("pragma schema_version", {})  # read off the file

    async def read(self, query: Query, shape: Callable[..., Row], **parameters: Any) -> list[Row]:
        rows = await self._readers.rows(query.sql, parameters)
        return [shape(*row) for row in rows]

    async def write(self, query: Query, shape: Callable[..., Row], **parameters: Any) -> list[Row]:
        rows = await self._writer.statement(query.sql, parameters)
        return [shape(*row) for row in rows]

    async def transact(
        self, unit: Callable[..., Awaitable[Result]], *args: Any, **kwargs: Any
    ) -> Result:
        return await self._writer.unit(unit, *args, **kwargs)


@asynccontextmanager
async def connect(
    path: Path, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> AsyncIterator[Connection]:
    """A connection with the pragmas of this store, closed at the end."""
    connection = Connection(path, factory)
    async with connection:
        for pragma in PRAGMAS:
            await connection.execute_fetchall(pragma)
        yield connection
