"""A session as it goes out: read at one moment, and left out once it is gone."""

import asyncio
from pathlib import Path

import pytest

from app.errors import StoreUnavailableError
from app.export.records import exported_session, session_ids, session_json
from app.sessions.model import SessionForm
from app.sessions.records import create, create_session
from app.store import open_database
from app.web.visitor import new_visitor

OWNER = new_visitor(b"s" * 32)
VISITOR = OWNER.key
FORM = SessionForm("Staff nurse", "St Elsewhere")


def test_a_session_that_is_gone_is_left_out(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_database(f"sqlite:///{tmp_path}/rehearse.db") as db:
            made = await create_session(db, OWNER, FORM, None, 0)
            assert await session_ids(db, VISITOR) == [made]
            assert await session_json(db, made)
            assert await session_json(db, made + 1) is None

    asyncio.run(run())


def test_another_room_can_ask_for_it_inside_its_own_unit(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_database(f"sqlite:///{tmp_path}/rehearse.db") as db:
            made = await create_session(db, OWNER, FORM, None, 0)
            inside = await db.transact(exported_session, made)
            assert inside
            assert inside == await db.read_together(exported_session, made)
            assert (inside.job_title, inside.lineage) == ("Staff nurse", None)

    asyncio.run(run())


def test_what_only_reads_can_write_nothing(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_database(f"sqlite:///{tmp_path}/rehearse.db") as db:
            with pytest.raises(StoreUnavailableError):
                await db.read_together(create, OWNER, FORM, None, 0)
            assert await session_ids(db, VISITOR) == []

    asyncio.run(run())
