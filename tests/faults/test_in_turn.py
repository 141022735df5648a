"""What two people do at the same moment on PostgreSQL comes one after the other where it has to.

Each test holds a row, so that a unit of work stops in its middle; what is sent then must wait for
it. SQLite, which has one writer, needs none of this.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import asyncpg
import httpx
import pytest

from tests.clients import (
    ANSWERS,
    JSON,
    answer,
    answered,
    bring_documents,
    client,
    create,
    with_documents,
)
from tests.engines import Engine, stored
from tests.exports import sessions_of
from tests.modelled import until
from tests.server import Server

WAITING = (
    "select count(*) from pg_stat_activity "
    "where wait_event_type = 'Lock' and datname = current_database()"
)


@pytest.fixture(scope="module")
def shared(on_postgresql: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with on_postgresql.serving(tmp_path_factory.mktemp("shared")) as running:
        yield running


@pytest.fixture
def visitor(shared: Server) -> Iterator[httpx.Client]:
    with client(shared.url, "api") as made:
        yield made


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


@contextmanager
def held(server: Server, sql: str, *values: object) -> Iterator[None]:
    """Nobody can change the rows of this statement inside the block, nor hang anything on them."""
    is_held, may_end = Event(), Event()

    async def hold() -> None:
        connection = await asyncpg.connect(server.settings["DATABASE_URL"])
        async with connection.transaction():
            await connection.fetch(sql, *values)
            is_held.set()
            await asyncio.to_thread(may_end.wait)
        await connection.close()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(asyncio.run, hold())
        try:
            assert is_held.wait(20)
            yield
        finally:
            may_end.set()
            holding.result()


def waiting(server: Server, count: int) -> None:
    """Until so many statements wait for a row that another one has."""
    until(lambda: stored(server, WAITING) == [(count,)])


Sent = Future[httpx.Response]


def test_an_answer_that_came_first_is_judged_and_none_comes_after_the_end(
    shared: Server, visitor: httpx.Client, pool: ThreadPoolExecutor
) -> None:
    session = answered(visitor, 2)
    row = "select 1 from turn where session_id = $1 and number = 3 for update"
    with held(shared, row, session):
        sent: Sent = pool.submit(answer, visitor, session, ANSWERS[2])
        waiting(shared, 1)
        ended: Sent = pool.submit(visitor.post, f"/session/{session}/complete")
        waiting(shared, 2)
    assert (sent.result().status_code, ended.result().status_code) == (200, 200)
    (kept,) = [each for each in sessions_of(visitor) if each["feedback"]]
    answers = [turn["number"] for turn in kept["interview"]["turns"] if turn["answer"]]
    judged = [one["number"] for one in kept["feedback"]["report"]["answers"]]
    assert answers == judged == [1, 2, 3]


def test_of_two_sessions_that_share_a_text_and_are_deleted_at_once_nothing_is_left(
    shared: Server, visitor: httpx.Client, pool: ThreadPoolExecutor
) -> None:
    first, second = with_documents(visitor), create(visitor)
    visitor.post(f"/session/{second}/reuse-cv", data={"from": str(first)}).raise_for_status()
    texts = "select text_id from document where session_id = $1 and kind = 'job'"
    ((job,),) = stored(shared, texts, first)
    count = "select count(*) from text"
    before = stored(shared, count)[0][0]
    with held(shared, "select 1 from text where id = $1 for update", job):
        one: Sent = pool.submit(visitor.post, f"/session/{first}/delete")
        waiting(shared, 1)
        other: Sent = pool.submit(visitor.post, f"/session/{second}/delete")
        waiting(shared, 2)
    assert one.result().is_success
    assert other.result().is_success
    assert stored(shared, count)[0][0] == before - 2


def test_a_session_that_is_made_while_devices_join_is_not_lost(
    shared: Server, visitor: httpx.Client, pool: ThreadPoolExecutor
) -> None:
    session = create(visitor)
    with client(shared.url, "api") as tablet, client(shared.url, "api") as laptop:
        tablet.post(visitor.post("/you/link").json()["url"]).raise_for_status()
        create(laptop)
        link = laptop.post("/you/link").json()["url"]
        with held(shared, "select 1 from session where id = $1 for update", session):
            joined: Sent = pool.submit(visitor.post, link)
            waiting(shared, 1)
            made: Future[int] = pool.submit(create, tablet)
            waiting(shared, 2)
        assert joined.result().json() == {"redirect": "/sessions", "sessions": 2}
        for device in (tablet, laptop, visitor):
            ids = [each["id"] for each in device.get("/sessions", headers=JSON).json()["sessions"]]
            assert made.result() in ids
            assert len(ids) == 3


def test_choices_that_come_while_the_interview_begins_are_refused(
    shared: Server, visitor: httpx.Client, pool: ThreadPoolExecutor
) -> None:
    session = bring_documents(visitor, create(visitor))
    texts = "select text_id from document where session_id = $1 and kind = 'cv'"
    ((cv,),) = stored(shared, texts, session)
    with held(shared, "select 1 from text where id = $1 for update", cv):
        begun: Sent = pool.submit(visitor.get, f"/session/{session}/interview")
        waiting(shared, 1)
        choice = {"add": "Being on call at night"}
        chosen: Sent = pool.submit(visitor.post, f"/session/{session}/review", data=choice)
        waiting(shared, 2)
    assert begun.result().status_code == 200
    assert chosen.result().status_code == 409


def test_answers_that_are_given_again_at_once_are_all_kept(
    visitor: httpx.Client, pool: ThreadPoolExecutor
) -> None:
    session = answered(visitor, 3)
    visitor.post(f"/session/{session}/complete").raise_for_status()
    url = f"/session/{session}/answer/1"
    sent: list[Sent] = [
        pool.submit(visitor.post, url, data={"answer": text}) for text in ANSWERS[:4]
    ]
    assert {each.result().status_code for each in sent} == {200}
    (kept,) = sessions_of(visitor)
    assert [each["number"] for each in kept["attempts"]] == [1, 2, 3, 4]
