"""PostgreSQL goes away while people use Rehearse: nothing acknowledged is lost, and it heals."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from signal import SIGCONT, SIGKILL, SIGQUIT, SIGSTOP, Signals
from threading import Lock, Thread

import httpx
import pytest

from tests.clients import HEADERS, NURSE, client, completed, create
from tests.engines import stored
from tests.faults.processes import descendants
from tests.modelled import until
from tests.postgresql import PostgreSQL
from tests.server import Server

ROUNDS = 2
WRITERS = 8
MANY = 60  # before it goes, and after it is back

KEPT = "select id, job_title from session"


class Load:
    """Visitors who create sessions all the time, and what they are told."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.acknowledged: dict[int, str] = {}
        self.refused: list[httpx.Response] = []
        self.is_over = False
        self.lock = Lock()

    @contextmanager
    def running(self) -> Iterator[None]:
        threads = [Thread(target=self.create, args=(number,)) for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.is_over = True
            for thread in threads:
                thread.join()

    def create(self, writer: int) -> None:
        with client(self.url, "api") as visitor:
            number = 0
            while not self.is_over:
                title = f"Job {number} of writer {writer}"
                form = {**NURSE, "job_title": title}
                answer = visitor.post("/session/create", data=form, timeout=60)
                with self.lock:
                    if answer.is_success:
                        self.acknowledged[answer.json()["session_id"]] = title
                    else:
                        self.refused.append(answer)
                number += 1


@pytest.mark.parametrize("how", [SIGQUIT, SIGKILL])
def test_no_acknowledged_session_is_lost_when_it_goes_under_load(
    own_postgresql: PostgreSQL, on_own_postgresql: Server, how: Signals
) -> None:
    acknowledged: dict[int, str] = {}
    for _ in range(ROUNDS):
        acknowledged |= acknowledged_around(own_postgresql, how, on_own_postgresql)
        assert acknowledged.items() <= dict(stored(on_own_postgresql, KEPT)).items()
    assert on_own_postgresql.process.poll() is None


def acknowledged_around(postgresql: PostgreSQL, how: Signals, server: Server) -> dict[int, str]:
    """What was acknowledged before it went and after it came back; meanwhile all is refused."""
    load = Load(server.url)
    with load.running():
        until(lambda: len(load.acknowledged) >= MANY)
        postgresql.stop(how)
        told = len(load.refused)
        until(lambda: len(load.refused) > told + WRITERS)
        postgresql.restart()
        heard = len(load.acknowledged)
        until(lambda: len(load.acknowledged) > heard + MANY)
    for answer in load.refused:
        assert_refused_for_now(answer)
    return load.acknowledged


def assert_refused_for_now(answer: httpx.Response) -> None:
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) > 0
    assert "reach its database" in answer.text


def test_each_kind_of_client_is_told_and_goes_on_once_it_is_back(
    own_postgresql: PostgreSQL, on_own_postgresql: Server
) -> None:
    with client(on_own_postgresql.url, "api") as visitor:
        session = completed(visitor, 2)
        own_postgresql.stop(SIGQUIT)
        for kind in HEADERS:
            with client(on_own_postgresql.url, kind, like=visitor) as sender:
                assert_refused_for_now(sender.post("/session/create", data=NURSE))
                for path in ("sessions", f"session/{session}/feedback", "you", "you/export"):
                    assert_refused_for_now(sender.get(f"/{path}"))
        assert visitor.get("/health").status_code == 503
        own_postgresql.restart()
        until(lambda: visitor.get("/health").is_success)
        assert visitor.get(f"/session/{session}/feedback").is_success
        create(visitor)


def test_one_that_says_nothing_any_more_is_waited_for_no_longer_than_a_while(
    own_postgresql: PostgreSQL, on_own_postgresql: Server
) -> None:
    """As where the way to it is cut: its processes stand still."""
    with client(on_own_postgresql.url, "api") as visitor:
        visitor.timeout = 60
        create(visitor)
        still = [own_postgresql.process.pid, *descendants(own_postgresql.process.pid)]
        for process in still:
            os.kill(process, SIGSTOP)
        try:
            with ThreadPoolExecutor(2) as pool:
                begun = pool.submit(visitor.post, "/session/create", data=NURSE)
                assert_refused_for_now(visitor.get("/sessions"))
                assert_refused_for_now(begun.result())
        finally:
            for process in still:
                os.kill(process, SIGCONT)
        until(lambda: visitor.get("/health").is_success)
        create(visitor)
