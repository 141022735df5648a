"""Connections of clients that say and read what they like, byte for byte."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from tests.server import Server

CLOSED_S = 10  # a bound for a server whose patience is a second
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
GET = HEAD + b"\r\n"
POST = b"POST /body HTTP/1.1\r\nHost: localhost\r\n"


def connect(server: Server, *, receive_bytes: int = 0, source: str = "") -> socket.socket:
    connection = socket.socket()
    if receive_bytes:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    if source:
        connection.bind((source, 0))
    connection.settimeout(CLOSED_S)
    connection.connect(("127.0.0.1", server.port))
    return connection


@contextmanager
def crowd(server: Server, count: int, says: bytes, *, reads: bool = True) -> Iterator[None]:
    """So many connections, each of which has sent this; with `reads`, had its answer, if any."""
    with ExitStack() as opened:
        for _ in range(count):
            connection = opened.enter_context(connect(server, receive_bytes=0 if reads else 4096))
            with suppress(ConnectionError):  # the server may not want to hear all of it
                connection.sendall(says)
            if reads and says.endswith(b"\r\n\r\n"):
                assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        yield


def answers(connection: socket.socket) -> bytes:
    """All that comes until the server closes; fails if it doesn't."""
    came = []
    try:
        while part := connection.recv(65536):
            came.append(part)
    except ConnectionError:  # closed while we were sending
        pass
    return b"".join(came)
