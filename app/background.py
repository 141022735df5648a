"""Work beside the requests, one task for each thing; knows nothing of what it is.

What has to be done is told by the store alone, so that another process, or this one after a
restart, takes it up.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.store.leases import Leases, Work


class Background:
    """The work that this process does, or waits to do while another does it, by its name."""

    def __init__(self, leases: Leases) -> None:
        self._leases = leases
        self._under_way: dict[str, asyncio.Task[None]] = {}

    @classmethod
    @asynccontextmanager
    async def started(cls, leases: Leases) -> AsyncIterator["Background"]:
        """For the block; what is not done at its end is given up."""
        background = cls(leases)
        try:
            yield background
        finally:
            tasks = list(background._under_way.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def begin(self, name: str, work: Work) -> None:
        """Have this done once, whoever else begins it; it looks first whether it is still to do."""
        if name not in self._under_way:
            self._under_way[name] = asyncio.create_task(self._do(name, work))

    async def take_failure(self, name: str) -> str | None:
        """Why the last try came to nothing, in whichever process, told once."""
        return await self._leases.take_failure(name)

    async def _do(self, name: str, work: Work) -> None:
        try:
            await self._leases.do(name, work)
        finally:
            del self._under_way[name]
