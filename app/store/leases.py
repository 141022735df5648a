"""Which of several processes does a thing: the one that has its lease, as the store decides.

Who was killed renews nothing, so another takes over once the lease has run out. What a lease is for
looks in the store whether it is still to be done: clocks that differ may let two do it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from secrets import token_hex

import msgspec

from app.clock import microseconds_now, microseconds_of, now
from app.errors import RehearseError, StoreUnavailableError
from app.store.database import Database
from app.store.queries import queries_beside

queries = queries_beside(__file__)

HOLDER_BYTES = 8
RELEASE_S = 1  # for what is released when the process has to end
FORGOTTEN_AFTER = timedelta(days=1)

Work = Callable[[], Awaitable[object]]


class LeaseTimes(msgspec.Struct, frozen=True):
    """How long a lease holds, how often it is renewed, and how often one who waits for it looks.

    `left_sought_every_s`: how often a process looks for what others have left unfinished.
    """

    lasts_s: float = 15
    renewed_every_s: float = 5
    looked_at_every_s: float = 3
    left_sought_every_s: float = 60


LEASE_TIMES = LeaseTimes()


class Leases:
    """The leases of this process."""

    def __init__(self, db: Database, times: LeaseTimes) -> None:
        self._db = db
        self._times = times
        self._holder = token_hex(HOLDER_BYTES)
        self._works: dict[str, asyncio.Future[object]] = {}  # for each lease that we have

    @classmethod
    @asynccontextmanager
    async def started(
        cls, db: Database, times: LeaseTimes = LEASE_TIMES
    ) -> AsyncIterator["Leases"]:
        """Leases that are renewed for as long as the block runs."""
        leases = cls(db, times)
        keeper = asyncio.create_task(leases._keep())
        try:
            yield leases
        finally:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)

    async def do(self, name: str, work: Work) -> None:
        """Do this once no other process does; what it fails with is kept for `take_failure`.

        It is cancelled where the lease is lost, as another process does it then. Where another one
        had the lease first and failed, nothing is done.
        """
        failure = ""
        try:
            if await self._take_in_turn(name):
                await self._do(name, work)
        except RehearseError as error:
            failure = str(error)
        finally:
            await self._release(name, failure)

    async def take_failure(self, name: str) -> str | None:
        """Why the last try came to nothing, told once; None where it did not fail."""
        if await self._db.read(queries.failure_of, str, name=name):
            return next(iter(await self._db.write(queries.tell_failure, str, name=name)), None)
        return None

    async def _take_in_turn(self, name: str) -> bool:
        """Whether we have the lease at last; not where whoever had it has failed."""
        while not await self._take(name):
            while in_the_way := await self._db.read(
                queries.lease_in_the_way, str, name=name, now=microseconds_now()
            ):
                if in_the_way != [""]:
                    return False
                await asyncio.sleep(self._times.looked_at_every_s)
        return True

    async def _take(self, name: str) -> bool:
        taken = await self._db.write(
            queries.take_lease,
            str,
            name=name,
            holder=self._holder,
            now=microseconds_now(),
            expires_at=self._expires_at(),
        )
        return bool(taken)

    def _expires_at(self) -> int:
        return microseconds_of(now() + timedelta(seconds=self._times.lasts_s))

    async def _do(self, name: str, work: Work) -> None:
        working = self._works[name] = asyncio.ensure_future(work())
        try:
            await asyncio.wait((working,))
            if not working.cancelled():
                working.result()
        finally:
            del self._works[name]
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    async def _release(self, name: str, failure: str) -> None:
        """Let others have the lease, or know of the failure; else it runs out by itself."""
        mine = {"name": name, "holder": self._holder}
        with suppress(StoreUnavailableError, TimeoutError):
            async with asyncio.timeout(RELEASE_S):
                if failure:
                    at = microseconds_now()
                    await self._db.write(queries.note_failure, str, **mine, now=at, failure=failure)
                else:
                    await self._db.write(queries.release_lease, str, **mine)

    async def _keep(self) -> None:
        """Renew what we have, all at once, and end the work of what was lost."""
        with suppress(StoreUnavailableError):
            before = microseconds_of(now() - FORGOTTEN_AFTER)
            await self._db.write(queries.forget_leases, str, before=before)
        clock = asyncio.get_running_loop().time
        renewed_at = clock()
        while True:
            await asyncio.sleep(self._times.renewed_every_s)
            held = dict(self._works)
            try:
                kept = await self._renew() if held else []
                renewed_at = clock()
            except StoreUnavailableError:
                if clock() - renewed_at < self._times.lasts_s:
                    continue
                kept = []
            for name in held.keys() - set(kept):
                held[name].cancel()

    async def _renew(self) -> list[str]:
        expires_at = self._expires_at()
        return await self._db.write(
            queries.renew_leases, str, holder=self._holder, expires_at=expires_at
        )
