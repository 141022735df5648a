"""What connections may cost Rehearse as `make run` serves it, and a visitor beside them."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.bench.memory import resident_mb
from tests.clients import client, create
from tests.faults.sockets import HEAD, answers, connect, crowd
from tests.server import REHEARSE, Server, serving

VISITOR_S = 5  # within which a visitor is answered, whatever others do
IDLE = 1100
UNREAD = 200


@pytest.fixture(scope="module", autouse=True)
def descriptors() -> Iterator[None]:
    """Enough of them for this process, which opens more connections than the server."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], 4 * IDLE), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Rehearse, as `make run` serves it."""
    with serving(tmp_path_factory.mktemp("connections")) as server:
        yield server


def visit(server: Server) -> None:
    """What a new visitor does first, each step within VISITOR_S."""
    with client(server.url) as visitor:
        visitor.timeout = VISITOR_S
        assert visitor.get("/").status_code == 200
        assert create(visitor)
        assert visitor.get("/dashboard").status_code == 200


# ---- Rehearse as `make run` serves it ----


@pytest.mark.parametrize(
    "says",
    [b"", b"GET /dash", HEAD + b"X-Half", b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"],
    ids=["nothing", "half a request line", "half a header", "one request"],
)
def test_a_visitor_is_answered_beside_more_idle_connections_than_there_may_be(
    own: Server, says: bytes
) -> None:
    with crowd(own, IDLE, says):
        visit(own)


@pytest.mark.parametrize("head", [b"GET /static/htmx.min.js", b"GET /dashboard"])
@pytest.mark.parametrize("requests", [1, 8, 300])
def test_clients_that_never_read_cost_others_nothing_and_little_memory(
    own: Server, head: bytes, requests: int
) -> None:
    before_mb = resident_mb(own)
    request = head + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with crowd(own, UNREAD, request * requests, reads=False):
        visit(own)
        assert resident_mb(own) < before_mb + 100


def test_a_visitor_is_answered_where_the_system_gives_few_descriptors(tmp_path: Path) -> None:
    few = ("sh", "-c", 'ulimit -n 256 && exec "$@"', "-", *REHEARSE)
    with serving(tmp_path, few) as server, crowd(server, 300, b""):
        visit(server)


SLOW_UPLOAD = """
import sys, time, httpx

def slowly():
    yield b'--b\\r\\nContent-Disposition: form-data; name="cv_file"; filename="cv.txt"\\r\\n\\r\\n'
    for _ in range(100):
        time.sleep(0.01)
        yield b"A line of a very long CV, kept as it is.\\n" * 20
    yield b"\\r\\n--b--\\r\\n"

headers = {"Content-Type": "multipart/form-data; boundary=b", "Accept": "application/json",
           "Cookie": f"rehearse={sys.argv[2]}"}
answer = httpx.post(sys.argv[1], content=slowly(), headers=headers, timeout=60)
print(answer.status_code, end="")
"""


@pytest.mark.alone  # the line is slow beside those that come and go, not beside other tests
def test_an_upload_from_a_slow_line_arrives_while_idle_connections_come_and_go(own: Server) -> None:
    """The line is a process of its own: a thread would wait for those that open connections."""
    with client(own.url, "api") as visitor:
        url = f"{own.url}/session/{create(visitor)}/upload-cv"
        command = (sys.executable, "-c", SLOW_UPLOAD, url, visitor.cookies["rehearse"])
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as upload:
            while upload.poll() is None:
                with crowd(own, IDLE, b""):
                    pass
            status, _ = upload.communicate()
    assert status == "200"


def test_http_2_is_not_spoken(own: Server) -> None:
    with connect(own) as connection:
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0")
        assert answers(connection).startswith(b"HTTP/1.1 400")
    upgrade = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": ""}
    answer = httpx.get(f"{own.url}/health", headers=upgrade)
    assert (answer.status_code, answer.http_version) == (200, "HTTP/1.1")


@pytest.mark.parametrize(
    "headers",
    [
        b"X: " + b"x" * 16_384,
        b"X: x\r\n" * 3000,
        b"Cookie: a=b; " + b"c=d; " * 200_000,
    ],
    ids=["one of 16 KB", "thousands of small ones", "one of a megabyte"],
)
def test_headers_of_more_than_16_kb_are_refused(own: Server, headers: bytes) -> None:
    with connect(own) as connection:
        try:
            connection.sendall(HEAD + headers + b"\r\n\r\n")
        except ConnectionError:
            return  # it didn't even listen to the end
        assert answers(connection).startswith((b"HTTP/1.1 400", b"HTTP/1.1 431"))


def test_headers_of_12_kb_are_read(own: Server) -> None:
    assert httpx.get(f"{own.url}/health", headers={"X": "x" * 12_000}).status_code == 200
