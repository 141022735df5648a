"""Links and devices in the store, which knows of both only hashes."""

from datetime import datetime

from app.clock import microseconds_now, microseconds_of, moment_of, now
from app.devices.model import (
    LASTS,
    Device,
    DeviceError,
    LinkError,
    NothingToOpenError,
    hash_of,
    new_code,
)
from app.export.records import exported_session
from app.library.records import delete
from app.sessions.records import new_uid, touch_owner
from app.store import Database, Transaction, queries_beside

queries = queries_beside(__file__)


async def make_link(db: Database, visitor: bytes) -> tuple[str, datetime]:
    """A code that lets one device in, and until when.

    Raises:
        NothingToOpenError: this visitor has no session.
    """
    code, expires_at = new_code(), now() + LASTS
    if not await db.transact(keep_link, visitor, hash_of(code), microseconds_of(expires_at)):
        raise NothingToOpenError
    return code, expires_at


async def keep_link(unit: Transaction, visitor: bytes, code: bytes, expires_at: int) -> bool:
    if not await touch_owner(unit, visitor):  # or it is left behind when devices join meanwhile
        return False
    await unit.fetch(queries.forget_old_links, int, now=microseconds_now())
    kept = await unit.fetch(
        queries.make_link, int, visitor=visitor, code=code, expires_at=expires_at
    )
    return bool(kept)


async def sessions_behind(db: Database, code: str) -> int:
    """How many sessions a link opens.

    Raises:
        LinkError: it was used, is too old, or never was one.
    """
    for count in await db.read(
        queries.sessions_behind, int, code=hash_of(code), now=microseconds_now()
    ):
        return count
    raise LinkError


async def take_link(db: Database, code: str, visitor: bytes, as_visitor: bytes) -> int:
    """Let this device in as a new visitor; how many sessions it then opens.

    Those that it had by its old token (`visitor`) join them, with every other device that had them,
    and the old token opens nothing any more. The same form sent twice lets it in once.

    Raises:
        LinkError: see `sessions_behind`.
    """
    return await db.transact(let_in, hash_of(code), visitor, as_visitor)


async def let_in(unit: Transaction, code: bytes, visitor: bytes, as_visitor: bytes) -> int:
    owners = await unit.fetch(queries.take_link, bytes, code=code, now=microseconds_now())
    if not owners:
        return await count_let_in(unit, as_visitor)
    owner = owners[0]
    await unit.fetch(queries.touch_owner_named, int, owner=owner)
    for mine in await touch_owner(unit, visitor):
        if mine != owner:
            await join(unit, mine, owner)
        await unit.fetch(queries.forget_device, int, visitor=visitor)
    await unit.fetch(
        queries.add_device, int, visitor=as_visitor, owner=owner, added_at=microseconds_now()
    )
    (count,) = await unit.fetch(queries.count_of, int, owner=owner)
    return count


async def count_let_in(unit: Transaction, visitor: bytes) -> int:
    """How many sessions a device opens that this very form has let in."""
    for owner in await unit.fetch(queries.owner_of, bytes, visitor=visitor):
        (count,) = await unit.fetch(queries.count_of, int, owner=owner)
        return count
    raise LinkError


async def join(unit: Transaction, mine: bytes, theirs: bytes) -> None:
    """Let all that one owner has be another's; sessions that are the same become one.

    That leaves nothing to erase: what was in the one that goes is in the one that stays. Links and
    devices first: who comes by one of them meanwhile waits, and is the other's then.
    """
    await unit.fetch(queries.move_links, bytes, mine=mine, theirs=theirs)
    await unit.fetch(queries.move_devices, int, mine=mine, theirs=theirs)
    for twin, other in await unit.fetch(queries.twins, pair_row, mine=mine, theirs=theirs):
        if await are_equal(unit, twin, other):
            await delete(unit, twin)
        else:
            await unit.fetch(queries.name_anew, int, id=twin, uid=new_uid())
    await unit.fetch(queries.move_sessions, int, mine=mine, theirs=theirs)


async def are_equal(unit: Transaction, one: int, other: int) -> bool:
    """Whether two sessions are the same in all that an export would hold."""
    return await exported_session(unit, one) == await exported_session(unit, other)


async def devices_of(db: Database, visitor: bytes) -> list[Device]:
    """The devices that open this visitor's sessions, the one that was added first at the top."""
    return await db.read(queries.devices_of, device_row, visitor=visitor)


async def sign_out(db: Database, visitor: bytes, number: int) -> bool:
    """Let the token of a device open nothing any more; whether it is the one that asks.

    Nor do the links that wait to be opened: that device may have made one.

    Raises:
        DeviceError: it opens none of these sessions, perhaps not any more.
    """
    return await db.transact(let_out, visitor, number)


async def let_out(unit: Transaction, visitor: bytes, number: int) -> bool:
    await touch_owner(unit, visitor)  # or that device makes one more link meanwhile
    await unit.fetch(queries.forget_links, bytes, visitor=visitor)
    for token in await unit.fetch(queries.sign_out, bytes, visitor=visitor, number=number):
        return token == visitor
    raise DeviceError


def pair_row(mine: int, theirs: int) -> tuple[int, int]:
    return mine, theirs


def device_row(number: int, added_at: int, is_this: int) -> Device:
    return Device(number, moment_of(added_at), bool(is_this))
