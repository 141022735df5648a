"""What the tests of hostile inputs share: a visitor in the middle of an interview."""

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import answered, client
from tests.server import Server


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[httpx.Client]:
    with client(server.url, "api") as visitor:
        yield visitor


@pytest.fixture(scope="module")
def session_id(api: httpx.Client) -> str:
    """Of a session of `api` that stands in the middle of its interview."""
    return str(answered(api, 1))
