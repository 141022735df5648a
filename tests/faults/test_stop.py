"""SIGTERM: what is being answered is answered, and nothing of the server stays."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import pytest

from tests.clients import client, create
from tests.faults.processes import descendants, is_running, until
from tests.server import STOP_LIMIT_S, Server, serving

BODY = b"job_title=Staff+nurse&company_name=St+Elsewhere"
HEAD = (
    "POST /session/create HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
    f"Content-Length: {len(BODY)}\r\n\r\n"
).encode()


def begun(server: Server) -> socket.socket:
    """A request that is being read: the server has asked for its body."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=15)
    connection.sendall(HEAD)
    assert connection.recv(100).startswith(b"HTTP/1.1 100 Continue")
    return connection


def assert_nothing_is_left(server: Server) -> None:
    with pytest.raises(ProcessLookupError):
        os.killpg(server.process.pid, 0)
    assert not server.database.with_name("rehearse.db-wal").exists()


def test_a_request_in_flight_is_answered_and_kept(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        with begun(server) as connection:
            server.process.send_signal(signal.SIGTERM)
            connection.sendall(BODY)
            answer = connection.recv(4096)
        assert server.stop() == 0
        assert answer.startswith(b"HTTP/1.1 302 Found")
        assert_nothing_is_left(server)
        server.restart()
        with client(server.url) as visitor:
            assert create(visitor) == 2


def test_a_client_that_stalls_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    with serving(tmp_path) as server, begun(server):
        server.stop()  # fails where that takes longer than promised
        with pytest.raises(ProcessLookupError):
            os.killpg(server.process.pid, 0)


def test_connections_that_are_kept_open_do_not_keep_the_server_from_ending(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as server, client(server.url) as visitor:
        create(visitor)
        assert server.stop() == 0
        assert_nothing_is_left(server)


def test_sigint_ends_it_too(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(15) == 0
        assert_nothing_is_left(server)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_ctrl_c_in_the_middle_of_a_start_ends_everything_by_itself(
    tmp_path: Path, processes: int
) -> None:
    """A terminal sends it to all: to the worker that imports, and to the readers that start."""
    server = Server(tmp_path)
    asyncio.run(until(lambda: len(descendants(server.process.pid)) >= processes))
    below = descendants(server.process.pid)
    os.killpg(server.process.pid, signal.SIGINT)
    server.process.wait(STOP_LIMIT_S)
    assert "refused to gracefully stop" not in server.log
    asyncio.run(until(lambda: not any(map(is_running, below))))


def test_no_process_is_left_when_the_server_has_ended(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        below = descendants(server.process.pid)
        assert len(below) >= 3  # the worker, a reader, and its child
        assert server.stop() == 0
        assert not any(map(is_running, below))
