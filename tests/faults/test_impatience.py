"""The same server with little patience: clients that stall, drip, flood, do not read, or leave."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import sleep

import httpx
import pytest

from tests.faults import plain
from tests.faults.sockets import CLOSED_S, GET, HEAD, POST, answers, connect, crowd
from tests.server import Server, serving


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("impatient"), plain.COMMAND) as server:
        yield server


STALLS = {
    "nothing": b"",
    "half a request line": b"GET /",
    "half a header": HEAD + b"X-Half",
    "a request, and then nothing": GET,
    "a request, and then half a second one": GET + HEAD,
    "empty lines": b"\r\n" * 50,
    "a body that does not come, and was not waited for": (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
    ),
}


def test_every_connection_on_which_the_client_stalls_is_closed(impatient: Server) -> None:
    with ExitStack() as opened:
        stalled = {name: opened.enter_context(connect(impatient)) for name in STALLS}
        for name, connection in stalled.items():
            connection.sendall(STALLS[name])
        for name, connection in stalled.items():
            assert is_closed(connection), name


def is_closed(connection: socket.socket) -> bool:
    """Whether the server closes it within CLOSED_S."""
    try:
        answers(connection)
    except TimeoutError:
        return False
    return True


DRIPS = {
    "header": (HEAD, b"X: x\r\n"),
    "chunk after the answer": (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"1\r\nx\r\n",
    ),
    "empty line between requests": (GET, b"\r\n"),
}


@pytest.mark.parametrize(("first", "then"), DRIPS.values(), ids=DRIPS.keys())
def test_a_connection_on_which_the_client_drips_is_closed(
    impatient: Server, first: bytes, then: bytes
) -> None:
    assert is_cut_off(impatient, first, then, pause_s=0.05, times=int(CLOSED_S / 0.05))


FLOODS = {
    "trailers": (POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"X: x\r\n" * 1000),
    "a trailer": (POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX: ", b"x" * 6000),
    "an extension of a chunk": (POST + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 6000),
    "empty lines": (b"", b"\r\n" * 3000),
    "requests ahead": (b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n", GET * 100),
}


@pytest.mark.parametrize(("first", "then"), FLOODS.values(), ids=FLOODS.keys())
def test_a_client_that_floods_is_cut_off(impatient: Server, first: bytes, then: bytes) -> None:
    assert is_cut_off(impatient, first, then, pause_s=0.01, times=500)


def is_cut_off(server: Server, first: bytes, then: bytes, *, pause_s: float, times: int) -> bool:
    """Whether the server closes while a client goes on sending."""
    with connect(server) as connection:
        try:
            connection.sendall(first)
            for _ in range(times):
                connection.sendall(then)
                sleep(pause_s)
        except ConnectionError:
            return True
    return False


def test_an_answer_that_nobody_reads_does_not_stay(impatient: Server) -> None:
    with ExitStack() as opened:
        unread = {
            (path, requests): opened.enter_context(connect(impatient, receive_bytes=4096))
            for path in (b"/large", b"/ok")
            for requests in (1, 8)
        }
        for (path, requests), connection in unread.items():
            connection.sendall(
                (b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n") * requests
            )
        for asked, connection in unread.items():
            wait_until_gone(impatient, connection.getsockname()[1], asked)


def wait_until_gone(server: Server, port: int, asked: object) -> None:
    """Until the system knows no open connection between the server and a client's port."""
    ends = (f":{server.port:04X}", f":{port:04X}")
    established = "01"
    for _ in range(int(CLOSED_S / 0.05)):
        rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()]
        if not [
            row
            for row in rows
            if row[1].endswith(ends[0]) and row[2].endswith(ends[1]) and row[3] == established
        ]:
            return
        sleep(0.05)
    raise AssertionError(f"the server keeps the connection: {asked}")


def test_a_client_that_reads_slowly_gets_all_of_a_large_answer(impatient: Server) -> None:
    with connect(impatient, receive_bytes=65_536) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        came = 0
        while part := connection.recv(20_000):
            came += len(part)
            sleep(0.025)  # which takes it longer than an answer may stay unread
    assert came > plain.LARGE_BYTES


def test_a_body_may_take_longer_than_a_head(impatient: Server) -> None:
    with connect(impatient) as connection:
        connection.sendall(POST + b"Content-Length: 300\r\n\r\n")
        for _ in range(30):
            connection.sendall(b"x" * 10)
            sleep(0.1)
        assert connection.recv(1000).endswith(b"300")


def test_pipelined_requests_are_answered_in_their_order(impatient: Server) -> None:
    bodies = [b"x" * length for length in (3, 1, 2)]
    with connect(impatient) as connection:
        for body in bodies:
            connection.sendall(POST + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        connection.sendall(b"GET /ok HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        ends = [part[-1:] for part in answers(connection).split(b"HTTP/1.1 200 OK")[1:]]
    assert ends == [b"3", b"1", b"2", b"k"]


def test_one_address_has_a_limit_and_others_do_not_feel_it(tmp_path: Path) -> None:
    with (
        serving(tmp_path, plain.COMMAND, TRUSTED_PROXIES="192.0.2.1") as server,
        connect(server, source="127.0.0.2") as other,
        connect(server) as first,
        crowd(server, plain.LIMITS.from_one_address, b"GET /"),
    ):
        assert first.recv(1) == b""
        other.sendall(GET)
        assert other.recv(1000).startswith(b"HTTP/1.1 200")


def test_a_trusted_proxy_may_open_more_connections_than_one_visitor(impatient: Server) -> None:
    connections = [connect(impatient) for _ in range(plain.LIMITS.from_one_address + 5)]
    for connection in connections:
        connection.sendall(GET)
    assert all(connection.recv(1000).startswith(b"HTTP/1.1 200") for connection in connections)
    for connection in connections:
        connection.close()


# ---- Clients that leave ----


def leave(connection: socket.socket) -> None:
    connection.close()


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


@pytest.mark.parametrize("after", [b"", GET * 3], ids=["one request", "others wait behind it"])
@pytest.mark.parametrize("go", [leave, reset])
def test_the_application_is_told_when_its_client_leaves(
    impatient: Server, go: Callable[[socket.socket], None], after: bytes
) -> None:
    before = left(impatient)
    connection = connect(impatient)
    connection.sendall(b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n" + after)
    visit_plain(impatient)
    go(connection)
    for _ in range(int(CLOSED_S / 0.05)):
        if left(impatient) == before + 1:
            return
        sleep(0.05)
    raise AssertionError("the application was not told")


def left(server: Server) -> int:
    return int(httpx.get(f"{server.url}/left").text)


def visit_plain(server: Server) -> None:
    assert httpx.get(f"{server.url}/ok").text == "ok"
