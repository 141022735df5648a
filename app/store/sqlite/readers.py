"""The connections that can only read: what is asked of them in one turn of the loop is one hop."""

import asyncio
from collections.abc import Iterable
from itertools import cycle
from typing import Any

from app.store.sqlite.connection import Connection, Rows, Statement
from app.store.sqlite.faults import unavailable


class Readers:
    """Gathers reads and gives each group to the next connection, each read its own outcome."""

    def __init__(self, connections: Iterable[Connection]) -> None:
        self._connections = cycle(connections)
        self._waiting: list[Statement] = []
        self._outcomes: asyncio.Task[list[Rows | Exception]]

    async def rows(self, sql: str, parameters: dict[str, Any]) -> Rows:
        """The rows of one query.

        Raises:
            StoreUnavailableError: the engine or its disk is in the way.
        """
        place = len(self._waiting)
        self._waiting.append(Statement(sql, parameters))
        if place == 0:  # the task begins with the next turn, when all of this turn are waiting
            self._outcomes = asyncio.create_task(self._fetch_waiting())
        outcome = (await asyncio.shield(self._outcomes))[place]  # who gives up leaves the others
        with unavailable():
            if isinstance(outcome, Exception):
                raise outcome
        return outcome

    async def _fetch_waiting(self) -> list[Rows | Exception]:
        statements, self._waiting = self._waiting, []
        return await next(self._connections).fetch_each(statements)
