"""A start that can't succeed says why in one line; and makes nothing."""

import asyncio
from pathlib import Path

import httpx

from tests.faults.processes import descendants, until
from tests.server import Server, refusal, serving


def refused(folder: Path, **settings: str) -> str:
    """The one line that a start with these settings gives; nothing was made."""
    line = refusal(**{"DATABASE_URL": f"sqlite:///{folder}/rehearse.db", **settings})
    assert not list(folder.iterdir())
    return line


def test_a_port_that_is_taken_is_not_shared_with_whoever_has_it(
    server: Server, tmp_path: Path
) -> None:
    assert "in use" in refused(tmp_path, PORT=str(server.port))


def test_a_host_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "HOST=no such host" in refused(tmp_path, HOST="no such host")


def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "port" in refused(tmp_path, PORT="99999")


def test_the_address_of_a_database_that_is_not_known_is_not_repeated(tmp_path: Path) -> None:
    line = refused(tmp_path, DATABASE_URL="mysql://rehearse:secret@localhost/rehearse")
    assert "sqlite:///" in line
    assert "secret" not in line


def test_it_says_that_it_is_open_once_everything_has_started(tmp_path: Path) -> None:
    server = Server(tmp_path)
    asyncio.run(until(lambda: "Rehearse is open" in server.log))
    assert httpx.get(f"{server.url}/health").is_success
    assert descendants(server.process.pid)  # the readers, which come last
    assert server.stop() == 0


def test_a_host_may_be_given_by_its_name(tmp_path: Path) -> None:
    with serving(tmp_path, HOST="localhost") as server:
        assert f"Rehearse is open at http://localhost:{server.port}" in server.log
