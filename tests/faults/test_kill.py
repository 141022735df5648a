"""SIGKILL while sessions are being created: nothing that was acknowledged is lost."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic, sleep

import httpx
import pytest

from tests import clients
from tests.faults.processes import descendants, is_running, until
from tests.server import ASK_AGAIN_S, START_LIMIT_S, Server, serving

ROUNDS = int(os.environ.get("KILL_ROUNDS", "3"))
WRITERS = 8
ACKNOWLEDGED_BEFORE_KILL = 60


class Load:
    """Visitors who create sessions until the server is gone, and what it told them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.acknowledged: dict[int, str] = {}
        self.is_enough = Event()
        self.is_over = Event()  # also where a test failed before it killed the server
        self.lock = Lock()

    @contextmanager
    def running(self) -> Iterator[None]:
        threads = [Thread(target=self.create, args=(number,)) for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.is_over.set()
            for thread in threads:
                thread.join()

    def create(self, writer: int) -> None:
        with clients.client(self.url, "api") as visitor:
            number = 0
            while not self.is_over.is_set():
                title = f"Job {number} of writer {writer}"
                try:
                    session_id = clients.create(visitor, job_title=title)
                except httpx.TransportError:
                    return
                self.note(session_id, title)
                number += 1

    def note(self, session_id: int, title: str) -> None:
        with self.lock:
            self.acknowledged[session_id] = title
            if len(self.acknowledged) >= ACKNOWLEDGED_BEFORE_KILL:
                self.is_enough.set()


def kept(server: Server) -> dict[int, str]:
    """Every session in the database file, which has to be sound."""
    with sqlite3.connect(server.database) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        return dict(connection.execute("select id, job_title from session"))


def test_no_acknowledged_session_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    acknowledged: dict[int, str] = {}
    with serving(tmp_path) as server:
        for _ in range(ROUNDS):
            load = Load(server.url)
            with load.running():
                assert load.is_enough.wait(START_LIMIT_S)
                server.kill()
            acknowledged |= load.acknowledged
            server.restart()
            assert acknowledged.items() <= kept(server).items()


def test_nothing_of_a_killed_server_stands_in_the_way_of_the_next(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        below = descendants(server.process.pid)
        server.process.kill()
        server.process.wait()
        server.restart()
        asyncio.run(until(lambda: not any(map(is_running, below))))


@pytest.mark.parametrize("name", ["rehearse.db.new", "rehearse.db"])
def test_a_first_start_that_is_killed_leaves_nothing_that_the_next_refuses(
    tmp_path: Path, name: str
) -> None:
    server = Server(tmp_path / "data")
    wait_for(tmp_path / "data" / name, or_else=server.database)
    server.kill()
    server.restart()
    with clients.client(server.url) as visitor:
        assert clients.create(visitor) == 1
    assert server.stop() == 0
    assert not list((tmp_path / "data").glob("rehearse.db.new*"))


def wait_for(file: Path, or_else: Path) -> None:
    """Until the file is there; `or_else` is there once it has come and gone."""
    ends_at = monotonic() + START_LIMIT_S
    while not file.exists() and not or_else.exists():
        assert monotonic() < ends_at
        sleep(ASK_AGAIN_S / 100)


def test_what_a_killed_first_start_left_is_cleared_away(tmp_path: Path) -> None:
    for name in ("rehearse.db.new", "rehearse.db.new-wal", "rehearse.db.new-shm"):
        (tmp_path / name).write_bytes(b"half of something")
    with serving(tmp_path), sqlite3.connect(tmp_path / "rehearse.db") as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert not list(tmp_path.glob("rehearse.db.new*"))
