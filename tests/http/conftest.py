"""What tests share: a visitor in the middle of an interview, and a server with a language model."""

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import answered, client
from tests.engines import Engine
from tests.model_server import ModelServer, model_server
from tests.modelled import good, model_settings
from tests.server import REHEARSE, Server


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[httpx.Client]:
    with client(server.urls, "api") as visitor:
        yield visitor


@pytest.fixture(scope="module")
def session_id(api: httpx.Client) -> str:
    """Of a session of `api` that stands in the middle of its interview."""
    return str(answered(api, 1))


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    """A good one, unless a test lets it say something else for a while."""
    with model_server(good) as running:
        yield running


@pytest.fixture(scope="module")
def modelled(
    engine: Engine, model: ModelServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that asks this model, for all tests of a file."""
    folder = tmp_path_factory.mktemp("modelled")
    with engine.serving(folder, REHEARSE, **model_settings(model)) as running:
        yield running


@pytest.fixture
def candidate(modelled: Server) -> Iterator[httpx.Client]:
    """Somebody who is interviewed there, as a script."""
    with client(modelled.url, "api") as visitor:
        yield visitor
