"""How long a request body may take, at a server that has half a second's patience."""

import socket
from collections.abc import Iterator
from select import select
from time import sleep

import pytest

from tests.clients import HEADERS, JOB, client, create
from tests.http import impatient
from tests.http.raw import FORM, head_bytes
from tests.server import Server, serving

PAUSE_S = 0.05
LATE_S = 10  # after which a server that has not given up never will


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("hasty"), impatient.COMMAND) as server:
        yield server


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("drop", [b"", b"x"], ids=["stalls", "drips"])
def test_a_body_that_does_not_come_in_time_is_given_up_with_a_sentence(
    hasty: Server, drop: bytes, kind: str
) -> None:
    headers = {**FORM, **HEADERS[kind], "Content-Length": "60000"}
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=LATE_S) as connection:
        connection.sendall(head_bytes("POST", "/session/create", headers) + b"job_title=")
        for _ in range(int(LATE_S / PAUSE_S)):
            if select([connection], [], [], PAUSE_S)[0]:
                break
            connection.sendall(drop)
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_body_that_takes_longer_but_keeps_coming_is_taken(hasty: Server) -> None:
    text = JOB + "Nothing else is asked for.\n" * 200

    def slowly() -> Iterator[bytes]:
        for start in range(0, len(text), 300):
            sleep(PAUSE_S)
            yield text[start : start + 300].encode()

    with client(hasty.url, "api") as visitor:
        url = f"/session/{create(visitor)}/upload-job"
        answer = visitor.post(url, headers=FORM, content=as_field("job_description", slowly()))
    assert answer.json()["success"] is True


def as_field(name: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    yield f"{name}=".encode()
    yield from parts
