"""The one writer: gathers what waits, commits it in one transaction, then answers all of it.

A commit waits for the disk, and one wait can serve everybody who came meanwhile: measured, 13,800
writes a second that way and 490 with a commit each.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from app.errors import NotErasedError, StoreUnavailableError
from app.store.rows import Rows
from app.store.sqlite.connection import BUSY_TIMEOUT, Connection
from app.store.sqlite.faults import unavailable
from app.store.sqlite.unit import Unit, several, statement

Result = TypeVar("Result")

CHECKPOINT_TRIES, CHECKPOINT_PAUSE_S = 200, 0.05  # ten seconds: a backup of 173 MB took 0.36
GROUP_LIMIT = 128  # units a commit: bounds how long the first of them waits for the last


class WritingConnection(sqlite3.Connection):
    """Writes inside a transaction or not at all.

    SQLite itself ends a transaction whose disk is full. What its group still has to run would then
    be kept, each statement alone, although all of the group is told that nothing was.
    """

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if not self.in_transaction and not sql.startswith(("begin", "rollback", "pragma")):
            raise StoreUnavailableError
        return super().execute(sql, parameters)


class Writer:
    """Takes units from any request and runs them, group by group, on a WritingConnection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: asyncio.Queue[Unit] = asyncio.Queue()

    @classmethod
    @asynccontextmanager
    async def start(cls, connection: Connection) -> AsyncIterator["Writer"]:
        """A writer at work; at the end it first finishes what waits."""
        writer = cls(connection)
        task = asyncio.create_task(writer._run())
        try:
            yield writer
        finally:
            await writer._waiting.join()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def write(self, sql: str, parameters: dict[str, Any]) -> Rows:
        """The rows of one statement, once they are durable."""
        return await self.run(statement(sql, parameters))

    async def transact(
        self, unit: Callable[..., Awaitable[Result]], *args: Any, **kwargs: Any
    ) -> Result:
        """The result of a unit of several statements, once it is durable."""
        return await self.run(several(unit, *args, **kwargs))

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What `work` gives in the connection's thread, once what it wrote is durable.

        Raises:
            StoreUnavailableError: the engine or its disk is in the way; nothing was written.
        """
        unit = Unit(work)
        self._waiting.put_nowait(unit)
        with unavailable():
            result: Result = await unit.answer
        return result

    async def empty_log(self) -> None:
        """Write all that is committed from the log into the database, and leave the log empty.

        What a deletion overwrote in the database may still stand in the log as it was before.

        Raises:
            NotErasedError: somebody, a backup perhaps, reads an older state for too long.
        """
        for _ in range(CHECKPOINT_TRIES):
            with unavailable():
                if await self._connection.run(truncate_log):
                    return
            await asyncio.sleep(CHECKPOINT_PAUSE_S)
        raise NotErasedError

    async def _run(self) -> None:
        while True:
            group = [await self._waiting.get()]
            while len(group) < GROUP_LIMIT and not self._waiting.empty():
                group.append(self._waiting.get_nowait())
            await self._commit([unit for unit in group if not unit.answer.cancelled()])
            for _ in group:
                self._waiting.task_done()

    async def _commit(self, group: list[Unit]) -> None:
        """Hand the group to the connection's thread in one hop, then answer all of it."""
        try:
            outcomes = await self._connection.run(lambda connection: commit(connection, group))
        except Exception as error:  # whatever it was, the writer goes on and every caller is told
            outcomes = [error] * len(group)
        for unit, outcome in zip(group, outcomes, strict=True):
            unit.settle(outcome)


def truncate_log(connection: sqlite3.Connection) -> bool:
    """Whether nobody was in the way; others may write while we wait for whoever is."""
    connection.execute("pragma busy_timeout = 0")
    try:
        (is_busy, _, _) = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    finally:
        connection.execute(BUSY_TIMEOUT)
    return not is_busy


def commit(connection: sqlite3.Connection, group: list[Unit]) -> list[Any]:
    """The outcome of each unit, its exception included, once those that went well are durable."""
    try:
        connection.execute("begin immediate")
        outcomes = [unit.run(connection) for unit in group]
        if not connection.in_transaction:  # SQLite undoes it all when the disk is full
            raise StoreUnavailableError
        connection.execute("commit")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("rollback")
        raise
    return outcomes
