"""What every test may use: a server on a fresh database, and clients that speak to it."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from tests import clients
from tests.server import Server, serving

NewClient = Callable[..., httpx.Client]


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
