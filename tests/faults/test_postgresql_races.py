"""Two servers at one thing at one moment, each with a unit that has begun and waits.

What stands then is what one after the other would have left.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.clients import CV, NURSE, client, with_documents
from tests.engines import stored
from tests.modelled import until
from tests.postgresql import PostgreSQL, holding
from tests.server import Server

ROUNDS = 5

BEFORE_A_CV = "update document set word_count = word_count where kind = 'cv'"
BEFORE_A_SESSION = "lock table session in share row exclusive mode"

COUNT_TEXTS = "select count(*) from text"
COUNT_ORPHANS = """select count(*) from session
    where not exists (select 1 from device where device.owner = session.owner)"""

Send = Callable[[], httpx.Response]
Pair = tuple[httpx.Client, httpx.Client]


@pytest.fixture
def pair(two_servers: Server) -> Iterator[Pair]:
    """One visitor at both servers, whose session 1 has its documents."""
    first, second = two_servers.urls
    with client(first, "api") as one, client(second, "api") as other:
        assert with_documents(one) == 1
        other.cookies = one.cookies
        yield one, other


def answers_to(
    postgresql: PostgreSQL, server: Server, obstacle: str, *requests: Send
) -> list[httpx.Response]:
    """Each is sent once the one before waits at the obstacle, which then goes."""
    with ThreadPoolExecutor(len(requests)) as pool:
        with holding(server.settings["DATABASE_URL"], obstacle):
            sent = []
            for request in requests:
                sent.append(pool.submit(request))
                wait_for(postgresql, len(sent))
        return [each.result() for each in sent]


def wait_for(postgresql: PostgreSQL, count: int) -> None:
    """Until so many wait."""
    until(lambda: len(postgresql.waiting()) == count)


def test_of_two_documents_for_one_place_nothing_is_left_of_the_one_that_lost(
    own_postgresql: PostgreSQL, two_servers: Server, pair: Pair
) -> None:
    one, other = pair
    for _ in range(ROUNDS):  # the engine may let either go on first
        answers = answers_to(
            own_postgresql,
            two_servers,
            BEFORE_A_CV,
            lambda: one.post("/session/1/upload-cv", data={"cv_text": f"{CV} One"}),
            lambda: other.post("/session/1/upload-cv", data={"cv_text": f"{CV} Other"}),
        )
        assert [answer.status_code for answer in answers] == [200, 200]
        assert one.get("/session/1/upload").json()["cv_text"].endswith("Other")
        assert stored(two_servers, COUNT_TEXTS) == [(2,)]


@pytest.mark.parametrize("end", ["session/1/delete", "session/1/remove-cv"])
def test_nothing_is_left_of_a_document_that_came_as_its_place_went(
    own_postgresql: PostgreSQL, two_servers: Server, pair: Pair, end: str
) -> None:
    one, other = pair
    _, ended = answers_to(
        own_postgresql,
        two_servers,
        BEFORE_A_CV,
        lambda: one.post("/session/1/upload-cv", data={"cv_text": f"{CV} One"}),
        lambda: other.post(f"/{end}"),
    )
    assert ended.is_success
    kept = stored(two_servers, "select count(*) from document")
    assert stored(two_servers, COUNT_TEXTS) == kept


def test_what_is_begun_as_everything_is_forgotten_is_forgotten_or_refused(
    own_postgresql: PostgreSQL, two_servers: Server, pair: Pair
) -> None:
    one, other = pair
    _, forgotten = answers_to(
        own_postgresql,
        two_servers,
        BEFORE_A_SESSION,
        lambda: one.post("/session/create", data=NURSE),
        lambda: other.post("/you/forget", data={"confirm": "forget"}),
    )
    assert forgotten.is_success
    assert stored(two_servers, COUNT_ORPHANS) == [(0,)]
    assert stored(two_servers, COUNT_TEXTS) == [(0,)]


def test_what_is_begun_as_two_devices_are_joined_is_found_on_both(
    own_postgresql: PostgreSQL, two_servers: Server, pair: Pair
) -> None:
    one, other = pair
    with client(two_servers.url, "api") as laptop:
        with_documents(laptop)
        link = laptop.post("/you/link").json()["url"]
        begun, joined = answers_to(
            own_postgresql,
            two_servers,
            BEFORE_A_SESSION,
            lambda: one.post("/session/create", data=NURSE),
            lambda: other.post(link),
        )
        assert (begun.status_code, joined.status_code) == (200, 200)
        assert stored(two_servers, COUNT_ORPHANS) == [(0,)]
        made = begun.json()["session_id"]
        assert laptop.get(f"/session/{made}/upload").is_success
        assert other.get(f"/session/{made}/upload").is_success
