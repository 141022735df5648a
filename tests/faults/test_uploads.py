"""Uploads that go wrong on the way: what is kept is whole, and nobody else notices."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from app.documents.reading.reader import MAX_PROCESSES, MAX_WAITING
from tests.clients import CV, HEADERS, client, create
from tests.faults.processes import command, descendants, is_running, until
from tests.faults.reading import HANGING, is_reading
from tests.files import LONG, docx, paragraph
from tests.server import Server, serving

PATIENT_S = 60


@pytest.fixture(scope="module")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("uploads")) as server:
        yield server


@pytest.fixture
def own_server(one_server: Server) -> Server:
    """A server that a test may hurt, and end."""
    if one_server.process.poll() is not None:
        one_server.restart()
    return one_server


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
        end_reading(own_server)
        assert bomb.result().status_code == 400


def end_reading(server: Server) -> None:
    """Let nobody wait for the end of a document's time."""
    for pid in reading(server):
        os.kill(pid, signal.SIGKILL)


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
    """A quarter of a second's work, because of all its empty lines."""
    return docx(paragraph("") * 40_000 + paragraph(LONG))


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


Newcomer = tuple[httpx.Client, int]


@pytest.fixture
def newcomer(own_server: Server) -> Iterator[Callable[..., Newcomer]]:
    """A visitor of that kind who was never here before, and the session that they began."""
    with ExitStack() as clients:

        def come(kind: str = "api") -> Newcomer:
            made = clients.enter_context(client(own_server.url, kind))
            made.timeout = PATIENT_S
            return made, create(made)

        yield come


def test_a_full_queue_asks_every_client_to_come_again_and_serves_those_who_wait(
    own_server: Server, newcomer: Callable[..., Newcomer]
) -> None:
    busy = min(MAX_PROCESSES, os.cpu_count() or 1)
    first = [newcomer() for _ in range(busy)]
    then = [newcomer() for _ in range(MAX_WAITING + 1)]
    late = {kind: newcomer(kind) for kind in HEADERS}
    with ThreadPoolExecutor(busy + MAX_WAITING + 1) as pool:
        hanging = [pool.submit(upload, *each, HANGING) for each in first]
        wait_for_reading(own_server, busy)
        crowd = [pool.submit(upload, *each, LONG.encode()) for each in then]
        sent_away = next(as_completed(crowd))  # one too many: now the queue is full
        assert sent_away.result().status_code == 503
        for kind, each in late.items():
            assert_sent_away(upload(*each, LONG.encode()), kind)
        end_reading(own_server)
        assert all(each.result().status_code == 400 for each in hanging)
        assert sorted(each.result().status_code for each in crowd) == [200] * MAX_WAITING + [503]


def test_who_sends_a_dozen_documents_at_once_keeps_nobody_out(
    own_server: Server, visitor: httpx.Client, newcomer: Callable[..., Newcomer]
) -> None:
    other = newcomer()
    sessions = [create(visitor) for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        dozen = [pool.submit(upload, visitor, each, HANGING) for each in sessions]
        wait_for_reading(own_server)
        refused = next(as_completed(dozen))  # there are more than may wait, all of one visitor
        assert refused.result().status_code == 503
        assert upload(*other, LONG.encode()).status_code == 200
        own_server.stop()


def assert_sent_away(answer: httpx.Response, kind: str) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "Try again in a few seconds" in answer.text
    if kind in ("api", "script"):
        assert (answer.json()["type"], answer.json()["code"]) == ("BusyError", "busy")
    if kind == "htmx":
        assert answer.text.lstrip().startswith('<section class="document" id="cv"')


def test_a_client_that_leaves_in_the_middle_of_its_file_has_changed_nothing(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = create(visitor)
        upload(visitor, session, CV.encode())
        for sent in (b"", b"--x\r\nContent-Disposition: form-data; name=", b"x" * 100_000):
            leave(server, session, cookies_of(visitor), sent)
        assert cv_text(visitor, session) == CV.strip()
        assert upload(visitor, session, LONG.encode()).status_code == 200
        server.stop()
        assert '"error"' not in server.log


def cookies_of(visitor: httpx.Client) -> str:
    return "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())


def leave(server: Server, session: int, cookies: str, sent: bytes) -> None:
    head = (
        f"POST /session/{session}/upload-cv HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: {cookies}\r\nContent-Length: 1000000\r\n"
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


def test_nothing_of_a_person_is_in_the_log_an_error_or_another_file(
    own_server: Server, visitor: httpx.Client
) -> None:
    told = everything_sent(own_server, visitor)
    own_server.stop()
    assert CANARY not in own_server.log
    assert not [text for text in told if CANARY in text]
    kept = {own_server.database, own_server.log_file}
    files = [path for path in own_server.folder.rglob("*") if path.is_file() and path not in kept]
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]


def everything_sent(server: Server, visitor: httpx.Client) -> list[str]:
    """The canary in every place where a person writes; gives what the refusals said."""
    session = create(visitor)
    url = f"/session/{session}"
    said = [
        upload(visitor, session, CANARY.encode(), f"{CANARY}.txt"),
        upload(visitor, session, b"%PDF-1.4 " + CANARY.encode(), CANARY),
        upload(visitor, session, b"PK\x03\x04" + CANARY.encode(), CANARY),
        killed(server, visitor, session, HANGING + CANARY.encode()),
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


def killed(server: Server, visitor: httpx.Client, session: int, data: bytes) -> httpx.Response:
    """The answer to a document that hangs until its process is killed."""
    with ThreadPoolExecutor(1) as pool:
        hit = pool.submit(upload, visitor, session, data, CANARY)
        wait_for_reading(server)
        end_reading(server)
        return hit.result()
