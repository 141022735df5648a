"""What the faults of PostgreSQL share: one that a test may hurt, and a server on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import DURABLE, PostgreSQL, postgresql
from tests.server import Server, serving


@pytest.fixture(scope="module")
def one_postgresql() -> Iterator[PostgreSQL]:
    """It writes as one that is used in earnest does."""
    with postgresql(DURABLE) as running:
        yield running


@pytest.fixture
def own_postgresql(one_postgresql: PostgreSQL) -> PostgreSQL:
    """A PostgreSQL that a test may hurt, and end."""
    if one_postgresql.process.poll() is not None:
        one_postgresql.restart()
    return one_postgresql


@pytest.fixture
def on_own_postgresql(own_postgresql: PostgreSQL, tmp_path: Path) -> Iterator[Server]:
    with (
        own_postgresql.database() as url,
        serving(tmp_path / "server", DATABASE_URL=url) as server,
    ):
        yield server
