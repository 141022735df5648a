"""The connections of one process to the server: opened, lent for a statement or a unit, closed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg

WAIT_S = (
    5.0  # for a connection, for each statement, and for a lock: as long as SQLite is waited for
)
LEAST, MOST = 4, 8  # with 32 clients on 2 cores more of them measured no faster
SETTINGS = {
    "application_name": "rehearse",
    # A process that was stopped in the middle of a unit holds its locks no longer than this.
    "idle_in_transaction_session_timeout": "15000",  # milliseconds
}


class Pool:
    """Lends connections; asyncpg opens another one where the server has cut one off."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator["Pool"]:
        """A pool whose connections are all closed at the end, those in use a few seconds later.

        Raises:
            What `unavailable` knows: the server can't be reached.
        """
        pool = await asyncpg.create_pool(
            url,
            min_size=LEAST,
            max_size=MOST,
            reset=leave_as_it_is,
            timeout=WAIT_S,
            command_timeout=WAIT_S,
            server_settings=SETTINGS,
        )
        try:
            yield cls(pool)
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(WAIT_S):
                    await pool.close()
            pool.terminate()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        """A connection for the block.

        Raises:
            What `unavailable` knows: none was free in time, or the server can't be reached.
        """
        async with asyncio.timeout(WAIT_S):
            connection = await self._pool.acquire()
        try:
            yield connection
        finally:
            await self._pool.release(connection, timeout=WAIT_S)


async def leave_as_it_is(connection: Any) -> None:
    """Nothing of ours outlives a statement or a unit, and a reset is one more way to the server."""
