"""Which engine keeps the store, by the URL of the database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from app.errors import StartError
from app.store.database import Database
from app.store.sqlite import copying
from app.store.sqlite.address import path_of
from app.store.sqlite.engine import SqliteDatabase
from app.store.sqlite.inspection import inspect
from app.store.sqlite.lock import serving_lock
from app.store.sqlite.preparing import prepare

POSTGRESQL = ("postgresql://", "postgres://")


def is_for_many(url: str) -> bool:
    """Whether several processes can have the store at `url` open at once."""
    return url.startswith(POSTGRESQL)


def check_database(url: str, workers: int = 1) -> None:
    """Make sure, before anything is served, that the store at `url` is there, sound and free.

    Raises:
        StartError: it can't be used, not by so many processes, or another server has it for itself.
    """
    if workers > 1 and not is_for_many(url):
        raise StartError(
            f"WORKERS: {workers} can't be used with SQLite, whose file is for one process. "
            "Please give 1, or a DATABASE_URL of PostgreSQL."
        )
    if is_for_many(url):
        asyncio.run(open_and_close(url))
        return
    path = path_of(url)
    inspect(path)
    with serving_lock(path):
        prepare(path)


async def open_and_close(url: str) -> None:
    async with open_database(url):
        pass


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """The store at `url`, made or migrated where that is needed, closed at the end.

    A file of SQLite (`sqlite:///relative.db`, `sqlite:////absolute.db`) is open in one process at a
    time; however that one ends, the next one can open it. A database of PostgreSQL
    (`postgresql://user:password@host/database`) is open in any number of them.

    Raises:
        StartError: the store can't be used; the message is one line for the operator.
    """
    opening = open_postgresql(url) if is_for_many(url) else SqliteDatabase.open(path_of(url))
    async with opening as database:
        yield database


def open_postgresql(url: str) -> AbstractAsyncContextManager[Database]:
    """The store on a PostgreSQL server, whose driver is an extra that not everybody installs."""
    try:
        from app.store.postgresql.engine import PostgresqlDatabase
    except ModuleNotFoundError as error:
        raise StartError(
            f"DATABASE_URL: PostgreSQL needs the package {error.name}. Please start with make run, "
            "or install what requirements-postgresql.txt names."
        ) from error
    return PostgresqlDatabase.open(url)


def back_up(url: str, backup: str) -> None:
    """Copy the store at `url`, served or not, into the file `backup`: whole, or not at all.

    Raises:
        StartError: it can't be copied; what stood at `backup` before is as it was.
    """
    refuse_server(url, "pg_dump")
    copying.back_up(path_of(url), Path(backup).resolve())


def restore(url: str, backup: str) -> None:
    """Put what the file `backup` holds in the place of the store at `url`, which nobody serves.

    Raises:
        StartError: it can't be put there; the store is as it was.
    """
    refuse_server(url, "pg_restore")
    copying.restore(Path(backup).resolve(), path_of(url))


def refuse_server(url: str, tool: str) -> None:
    if is_for_many(url):
        raise StartError(f"PostgreSQL has {tool} for that. Please see the README for its command.")
