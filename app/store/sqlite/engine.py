"""The SQLite store: connections that only read, and one writer that commits for many at once."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from app.errors import StoreUnavailableError
from app.store.database import Database
from app.store.health import telling
from app.store.queries import Query, queries_beside
from app.store.sqlite.connection import connect
from app.store.sqlite.health import OpenedFiles, rewrite_version
from app.store.sqlite.lock import serving_lock
from app.store.sqlite.preparing import forget_copies, prepare
from app.store.sqlite.reading_connections import ReadingConnections
from app.store.sqlite.unit import several, statement
from app.store.sqlite.writer import Writer, WritingConnection

Row = TypeVar("Row")
Result = TypeVar("Result")

queries = queries_beside(__file__)

READING_CONNECTIONS = 2  # threads share one interpreter: a third measured no faster


class SqliteDatabase(Database):
    """A Database on one SQLite file, for one process."""

    def __init__(self, reading: ReadingConnections, writer: Writer, files: OpenedFiles) -> None:
        self._reading = reading
        self._writer = writer
        self._files = files

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator["SqliteDatabase"]:
        """The database at `path`, made or migrated where that is needed, for this process alone.

        Raises:
            StartError: see `serving_lock` and `prepare`.
        """
        async with AsyncExitStack() as stack:
            # Closed in the opposite order: the writer's connection goes last but for the lock, and
            # leaves one whole file.
            stack.enter_context(serving_lock(path))
            prepare(path)
            writing = await stack.enter_async_context(connect(path, WritingConnection))
            writer = await stack.enter_async_context(Writer.start(writing))
            with suppress(StoreUnavailableError):  # then they run out by themselves
                await writer.write(queries.forget_leases.sql, {})
            reading = [
                await stack.enter_async_context(connect(path)) for _ in range(READING_CONNECTIONS)
            ]
            for connection in reading:
                await connection.execute_fetchall("pragma query_only = on")
            forget_copies(path)
            yield cls(ReadingConnections(reading), writer, OpenedFiles(path))

    async def ping(self) -> None:
        self._files.refuse_others()
        with telling("The database can't be read just now. The log says why."):
            await self._reading.run(statement("pragma schema_version", {}))  # read off the file
        with telling("The database can be read but not written just now. The log says why."):
            await self._writer.run(rewrite_version)

    async def erase(self) -> None:
        await self._writer.empty_log()

    async def read(self, query: Query, shape: Callable[..., Row], **parameters: Any) -> list[Row]:
        rows = await self._reading.run(statement(query.sql, parameters))
        return rows.shaped(shape)

    async def read_together(
        self, unit: Callable[..., Awaitable[Result]], *args: Any, **kwargs: Any
    ) -> Result:
        return await self._reading.run(several(unit, *args, **kwargs))

    async def write(self, query: Query, shape: Callable[..., Row], **parameters: Any) -> list[Row]:
        rows = await self._writer.write(query.sql, parameters)
        return rows.shaped(shape)

    async def transact(
        self, unit: Callable[..., Awaitable[Result]], *args: Any, **kwargs: Any
    ) -> Result:
        return await self._writer.transact(unit, *args, **kwargs)
