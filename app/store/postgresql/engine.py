"""The PostgreSQL store: a statement commits by itself, a unit has a transaction on a connection."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import SystemRandom
from typing import Any, TypeVar

from app.store.database import Database, Transaction
from app.store.health import telling
from app.store.postgresql.faults import OVERTAKEN, unavailable
from app.store.postgresql.pool import Pool
from app.store.postgresql.preparing import prepare
from app.store.postgresql.statement import numbered
from app.store.queries import Query, queries_beside
from app.store.rows import Rows

Row = TypeVar("Row")
Result = TypeVar("Result")

queries = queries_beside(__file__)

PAUSES_S = (0.005, 0.01, 0.02, 0.04, 0.08)  # before each further try; half of it to one and a half


class PostgresqlDatabase(Database):
    """A Database on a PostgreSQL server, for any number of processes."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._under_way: set[asyncio.Task[Any]] = set()

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator["PostgresqlDatabase"]:
        """The database at `url`, made or migrated where that is needed.

        Raises:
            StartError: see `prepare`.
        """
        await prepare(url)
        async with Pool.open(url) as pool:
            database = cls(pool)
            try:
                yield database
            finally:
                await asyncio.gather(*database._under_way, return_exceptions=True)

    async def ping(self) -> None:
        with telling("The database can't be reached just now. The log says why."):
            await self.read(queries.version, int)
        with telling("The database can be read but not written just now. The log says why."):
            await self.write(queries.rewrite_version, int)

    async def erase(self) -> None:
        """Nothing: the files are the server's own, and autovacuum tidies them up."""

    async def read(self, query: Query, shape: Callable[..., Row], **parameters: Any) -> list[Row]:
        with unavailable():
            async with self._pool.connection() as connection:
                rows = await fetch(connection, query, parameters)
        return rows.shaped(shape)

    async def read_together(
        self, unit: Callable[..., Awaitable[Result]], *args: Any, **kwargs: Any
    ) -> Result:
        return await self._whole(
            lambda: self._run(unit, args, kwargs, isolation="repeatable_read", readonly=True)
        )

    async def write(self, query: Query, shape: Callable[..., Row], **parameters: Any) -> list[Row]:
        async def write() -> Rows:
            async with self._pool.connection() as connection:
                return await fetch(connection, query, parameters)

        rows = await self._whole(write)
        return rows.shaped(shape)

    async def transact(
        self, unit: Callable[..., Awaitable[Result]], *args: Any, **kwargs: Any
    ) -> Result:
        return await self._whole(lambda: self._run(unit, args, kwargs))

    async def _run(
        self, unit: Callable[..., Awaitable[Result]], args: Any, kwargs: Any, **options: Any
    ) -> Result:
        async with self._pool.connection() as connection, connection.transaction(**options):
            return await unit(PostgresqlTransaction(connection), *args, **kwargs)

    async def _whole(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """What the work gives, which goes on to its end when its caller is cancelled."""
        task = asyncio.create_task(again_where_overtaken(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        with unavailable():
            return await asyncio.shield(task)


class PostgresqlTransaction(Transaction):
    """The Transaction of a unit on its connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def fetch(self, query: Query, shape: Callable[..., Row], **parameters: Any) -> list[Row]:
        rows = await fetch(self._connection, query, parameters)
        return rows.shaped(shape)


async def fetch(connection: Any, query: Query, parameters: dict[str, Any]) -> Rows:
    statement = numbered(query.sql)
    records = await connection.fetch(statement.sql, *statement.ordered(parameters))
    return Rows(tuple(records[0].keys()) if records else (), records)


async def again_where_overtaken(work: Callable[[], Awaitable[Result]]) -> Result:
    """What the work gives, done once more where another unit came in between."""
    for pause_s in PAUSES_S:
        try:
            return await work()
        except OVERTAKEN:
            await asyncio.sleep(pause_s * (0.5 + SystemRandom().random()))
    return await work()
