"""Uploads that go wrong on the way: what is kept is whole, and nobody else notices."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import gettempdir

import httpx
import pytest

from app.documents.reading.reader import MAX_PROCESSES, MAX_WAITING
from tests.clients import CV, HEADERS, client, create
from tests.faults.processes import command, descendants, is_running, until
from tests.faults.test_reader import HANGING, is_reading
from tests.files import LONG, docx, paragraph
from tests.server import Server, serving

PATIENT_S = 60


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server that a test may hurt."""
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def visitor(own_server: Server) -> Iterator[httpx.Client]:
    with client(own_server.url, "api") as made:
        made.timeout = PATIENT_S
        yield made


def upload(visitor: httpx.Client, session: int, data: bytes, name: str = "cv") -> httpx.Response:
    return visitor.post(f"/session/{session}/upload-cv", files={"cv_file": (name, data)})


def cv_text(visitor: httpx.Client, session: int) -> str | None:
    text: str | None = visitor.get(f"/session/{session}/upload").json()["cv_text"]
    return text


def reading(server: Server) -> list[int]:
    """The processes that read a document just now."""
    return [pid for pid in descendants(server.process.pid) if is_reading(pid)]


def wait_for_reading(server: Server, count: int = 1) -> None:
    asyncio.run(until(lambda: len(reading(server)) >= count))


