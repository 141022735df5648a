"""SIGTERM: what is being answered is answered, and nothing of the server stays."""

import asyncio
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest

from tests.clients import client, create
from tests.faults import plain
from tests.faults.processes import descendants, is_running, until
from tests.server import REHEARSE, STOP_LIMIT_S, Server, serving

BODY = b"job_title=Staff+nurse&company_name=St+Elsewhere"
HEAD = (
    "POST {} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
    f"Content-Length: {len(BODY)}\r\n\r\n"
)


def begun(server: Server, path: str = "/session/create") -> socket.socket:
    """A request that is being read: the server has asked for its body."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=15)
    connection.sendall(HEAD.format(path).encode())
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
    with serving(tmp_path, plain.COMMAND) as server, begun(server, "/body"):
        assert server.stop() == 0  # fails where that takes longer than promised
        assert_nothing_is_left(server)


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


@pytest.mark.parametrize("processes", [1, 2])
def test_ctrl_c_in_the_middle_of_a_start_ends_everything_by_itself(
    tmp_path: Path, processes: int
) -> None:
    """A terminal sends it to all: to the server, and to the readers that start."""
    server = Server(tmp_path)
    asyncio.run(until(lambda: len(descendants(server.process.pid)) >= processes))
    below = descendants(server.process.pid)
    os.killpg(server.process.pid, signal.SIGINT)
    assert server.process.wait(STOP_LIMIT_S) == 0
    asyncio.run(until(lambda: not any(map(is_running, below))))


def test_no_process_is_left_when_the_server_has_ended(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        below = descendants(server.process.pid)
        assert len(below) >= 2  # a reader, and its child
        assert server.stop() == 0
        assert not any(map(is_running, below))


# ---- Signals that meet ----

PAIRS = [
    (signal.SIGTERM, signal.SIGTERM),
    (signal.SIGTERM, signal.SIGINT),
    (signal.SIGINT, signal.SIGTERM),
    (signal.SIGINT, signal.SIGINT),
]
PAUSES_S = [0.0, 0.0002, 0.002, 0.02, 0.1]
AT_ONCE = 5  # servers that start, and stop, side by side
PLAIN_STOPS = 46
STOPS = 4


@pytest.mark.parametrize(
    ("command", "stops"), [(plain.COMMAND, PLAIN_STOPS), (REHEARSE, STOPS)], ids=["plain", "whole"]
)
def test_two_signals_at_the_same_moment_end_it_in_order(
    tmp_path: Path, command: tuple[str, ...], stops: int
) -> None:
    """As when make is ended: it has the signal from the group, and hands its own on as well."""

    def stop(number: int) -> None:
        pair, pause_s = PAIRS[number % len(PAIRS)], PAUSES_S[number % len(PAUSES_S)]
        with serving(tmp_path / str(number), command) as server:
            below = descendants(server.process.pid)
            signal_twice(server, pair, pause_s)
            assert server.process.wait(STOP_LIMIT_S) == 0, (pair, pause_s)
            assert_nothing_is_left(server)
            assert not any(map(is_running, below))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(stop, range(stops)))


def signal_twice(server: Server, pair: tuple[int, int], pause_s: float) -> None:
    """Two signals for the whole group; the second may find it gone."""
    os.killpg(server.process.pid, pair[0])
    sleep(pause_s)
    with suppress(ProcessLookupError):
        os.killpg(server.process.pid, pair[1])


def test_signals_at_any_moment_of_a_start_end_it(tmp_path: Path) -> None:
    def start_and_stop(number: int) -> None:
        server = Server(tmp_path / str(number))
        sleep(number * 0.1)
        signal_twice(server, PAIRS[number % len(PAIRS)], PAUSES_S[number % len(PAUSES_S)])
        server.process.wait(STOP_LIMIT_S)
        asyncio.run(until(lambda: not is_group_there(server.process.pid)))
        assert "__main__.py" not in server.log  # as a traceback has it, once our code runs

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(start_and_stop, range(12)))


def is_group_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_work_that_hangs_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    with (
        serving(tmp_path, plain.COMMAND) as server,
        socket.create_connection(("127.0.0.1", server.port)) as connection,
    ):
        connection.sendall(b"GET /hang HTTP/1.1\r\nHost: localhost\r\n\r\n")
        asyncio.run(until(lambda: "It hangs" in server.log))
        assert server.stop() == -signal.SIGALRM
