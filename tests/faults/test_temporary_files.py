"""No part of a CV is ever in a file of ours but the database, also while it is still coming in."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from tests.clients import client, create
from tests.exports import bring, exported
from tests.faults.processes import PROC, descendants, until
from tests.server import Server, serving

CANARY = "Quetzalcoatlus"


def test_no_part_of_a_file_is_on_the_disk_while_it_comes_in(tmp_path: Path) -> None:
    """The end of it is held back, so that the rest has to be somewhere."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serving(tmp_path / "data", TMPDIR=str(temporary)) as server:
        before = open_files(server)
        for field in ("cv_file", "another"):
            with client(server.url, "api") as visitor, sent_but_for_its_end(server, visitor, field):
                assert open_files(server) - before == set()
                assert list(temporary.iterdir()) == []


@contextmanager
def sent_but_for_its_end(server: Server, visitor: httpx.Client, field: str) -> Iterator[None]:
    """An upload of which the server has read all but the last line."""
    content = CANARY.encode() * (3 * 1024 * 1024 // len(CANARY))
    head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="cv.txt"\r\n\r\n'
    session = create(visitor)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    request = (
        f"POST /session/{session}/upload-cv HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n"
        f"Content-Length: {len(head) + len(content) + len(END)}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\n\r\n{head}"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(request.encode() + content)
        asyncio.run(until(lambda: unread_bytes(connection) == 0))
        yield
        connection.sendall(END)
        assert connection.recv(65536).startswith(b"HTTP/1.1 4")


END = b"\r\n--x--\r\n"


def test_no_part_of_what_is_deleted_or_brought_back_is_in_a_temporary_file(tmp_path: Path) -> None:
    """To be able to undo a statement, SQLite copies what it changes into a file without a name.

    Each file that was made in a folder, gone or not, has set the folder's time.
    """
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with (
        serving(tmp_path / "data", SQLITE_TMPDIR=str(temporary)) as server,
        client(server.url, "api") as visitor,
    ):
        before = temporary.stat().st_mtime_ns
        for _ in range(5):
            with_large_cv(visitor)
        content = exported(visitor)
        visitor.post("/you/forget", data={"confirm": "forget"}).raise_for_status()
        bring(visitor, content).raise_for_status()
        assert temporary.stat().st_mtime_ns == before


def with_large_cv(visitor: httpx.Client) -> None:
    session = create(visitor)
    cv = "".join(f"Line {number} says {CANARY}\n" for number in range(4000))
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": cv}).raise_for_status()


def unread_bytes(connection: socket.socket) -> int:
    """What has arrived at the other end of a connection on this machine, and was not read there."""
    ours, theirs = connection.getsockname()[1], connection.getpeername()[1]
    for line in (PROC / "net" / "tcp").read_text().splitlines()[1:]:
        _, local, remote, _, queues, *_ = line.split()
        if (port_in(local), port_in(remote)) == (theirs, ours):
            return int(queues.partition(":")[2], 16)
    raise AssertionError("the server has closed the connection")


def port_in(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


def open_files(server: Server) -> set[str]:
    """The files that the server's processes hold open, deleted ones too, but for the database's."""
    found = set()
    for pid in [server.process.pid, *descendants(server.process.pid)]:
        for descriptor in (PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                found.add(str(descriptor.readlink()))
    return {name for name in found if name.startswith("/") and str(server.database) not in name}