def test_others_are_answered_while_a_document_hangs(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = create(visitor)
    with ThreadPoolExecutor() as pool, client(own_server.url) as other:
        bomb = pool.submit(upload, visitor, session, HANGING)
        wait_for_reading(own_server)
        mine = create(other)
        for path in ("/", "/dashboard", f"/session/{mine}/upload"):
            assert other.get(path).status_code == 200
        assert upload(other, mine, LONG.encode()).status_code == 302
        assert not bomb.done()
        assert bomb.result().json()["code"] == "timed_out"


def test_of_two_uploads_at_once_the_last_to_come_wins_whole(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = create(visitor)
    with ThreadPoolExecutor() as pool, client(own_server.url, "api", like=visitor) as twin:
        slow = pool.submit(upload, visitor, session, slow_cv(), "slow.docx")
        wait_for_reading(own_server)
        twin.timeout = PATIENT_S
        assert upload(twin, session, LONG.encode(), "fast.txt").status_code == 200
        assert slow.result().status_code == 200
    assert cv_text(visitor, session) == LONG
    with client(own_server.url, like=visitor) as browser:
        page = browser.get(f"/session/{session}/upload").text
    assert "<bdi>fast.txt</bdi>" in page
    assert "slow.docx" not in page


def slow_cv() -> bytes:
    """A second's work, because of all its empty lines."""
    return docx(paragraph("") * 200_000 + paragraph(LONG))


def test_a_reader_that_is_killed_is_told_and_the_next_upload_works(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = create(visitor)
    with ThreadPoolExecutor() as pool:
        hit = pool.submit(upload, visitor, session, HANGING)
        for _ in range(2):  # a document gets a second try
            wait_for_reading(own_server)
            (busy,) = reading(own_server)
            os.kill(parent_of(own_server, busy), signal.SIGKILL)
            asyncio.run(until(lambda pid=busy: not is_running(pid)))  # type: ignore[misc]
        answer = hit.result()
    assert (answer.status_code, answer.json()["code"]) == (400, "resource_limit")
    assert upload(visitor, session, LONG.encode()).status_code == 200


def parent_of(server: Server, child: int) -> int:
    return next(pid for pid in descendants(server.process.pid) if child in descendants(pid)
                and b"reading.worker" in command(pid))  # fmt: skip


def test_a_full_queue_asks_every_client_to_come_again_and_serves_those_who_wait(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = create(visitor)
    busy = min(MAX_PROCESSES, os.cpu_count() or 1)
    with ThreadPoolExecutor(busy + MAX_WAITING + 1) as pool:
        hanging = [pool.submit(upload, visitor, create(visitor), HANGING) for _ in range(busy)]
        wait_for_reading(own_server, busy)
        sessions = [create(visitor) for _ in range(MAX_WAITING + 1)]
        crowd = [pool.submit(upload, visitor, each, LONG.encode()) for each in sessions]
        sent_away = next(as_completed(crowd))  # one too many: now the queue is full
        assert sent_away.result().status_code == 503
        for kind in HEADERS:
            with client(own_server.url, kind, like=visitor) as late:
                assert_sent_away(upload(late, session, LONG.encode()), kind)
        for pid in reading(own_server):
            os.kill(pid, signal.SIGKILL)
        assert all(each.result().status_code == 400 for each in hanging)
        assert sorted(each.result().status_code for each in crowd) == [200] * MAX_WAITING + [503]


def assert_sent_away(answer: httpx.Response, kind: str) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "Try again in a few seconds" in answer.text
    if kind in ("api", "script"):
        assert (answer.json()["type"], answer.json()["code"]) == ("BusyError", "busy")
    if kind == "htmx":
        assert answer.text.lstrip().startswith('<section class="document" id="cv"')


def test_a_client_that_leaves_in_the_middle_of_its_file_has_changed_nothing(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = create(visitor)
    upload(visitor, session, CV.encode())
    for sent in (b"", b"--x\r\nContent-Disposition: form-data; name=", b"x" * 100_000):
        leave(own_server, session, visitor.cookies["session"], sent)
    assert cv_text(visitor, session) == CV.strip()
    assert upload(visitor, session, LONG.encode()).status_code == 200
    own_server.stop()
    assert '"error"' not in own_server.log


def leave(server: Server, session: int, token: str, sent: bytes) -> None:
    head = (
        f"POST /session/{session}/upload-cv HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: session={token}\r\nContent-Length: 1000000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head.encode() + sent)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_the_end_of_the_server_ends_the_document_that_is_read(
    own_server: Server, visitor: httpx.Client, sent: signal.Signals
) -> None:
    session = create(visitor)
    with ThreadPoolExecutor() as pool:
        hit = pool.submit(upload, visitor, session, HANGING)
        wait_for_reading(own_server)
        below = descendants(own_server.process.pid)
        own_server.process.send_signal(sent)
        assert own_server.process.wait(15) == 0
        assert not any(map(is_running, below))
        hit.exception()  # answered or not: nobody waits for ever


# ---- What is private ----

CANARY = "Quetzalcoatlus"


def test_nothing_of_a_person_is_in_the_log_a_temporary_file_or_an_error(
    own_server: Server, visitor: httpx.Client, tmp_path: Path
) -> None:
    before = set(Path(gettempdir()).iterdir())
    told = everything_sent(visitor)
    own_server.stop()
    assert CANARY not in own_server.log
    assert not [text for text in told if CANARY in text]
    new = set(Path(gettempdir()).iterdir()) - before
    kept = {own_server.database, own_server.log_file}
    files = [path for folder in (*new, tmp_path) for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in files if path not in kept and CANARY.encode() in safely(path)]


def everything_sent(visitor: httpx.Client) -> list[str]:
    """The canary in every place where a person writes; gives what the refusals said."""
    session = create(visitor)
    url = f"/session/{session}"
    said = [
        upload(visitor, session, CANARY.encode(), f"{CANARY}.txt"),
        upload(visitor, session, b"%PDF-1.4 " + CANARY.encode(), CANARY),
        upload(visitor, session, b"PK\x03\x04" + CANARY.encode(), CANARY),
        upload(visitor, session, HANGING + CANARY.encode(), CANARY),
        visitor.post(f"{url}/upload-cv", data={"cv_text": CANARY}),
        visitor.post(f"{url}/upload-job", data={"job_description": CANARY}),
        visitor.post(f"{url}/message", data={"answer": CANARY}),
    ]
    assert all(answer.status_code == 400 for answer in said)
    upload(visitor, session, (CV + CANARY).encode(), f"{CANARY}.txt")
    visitor.post(f"{url}/upload-job", data={"job_description": CV + CANARY})
    said.append(visitor.post(f"{url}/message", data={"answer": CANARY + "\x07"}))
    visitor.post(f"{url}/message", data={"answer": CANARY})
    visitor.post(f"{url}/complete")
    said.append(visitor.post(f"{url}/message", data={"answer": CANARY}))
    return [answer.text for answer in said]


def safely(path: Path) -> bytes:
    """What a file holds; nothing if it is gone."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
