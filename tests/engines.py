"""The engines that Rehearse keeps its data in, as tests begin a server on an empty database."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.postgresql import PostgreSQL, rows
from tests.server import REHEARSE, Server, serving


class Engine(Protocol):
    def serving(
        self, folder: Path, command: tuple[str, ...] = REHEARSE, **settings: str
    ) -> AbstractContextManager[Server]:
        """A server on a database of its own."""

    def sharing(self, folder: Path) -> AbstractContextManager[Server]:
        """As many servers on one database as the engine allows; `urls` has them all."""


class OnSQLite:
    def serving(
        self, folder: Path, command: tuple[str, ...] = REHEARSE, **settings: str
    ) -> AbstractContextManager[Server]:
        return serving(folder, command, **settings)

    def sharing(self, folder: Path) -> AbstractContextManager[Server]:
        return serving(folder)


class OnPostgreSQL:
    def __init__(self, postgresql: PostgreSQL) -> None:
        self.postgresql = postgresql

    @contextmanager
    def serving(
        self, folder: Path, command: tuple[str, ...] = REHEARSE, **settings: str
    ) -> Iterator[Server]:
        with (
            self.postgresql.database() as url,
            serving(folder, command, DATABASE_URL=url, **settings) as server,
        ):
            yield server

    @contextmanager
    def sharing(self, folder: Path) -> Iterator[Server]:
        """Two, begun at the same moment, which write one log."""
        with self.postgresql.database() as url:
            servers = [Server(folder, DATABASE_URL=url) for _ in range(2)]
            try:
                for server in servers:
                    server.wait()
                servers[0].urls = tuple(server.url for server in servers)
                yield servers[0]
            finally:
                for server in servers:
                    server.end()


def stored(server: Server, sql: str, *values: object) -> list[Any]:
    """The rows of one statement, with `$1` for the first value, whatever the engine."""
    url = server.settings["DATABASE_URL"]
    if not url.startswith("sqlite:"):
        return rows(url, sql, *values)
    with closing(sqlite3.connect(server.database)) as database, database:
        database.execute("pragma foreign_keys = on")
        named = {str(number): value for number, value in enumerate(values, 1)}
        return database.execute(sql, named).fetchall()
