"""What every test may use: a server on a fresh database, and clients that speak to it.

`make test` runs one file per core at a time, each core with a server of its own.
"""

import os
from collections.abc import Callable, Generator, Iterator
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from pathlib import Path

import httpx
import pytest

from tests import clients
from tests.engines import Engine, OnPostgreSQL, OnSQLite
from tests.postgresql import postgresql
from tests.server import ROOT, Server

NewClient = Callable[..., httpx.Client]
TempFolders = pytest.TempPathFactory


class Room:
    """Where tests run: many at once, or one that has it for itself. Any two files lend locks."""

    def __init__(self, door: Path, room: Path) -> None:
        self.door, self.room = (os.open(each, os.O_RDONLY) for each in (door, room))
        self.is_kept = False

    def enter(self, alone: bool) -> None:
        if not self.is_kept:
            flock(self.door, LOCK_EX)  # nobody passes one who waits for an empty room
            flock(self.room, LOCK_EX if alone else LOCK_SH)
            flock(self.door, LOCK_UN)
            self.is_kept = True

    def leave(self) -> None:
        flock(self.room, LOCK_UN)
        self.is_kept = False


room = Room(Path(__file__), ROOT / "pyproject.toml")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Run tests that are marked `alone` while no other runs, whatever the number of cores.

    Those that follow one another do so in one go: the others wait for them once.
    """
    room.enter(is_alone(item))
    try:
        return (yield)
    finally:
        if not (is_alone(item) and is_alone(nextitem)):
            room.leave()


def is_alone(item: pytest.Item | None) -> bool:
    return bool(item and item.get_closest_marker("alone"))


@pytest.fixture(scope="session")
def on_sqlite() -> Engine:
    return OnSQLite()


@pytest.fixture(scope="session")
def on_postgresql() -> Iterator[OnPostgreSQL]:
    """One PostgreSQL for all tests that don't break it; databases keep the servers apart."""
    with postgresql() as running:
        yield OnPostgreSQL(running)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each in turn: whatever asks for it is tested on all engines."""
    return str(request.param)


@pytest.fixture(scope="session")
def engine(engine_name: str, request: pytest.FixtureRequest) -> Engine:
    """Begins servers on databases of their own."""
    chosen: Engine = request.getfixturevalue(f"on_{engine_name}")
    return chosen


@pytest.fixture(scope="session")
def server_on_sqlite(on_sqlite: Engine, tmp_path_factory: TempFolders) -> Iterator[Server]:
    with on_sqlite.sharing(tmp_path_factory.mktemp("sqlite")) as running:
        yield running


@pytest.fixture(scope="session")
def server_on_postgresql(
    on_postgresql: OnPostgreSQL, tmp_path_factory: TempFolders
) -> Iterator[Server]:
    with on_postgresql.sharing(tmp_path_factory.mktemp("postgresql")) as running:
        yield running


@pytest.fixture(scope="session")
def server(engine_name: str, request: pytest.FixtureRequest) -> Server:
    """One on each engine for all tests that don't break it; visitors keep the tests apart."""
    running: Server = request.getfixturevalue(f"server_on_{engine_name}")
    return running


@pytest.fixture
def new_client(server: Server) -> Iterator[NewClient]:
    """Makes a client of a kind (`htmx`, `browser`, `api`, `script`), a new visitor each."""
    made: list[httpx.Client] = []

    def new(kind: str = "browser", like: httpx.Client | None = None) -> httpx.Client:
        made.append(clients.client(server.urls, kind, like))
        return made[-1]

    yield new
    for client in made:
        client.close()
