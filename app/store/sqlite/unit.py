"""Work that waits for its turn in a connection's thread, and the answer that somebody awaits."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Generator
from contextlib import suppress
from typing import Any, TypeVar, cast

from app.store.database import Transaction
from app.store.queries import Query
from app.store.rows import Rows

Row = TypeVar("Row")
Result = TypeVar("Result")

Work = Callable[[sqlite3.Connection], Result]


class Unit:
    """Work that is done whole or not at all."""

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def run(self, connection: sqlite3.Connection) -> Any:
        """What the work gives, or why it failed; in the connection's thread."""
        try:
            return self.work(connection)
        except Exception as error:  # not only SQLite's: a text or number that it can't take
            return error

    def settle(self, outcome: Any) -> None:
        """Give the outcome to whoever waits, if somebody still does."""
        if self.answer.done():
            return
        if isinstance(outcome, Exception):
            self.answer.set_exception(outcome)
        else:
            self.answer.set_result(outcome)


def statement(sql: str, parameters: dict[str, Any]) -> Work[Rows]:
    """The work of one statement, atomic by itself: its rows."""
    return lambda connection: fetched(connection.execute(sql, parameters))


def fetched(cursor: sqlite3.Cursor) -> Rows:
    return Rows([column[0] for column in cursor.description or ()], cursor.fetchall())


def several(unit: Callable[..., Awaitable[Result]], *args: Any, **kwargs: Any) -> Work[Result]:
    """The work of a unit of several statements: its result, with all of them undone if it fails."""

    def work(connection: sqlite3.Connection) -> Result:
        connection.execute("savepoint unit")
        try:
            result = result_of(unit(SqliteTransaction(connection), *args, **kwargs))
            connection.execute("release unit")
        except BaseException:
            with suppress(sqlite3.Error):  # the whole transaction may be gone, the disk being full
                connection.execute("rollback to unit")
                connection.execute("release unit")
            raise
        return result

    return work


def result_of(unit: Awaitable[Result]) -> Result:
    """Run a unit to its end, here and now: it awaits only its transaction, which never waits.

    Raises:
        RuntimeError: it awaits something else; every other writer would wait for that too.
    """
    steps = cast("Generator[Any, None, Result]", unit.__await__())
    try:
        next(steps)
    except StopIteration as end:
        return cast("Result", end.value)
    steps.close()
    raise RuntimeError("a unit of work may wait for nothing but its transaction")


class SqliteTransaction(Transaction):
    """The Transaction of a unit that runs in the connection's thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def fetch(self, query: Query, shape: Callable[..., Row], **parameters: Any) -> list[Row]:
        return fetched(self._connection.execute(query.sql, parameters)).shaped(shape)
