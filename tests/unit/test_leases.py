"""Leases in the store: of several who would do a thing one does it, and another takes over.

Each `Leases` is a process here; they share a database as processes share one.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from app.errors import AIServiceError
from app.store import Database, open_database
from app.store.leases import Leases, LeaseTimes

QUICK = LeaseTimes(lasts_s=0.3, renewed_every_s=0.05, looked_at_every_s=0.02)
STEADY = LeaseTimes(lasts_s=3, renewed_every_s=0.1, looked_at_every_s=0.02)
DEAD = LeaseTimes(lasts_s=0.3, renewed_every_s=600)  # as one that was killed, it renews nothing
PATIENCE_S = 20  # a bound, never a measure
NAME = "opinion 1"


class Sql(msgspec.Struct):
    """A query as `queries.sql` would name it."""

    sql: str


LEFT = Sql(
    "insert into lease (name, holder, expires_at) values ('opinion 1', 'killed', 1 << 60) "
    "returning name"
)

Use = Callable[[Database], Awaitable[None]]


def with_database(folder: Path, use: Use) -> None:
    async def run() -> None:
        async with (
            asyncio.timeout(PATIENCE_S),
            open_database(f"sqlite:///{folder}/rehearse.db") as database,
        ):
            await use(database)

    asyncio.run(run())


class Work:
    """Something that is under way until it may end; `begun` counts how often it was begun."""

    def __init__(self, error: Exception | None = None) -> None:
        self.begun = self.ended = 0
        self.error = error
        self.is_under_way, self.may_end = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        self.is_under_way.set()
        await self.may_end.wait()
        if self.error:
            raise self.error
        self.ended += 1


@asynccontextmanager
async def doing(leases: Leases, work: Work) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(leases.do(NAME, work))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def test_who_waits_does_it_after_the_one_who_had_it(tmp_path: Path) -> None:
    async def use(db: Database) -> None:
        first, second = Work(), Work()
        async with (
            Leases.started(db, STEADY) as one,
            Leases.started(db, STEADY) as other,
            doing(one, first) as ours,
        ):
            await first.is_under_way.wait()
            async with doing(other, second) as theirs:
                await asyncio.wait(
                    (theirs,), timeout=1.2 * STEADY.lasts_s
                )  # it is renewed meanwhile
                assert second.begun == 0
                first.may_end.set()
                await ours
                second.may_end.set()
                await theirs
        assert (first.ended, second.ended) == (1, 1)

    with_database(tmp_path, use)


def test_what_a_killed_one_had_is_taken_over_and_it_goes_on_no_more(tmp_path: Path) -> None:
    async def use(db: Database) -> None:
        lost, taken = Work(), Work()
        async with (
            Leases.started(db, DEAD) as dead,
            Leases.started(db, QUICK) as alive,
            doing(dead, lost),
        ):
            await lost.is_under_way.wait()
            async with doing(alive, taken) as task:
                await taken.is_under_way.wait()
                taken.may_end.set()
                await task
        assert (lost.ended, taken.ended) == (0, 1)

    with_database(tmp_path, use)


def test_one_that_slept_too_long_gives_up_what_it_lost(tmp_path: Path) -> None:
    async def use(db: Database) -> None:
        lost, taken = Work(), Work()
        slow = LeaseTimes(lasts_s=0.01, renewed_every_s=1)
        async with (
            Leases.started(db, slow) as sleeper,
            Leases.started(db, QUICK) as alive,
            doing(sleeper, lost) as ended,
        ):
            await lost.is_under_way.wait()
            async with doing(alive, taken):
                await taken.is_under_way.wait()
                await ended  # without an error
        assert lost.ended == 0

    with_database(tmp_path, use)


def test_one_that_is_stopped_lets_the_next_begin_at_once(tmp_path: Path) -> None:
    long = LeaseTimes(lasts_s=600)

    async def use(db: Database) -> None:
        stopped, next_one = Work(), Work()
        async with Leases.started(db, long) as leases, doing(leases, stopped):
            await stopped.is_under_way.wait()
        async with Leases.started(db, long) as leases, doing(leases, next_one):
            await next_one.is_under_way.wait()

    with_database(tmp_path, use)


def test_a_failure_is_told_once_by_whoever_is_asked_and_nobody_tries_in_between(
    tmp_path: Path,
) -> None:
    async def use(db: Database) -> None:
        failing, waiting, again = Work(AIServiceError("It is away.")), Work(), Work()
        async with Leases.started(db, STEADY) as one, Leases.started(db, STEADY) as other:
            async with doing(one, failing):
                await failing.is_under_way.wait()
                async with doing(other, waiting) as task:
                    failing.may_end.set()
                    await task
            assert waiting.begun == 0
            assert await other.take_failure(NAME) == "It is away."
            assert await one.take_failure(NAME) is None
            async with doing(other, again):
                await again.is_under_way.wait()

    with_database(tmp_path, use)


def test_a_failure_that_nobody_asked_for_is_forgotten_with_the_next_try(tmp_path: Path) -> None:
    async def use(db: Database) -> None:
        failing, good = Work(AIServiceError()), Work()
        failing.may_end.set()
        good.may_end.set()
        async with Leases.started(db, QUICK) as one, Leases.started(db, QUICK) as other:
            await one.do(NAME, failing)
            await other.do(NAME, good)
            assert good.ended == 1
            assert await one.take_failure(NAME) is None

    with_database(tmp_path, use)


def test_a_new_start_waits_for_no_lease_of_a_former_process(tmp_path: Path) -> None:
    """One process has a SQLite file, so whoever had a lease in it is gone."""

    async def leave(db: Database) -> None:
        assert await db.write(LEFT, str) == [NAME]

    async def take(db: Database) -> None:
        work = Work()
        async with Leases.started(db, QUICK) as leases, doing(leases, work):
            await work.is_under_way.wait()

    with_database(tmp_path, leave)
    with_database(tmp_path, take)
