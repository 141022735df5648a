"""`RETENTION_DAYS`: what nobody has opened for so long is deleted at a start, nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

from tests.clients import client, completed, create
from tests.server import refusal, serving

DAY_US = 24 * 3600 * 1_000_000
LIMIT_S = 20


def age(path: Path, sessions: list[int], days: float) -> None:
    """Let these sessions have been opened so many days earlier than they were."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany(
            "update session set opened_at = opened_at - ? where id = ?",
            [(int(days * DAY_US), session) for session in sessions],
        )


def ids(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as database:
        return [each for (each,) in database.execute("select id from session order by id")]


def test_old_sessions_go_at_the_start_and_others_stay(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        old = [completed(visitor, job_title="Oldcanary"), *(create(visitor) for _ in range(120))]
        read, new = create(visitor), create(visitor)
        age(server.database, [*old, read], 31)
        # Its page is opened; the list and the numbers are no reason to keep the others.
        visitor.get(f"/session/{read}/upload").raise_for_status()
        visitor.get("/sessions").raise_for_status()
        visitor.get("/you").raise_for_status()
        visitor.get("/dashboard").raise_for_status()
        server.stop()
        server.settings["RETENTION_DAYS"] = "30"
        server.restart()
        ends_at = monotonic() + LIMIT_S
        while ids(server.database) != [read, new] and monotonic() < ends_at:
            pass
        assert ids(server.database) == [read, new]
        assert visitor.get("/you").json()["retention_days"] == 30
        server.stop()
    assert all(b"Oldcanary" not in path.read_bytes() for path in tmp_path.glob("rehearse.db*"))


def test_a_session_that_was_opened_within_the_time_stays(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        read, old = create(visitor), create(visitor)
        age(server.database, [read, old], 23 / 24)
        visitor.get(f"/session/{read}/upload").raise_for_status()
        age(server.database, [read, old], 23 / 24)
        server.stop()
        server.settings["RETENTION_DAYS"] = "1"
        server.restart()
        ends_at = monotonic() + LIMIT_S
        while old in ids(server.database) and monotonic() < ends_at:
            pass
        assert ids(server.database) == [read]


def test_without_the_setting_nothing_is_deleted(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = create(visitor)
        age(server.database, [session], 4000)
        server.stop()
        server.restart()
        assert visitor.get("/sessions").json()["total"] == 1
        assert visitor.get("/you").json()["retention_days"] is None


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "99999999999"])
def test_a_number_of_days_that_is_none_is_refused(value: str) -> None:
    line = refusal(RETENTION_DAYS=value)
    assert f"RETENTION_DAYS: {value!r} can't be used. Please give a number of days" in line
