"""The connections that can only read: what is asked of them in one turn of the loop is one hop."""

import asyncio
from collections.abc import Iterable
from itertools import cycle
from typing import TypeVar

from app.store.sqlite.connection import Connection
from app.store.sqlite.faults import unavailable
from app.store.sqlite.unit import Unit, Work

Result = TypeVar("Result")


class ReadingConnections:
    """Gathers reads and gives each group to the next connection, each read its own outcome."""

    def __init__(self, connections: Iterable[Connection]) -> None:
        self._connections = cycle(connections)
        self._waiting: list[Unit] = []
        self._reading: set[asyncio.Task[None]] = set()  # the loop itself keeps none alive

    async def run(self, work: Work[Result]) -> Result:
        """What `work`, which only reads, gives in the thread of one of the connections.

        Raises:
            StoreUnavailableError: the engine or its disk is in the way.
        """
        read = Unit(work)
        self._waiting.append(read)
        if len(self._waiting) == 1:  # the task begins with the next turn, when all of this one wait
            task = asyncio.create_task(self._read())
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)
        with unavailable():
            result: Result = await read.answer
        return result

    async def _read(self) -> None:
        group, self._waiting = self._waiting, []
        try:
            outcomes = await next(self._connections).run(
                lambda connection: [read.run(connection) for read in group]
            )
        except Exception as error:  # nobody may wait for ever
            outcomes = [error] * len(group)
        for read, outcome in zip(group, outcomes, strict=True):
            read.settle(outcome)
