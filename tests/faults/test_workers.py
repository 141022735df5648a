"""`WORKERS`: several processes serve one address, and none of them is one on which all depends."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event

import httpx
import pytest

from tests.clients import JSON, client, create
from tests.engines import Engine
from tests.faults import plain
from tests.faults.processes import children, descendants, is_running, until
from tests.server import REHEARSE, STOP_LIMIT_S, Server, refusal, serving

OPEN = "Rehearse is open at"
NO_APPLICATION = "serve(settings, listen(settings), 'tests.faults.plain:nothing')"
BROKEN = (
    sys.executable,
    "-c",
    "from app.server.serve import listen, serve; from app.settings import settings_of; "
    f"settings = settings_of(); {NO_APPLICATION}",
)


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, plain.COMMAND, WORKERS="3") as server:
        wait_until(lambda: OPEN in server.log)
        yield server


def wait_until(holds: Callable[[], bool]) -> None:
    asyncio.run(until(holds))


def workers(server: Server) -> list[int]:
    return children(server.process.pid)


def test_it_says_once_that_it_is_open_when_all_of_them_are(three: Server) -> None:
    assert len(workers(three)) == 3
    assert three.log.count(OPEN) == 1
    assert httpx.get(three.url).text == "ok"


def test_one_that_is_killed_is_replaced_and_others_answer_meanwhile(three: Server) -> None:
    killed, *others = workers(three)
    os.kill(killed, signal.SIGKILL)
    for _ in range(50):
        assert httpx.get(three.url).text == "ok"
    wait_until(lambda: has_replaced(three, 1))
    assert {*others} < {*workers(three)}
    assert len(workers(three)) == 3
    assert three.log.count(OPEN) == 1


def test_all_of_them_may_be_killed_again_and_again(three: Server) -> None:
    for _ in range(3):
        before = workers(three)
        for each in before:
            os.kill(each, signal.SIGKILL)
        wait_until(partial(are_replaced, three, before))
    three.wait()
    assert three.stop() == 0


def has_replaced(server: Server, count: int) -> bool:
    """Whether so many have answered in the place of others that were killed."""
    return server.log.count("took the place of one that ended by signal 9") == count


def are_replaced(server: Server, killed: list[int]) -> bool:
    now = workers(server)
    return len(now) == int(server.settings["WORKERS"]) and not {*now} & {*killed}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("to_all", [True, False])
def test_a_signal_ends_all_of_them_in_order(three: Server, number: int, to_all: bool) -> None:
    below = descendants(three.process.pid)
    (os.killpg if to_all else os.kill)(three.process.pid, number)
    assert three.process.wait(STOP_LIMIT_S) == 0
    assert not any(map(is_running, below))
    assert "Traceback" not in three.log


def test_signals_at_any_moment_of_a_start_end_it(tmp_path: Path) -> None:
    def start_and_stop(number: int) -> None:
        server = Server(tmp_path / str(number), plain.COMMAND, WORKERS="2")
        pause = Event()
        pause.wait(number * 0.1)
        with suppress(ProcessLookupError):
            os.killpg(server.process.pid, signal.SIGTERM)
        server.process.wait(STOP_LIMIT_S)
        wait_until(lambda: not is_group_there(server.process.pid))
        assert "Traceback" not in server.log

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(start_and_stop, range(10)))


def is_group_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_when_the_process_that_keeps_them_is_killed_they_end_too(three: Server) -> None:
    below = descendants(three.process.pid)
    three.process.kill()
    three.process.wait()
    wait_until(lambda: not any(map(is_running, below)))
    with pytest.raises(httpx.TransportError):
        httpx.get(three.url)


def test_one_that_hangs_does_not_keep_the_others_from_ending(three: Server) -> None:
    below = descendants(three.process.pid)
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(httpx.get, f"{three.url}/hang")
        wait_until(lambda: "It hangs" in three.log)
        assert three.stop() == 1
        assert hanging.exception()
    assert not any(map(is_running, below))


def test_what_keeps_the_first_from_its_start_is_told_once(tmp_path: Path) -> None:
    server = Server(tmp_path, BROKEN, WORKERS="4")
    assert server.process.wait(STOP_LIMIT_S) == 1
    assert len(server.log.splitlines()) == 1
    assert OPEN not in server.log


@pytest.mark.parametrize("number", ["0", "65", "-1", "two", "1.5"])
def test_a_number_of_workers_that_is_none_is_refused(number: str) -> None:
    line = refusal(WORKERS=number)
    assert f"WORKERS: '{number}' can't be used. Please give a whole number from 1 to 64." in line


def test_several_on_one_file_are_refused_and_nothing_is_made(tmp_path: Path) -> None:
    line = refusal(WORKERS="2", DATABASE_URL=f"sqlite:///{tmp_path}/rehearse.db")
    assert "WORKERS: 2 can't be used with SQLite" in line
    assert "PostgreSQL" in line
    assert not list(tmp_path.iterdir())


# ---- The whole application ----


@pytest.fixture
def two(on_postgresql: Engine, tmp_path: Path) -> Iterator[Server]:
    with on_postgresql.serving(tmp_path, REHEARSE, WORKERS="2") as server:
        wait_until(lambda: OPEN in server.log)
        yield server


def test_whichever_of_them_answers_knows_every_visitor(two: Server) -> None:
    with client(two.url, "api") as visitor:
        session = create(visitor)
        ids = Counter[str]()
        for _ in range(40):  # each on a connection of its own
            with client(two.url, "api", like=visitor) as other:
                seen = other.get("/sessions", headers=JSON)
            assert [each["id"] for each in seen.json()["sessions"]] == [session]
            ids[seen.headers["x-request-id"]] += 1
        assert max(ids.values()) == 1  # the log can tell one request from another


def test_nothing_that_was_confirmed_is_lost_where_workers_are_killed(two: Server) -> None:
    with client(two.url, "api") as visitor, ThreadPoolExecutor(4) as pool:
        create(visitor)
        is_over = Event()

        def go_on_creating() -> set[int]:
            made = set[int]()
            while not is_over.is_set():
                with client(two.url, "api", like=visitor) as one, suppress(httpx.TransportError):
                    made.add(create(one))
            return made

        creating = [pool.submit(go_on_creating) for _ in range(3)]
        for count in range(1, 4):
            os.kill(workers(two)[0], signal.SIGKILL)
            wait_until(partial(has_replaced, two, count))
        is_over.set()
        made = set[int]().union(*(each.result() for each in creating))
        assert made
        for session in made:
            assert visitor.get(f"/session/{session}/upload").is_success
        assert visitor.get("/health").json() == {"status": "ok"}


def test_no_process_of_theirs_is_left(two: Server) -> None:
    below = descendants(two.process.pid)
    assert len(below) >= 6  # two workers, each with readers and their children
    assert two.stop() == 0
    assert not any(map(is_running, below))
