"""Clients that leave before they are answered: nothing is half done, and nobody else notices."""

import socket
from pathlib import Path

from tests.clients import client, create
from tests.engines import Engine, stored
from tests.faults.locking import locked_for_writing
from tests.server import Server, serving

BODY = b"job_title=Staff+nurse&company_name=St+Elsewhere"


def leave(server: Server, sent: bytes) -> None:
    """Send a form of which only `sent` arrives, and close."""
    head = (
        "POST /session/create HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(BODY)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head.encode() + sent)


def kept(server: Server) -> list[tuple[str, str]]:
    return stored(server, "select job_title, company_name from session")


def test_clients_that_leave_while_their_write_waits_leave_nothing_half_done(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        with locked_for_writing(server.database):
            for _ in range(20):
                leave(server, BODY)
        create(visitor, job_title="The next request")
        server.stop()
        titles = [title for title, _ in kept(server)]
        assert titles.count("The next request") == 1
        assert set(titles) <= {"The next request", "Staff nurse"}
        assert "error" not in server.log


def test_a_client_that_leaves_half_way_through_its_form_has_begun_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    with engine.serving(tmp_path) as server, client(server.url, "api") as visitor:
        for length in (0, 1, len(BODY) - 1) * 5:
            leave(server, BODY[:length])
        create(visitor)
        server.stop()
        assert len(kept(server)) == 1
        assert "error" not in server.log
