"""Which engine keeps the store: today SQLite, by the URL of the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.store.database import Database
from app.store.sqlite import copying
from app.store.sqlite.address import path_of
from app.store.sqlite.engine import SqliteDatabase
from app.store.sqlite.inspection import inspect
from app.store.sqlite.lock import serving_lock
from app.store.sqlite.preparing import prepare


def check_database(url: str) -> None:
    """Make sure, before anything is served, that the store at `url` is there, sound and free.

    Raises:
        StartError: it can't be used, or another server uses it.
    """
    path = path_of(url)
    inspect(path)
    with serving_lock(path):
        prepare(path)


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """The store at `url` (`sqlite:///relative.db`, `sqlite:////absolute.db`), closed at the end.

    No other process can open it meanwhile; however this one ends, the next one can.

    Raises:
        StartError: the store can't be used; the message is one line for the operator.
    """
    async with SqliteDatabase.open(path_of(url)) as database:
        yield database


def back_up(url: str, backup: str) -> None:
    """Copy the store at `url`, served or not, into the file `backup`: whole, or not at all.

    Raises:
        StartError: it can't be copied; what stood at `backup` before is as it was.
    """
    copying.back_up(path_of(url), Path(backup).resolve())


def restore(url: str, backup: str) -> None:
    """Put what the file `backup` holds in the place of the store at `url`, which nobody serves.

    Raises:
        StartError: it can't be put there; the store is as it was.
    """
    copying.restore(Path(backup).resolve(), path_of(url))
