"""The connections that can only read: what is asked while all of them read is one hop together."""

import asyncio
from collections.abc import Iterable
from typing import TypeVar

from app.store.sqlite.connection import Connection
from app.store.sqlite.faults import unavailable
from app.store.sqlite.unit import Unit, Work

Result = TypeVar("Result")


class ReadingConnections:
    """Gathers reads and gives each group to a free connection, and each read its own outcome."""

    def __init__(self, connections: Iterable[Connection]) -> None:
        self._free = list(connections)
        self._waiting: list[Unit] = []
        self._reading: set[asyncio.Task[None]] = set()  # the loop itself keeps none alive

    async def run(self, work: Work[Result]) -> Result:
        """What `work`, which only reads, gives in the thread of one of the connections.

        Raises:
            StoreUnavailableError: the engine or its disk is in the way.
        """
        read = Unit(work)
        self._waiting.append(read)
        if len(self._waiting) == 1 and self._free:  # the next turn begins it, when all of this wait
            task = asyncio.create_task(self._read())
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)
        with unavailable():
            result: Result = await read.answer
        return result

    async def _read(self) -> None:
        if not self._free:  # whoever has the connections takes what waits, too
            return
        connection = self._free.pop()
        while self._waiting:
            group, self._waiting = self._waiting, []
            await read_group(connection, group)
        self._free.append(connection)


async def read_group(connection: Connection, group: list[Unit]) -> None:
    """Run the reads in the connection's thread, in one hop, and settle each."""
    try:
        outcomes = await connection.run(lambda opened: [read.run(opened) for read in group])
    except Exception as error:  # nobody may wait for ever
        outcomes = [error] * len(group)
    for read, outcome in zip(group, outcomes, strict=True):
        read.settle(outcome)
