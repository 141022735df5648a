"""Sessions that nobody has opened for long, deleted at the start and once a day."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from app.clock import microseconds_of, now
from app.sessions.records import NOTED_EVERY_US
from app.store import Database
from app.store.leases import Leases
from app.you.records import forget_old

AT_ONCE = 50  # sessions in one unit of work: others write between two
PAUSE_S = 24 * 3600

log = logging.getLogger(__name__)


@asynccontextmanager
async def retention(db: Database, leases: Leases, days: int | None) -> AsyncIterator[None]:
    """Deletes what was last opened more than `days` ago, for as long as the block runs.

    Without a number of days nothing is deleted. Of several processes one does it at a time.
    """
    if days is None:
        yield
        return
    task = asyncio.create_task(forget_daily(db, leases, timedelta(days=days)))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def forget_daily(db: Database, leases: Leases, age: timedelta) -> None:
    while True:  # where the store fails, tomorrow then; its health is told
        await leases.do("retention", partial(forget_older_than, db, age))
        await asyncio.sleep(PAUSE_S)


async def forget_older_than(db: Database, age: timedelta) -> None:
    """Delete every session that was not opened for that long, and every byte of them."""
    before = microseconds_of(now() - age) - NOTED_EVERY_US
    count = 0
    while deleted := await forget_old(db, before, AT_ONCE):
        count += deleted
    if count:
        await db.erase()
        log.info("sessions deleted because of their age")
