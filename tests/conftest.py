"""What every test may use: a server on a fresh database, and clients that speak to it.

`make test` runs one file per core at a time, each core with a server of its own.
"""

from collections.abc import Callable, Generator, Iterator
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from pathlib import Path

import httpx
import pytest

from tests import clients
from tests.server import ROOT, Server, serving

NewClient = Callable[..., httpx.Client]

DOOR, ROOM = Path(__file__), ROOT / "pyproject.toml"  # any two files, for their locks


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test that is marked `alone` while no other runs, whatever the number of cores."""
    with DOOR.open() as door, ROOM.open() as room:
        flock(door, LOCK_EX)  # nobody passes one who waits for an empty room
        flock(room, LOCK_EX if item.get_closest_marker("alone") else LOCK_SH)
        flock(door, LOCK_UN)
        try:
            return (yield)
        finally:
            flock(room, LOCK_UN)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that don't break it; visitors keep the tests apart."""
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def new_client(server: Server) -> Iterator[NewClient]:
    """Makes a client of a kind (`htmx`, `browser`, `api`, `script`), a new visitor each."""
    made: list[httpx.Client] = []

    def new(kind: str = "browser", like: httpx.Client | None = None) -> httpx.Client:
        made.append(clients.client(server.url, kind, like))
        return made[-1]

    yield new
    for client in made:
        client.close()
