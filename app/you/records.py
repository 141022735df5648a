"""What is kept of a visitor in the store: counted, and deleted for good."""

from app.library.records import delete
from app.sessions.records import touch_owner, touch_owner_of
from app.store import Database, Transaction, queries_beside
from app.you.model import Kept

queries = queries_beside(__file__)

NOTHING = Kept(sessions=0, documents=0, answers=0, reports=0)


async def kept_of(db: Database, visitor: bytes) -> Kept:
    """How much is kept of this visitor."""
    return next(iter(await db.read(queries.kept, Kept, visitor=visitor)), NOTHING)


async def forget(db: Database, visitor: bytes) -> int:
    """Delete every session of this visitor and every device of theirs; how many sessions it was."""
    count = await db.transact(forget_all, visitor)
    await db.erase()
    return count


async def forget_all(unit: Transaction, visitor: bytes) -> int:
    await touch_owner(unit, visitor)  # or a session that is made meanwhile stays
    session_ids = await unit.fetch(queries.sessions_of, int, visitor=visitor)
    for session_id in session_ids:
        await delete(unit, session_id)
    await unit.fetch(queries.forget_links, bytes, visitor=visitor)
    await unit.fetch(queries.forget_devices, int, visitor=visitor)
    return len(session_ids)


async def forget_old(db: Database, before: int, count: int) -> int:
    """Delete up to `count` sessions that were not opened since a moment (µs); how many it was."""
    return await db.transact(forget_some, before, count)


async def forget_some(unit: Transaction, before: int, count: int) -> int:
    old = await unit.fetch(queries.sessions_not_opened_since, int, before=before, count=count)
    for session_id in old:
        await touch_owner_of(unit, session_id)
        if await unit.fetch(queries.touch_idle_session, int, id=session_id, before=before):
            await delete(unit, session_id)
    if len(old) < count:
        # In two statements: the second sees what those have made whom the first had to wait for.
        await unit.fetch(queries.touch_idle_devices, int, before=before)
        await unit.fetch(queries.forget_idle_devices, int, before=before)
    return len(old)
