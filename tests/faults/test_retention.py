"""`RETENTION_DAYS`: what nobody has opened for so long is deleted at a start, nothing else."""

from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.clients import client, completed, create
from tests.engines import Engine, stored
from tests.server import ASK_AGAIN_S, Server, refusal, serving

DAY_US = 24 * 3600 * 1_000_000
LIMIT_S = 20


def age(server: Server, sessions: list[int], days: float) -> None:
    """Let these sessions have been opened so many days earlier than they were."""
    for session in sessions:
        earlier = "update session set opened_at = opened_at - $1 where id = $2"
        stored(server, earlier, int(days * DAY_US), session)


def ids(server: Server) -> list[int]:
    return [each for (each,) in stored(server, "select id from session order by id")]


def restart_with_retention(server: Server, days: str) -> None:
    server.stop()
    server.settings["RETENTION_DAYS"] = days
    server.restart()


def wait_for(server: Server, sessions: list[int]) -> None:
    """Until these are all that is kept."""
    ends_at = monotonic() + LIMIT_S
    while ids(server) != sessions:
        assert monotonic() < ends_at, ids(server)
        sleep(ASK_AGAIN_S)


def test_old_sessions_go_at_the_start_and_others_stay(engine: Engine, tmp_path: Path) -> None:
    with engine.serving(tmp_path) as server, client(server.url, "api") as visitor:
        old = [completed(visitor), *(create(visitor) for _ in range(120))]
        read, new = create(visitor), create(visitor)
        age(server, [*old, read], 31)
        # Its page is opened; the list and the numbers are no reason to keep the others.
        visitor.get(f"/session/{read}/upload").raise_for_status()
        visitor.get("/sessions").raise_for_status()
        visitor.get("/you").raise_for_status()
        visitor.get("/dashboard").raise_for_status()
        restart_with_retention(server, "30")
        wait_for(server, [read, new])
        assert visitor.get("/you").json()["retention_days"] == 30


def test_a_session_that_was_opened_within_the_time_stays(engine: Engine, tmp_path: Path) -> None:
    with engine.serving(tmp_path) as server, client(server.url, "api") as visitor:
        read, old = create(visitor), create(visitor)
        age(server, [read, old], 23 / 24)
        visitor.get(f"/session/{read}/upload").raise_for_status()
        age(server, [read, old], 23 / 24)
        restart_with_retention(server, "1")
        wait_for(server, [read])


def test_nothing_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        age(server, [completed(visitor, job_title="Oldcanary")], 31)
        restart_with_retention(server, "30")
        wait_for(server, [])
        server.stop()
    assert all(b"Oldcanary" not in path.read_bytes() for path in tmp_path.glob("rehearse.db*"))


def test_without_the_setting_nothing_is_deleted(on_sqlite: Engine, tmp_path: Path) -> None:
    with on_sqlite.serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = create(visitor)
        age(server, [session], 4000)
        server.stop()
        server.restart()
        assert visitor.get("/sessions").json()["total"] == 1
        assert visitor.get("/you").json()["retention_days"] is None


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "99999999999"])
def test_a_number_of_days_that_is_none_is_refused(value: str) -> None:
    line = refusal(RETENTION_DAYS=value)
    assert f"RETENTION_DAYS: {value!r} can't be used. Please give a number of days" in line
