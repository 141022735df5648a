"""Which engine keeps the store: today SQLite, by the URL of the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.store.database import Database
from app.store.sqlite.engine import SqliteDatabase, path_of
from app.store.sqlite.file import inspect, prepare


def check_database(url: str) -> None:
    """Make sure, before anything is served, that the store at `url` is there and sound.

    Raises:
        StartError: it can't be used.
    """
    path = path_of(url)
    inspect(path)
    prepare(path)


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """The store at `url` (`sqlite:///relative.db`, `sqlite:////absolute.db`), closed at the end.

    Raises:
        StartError: the store can't be used; the message is one line for the operator.
    """
    async with SqliteDatabase.open(path_of(url)) as database:
        yield database
