"""The same form sent twice is one session, whichever way it is sent."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.clients import HEADERS, NURSE, client, create
from tests.conftest import NewClient

Send = Callable[[httpx.Client, str], httpx.Response]


def as_a_field(visitor: httpx.Client, key: str, **form: str) -> httpx.Response:
    return visitor.post("/session/create", data={**NURSE, "request_key": key, **form})


def as_a_header(visitor: httpx.Client, key: str) -> httpx.Response:
    return visitor.post("/session/create", json=NURSE, headers={"Idempotency-Key": key})


WAYS: list[tuple[str, Send]] = [
    *((kind, as_a_field) for kind in HEADERS),
    ("api", as_a_header),
    ("script", as_a_header),
]


def key_of_a_page(visitor: httpx.Client) -> str:
    page = visitor.get("/", headers=HEADERS["browser"])
    found = re.search(r'name="request_key" value="([^"]+)"', page.text)
    assert found
    return found[1]


def told(answer: httpx.Response) -> tuple[int, bytes, str | None, str | None]:
    """All of an answer that a client goes by."""
    headers = answer.headers
    return answer.status_code, answer.content, headers.get("location"), headers.get("hx-redirect")


def count_of(visitor: httpx.Client) -> int:
    with client(str(visitor.base_url), "api", like=visitor) as reader:
        return len(reader.get("/dashboard").json()["recent_sessions"])


@pytest.mark.parametrize(("kind", "send"), WAYS)
def test_sent_twice_is_one_session_and_the_same_answer(
    new_client: NewClient, kind: str, send: Send
) -> None:
    visitor = new_client(kind)
    key = key_of_a_page(new_client())
    assert told(send(visitor, key)) == told(send(visitor, key))
    assert count_of(visitor) == 1


@pytest.mark.parametrize("kind", HEADERS)
def test_a_form_sent_ten_times_at_once_on_a_first_visit_is_one_session_of_one_visitor(
    new_client: NewClient, kind: str
) -> None:
    key = key_of_a_page(new_client())
    visitors = [new_client(kind) for _ in range(10)]  # nobody has a cookie yet
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda visitor: told(as_a_field(visitor, key)), visitors))
    assert len(set(answers)) == 1
    assert len({str(dict(visitor.cookies)) for visitor in visitors}) == 1
    assert count_of(visitors[0]) == 1


@pytest.mark.parametrize(("kind", "send"), WAYS)
def test_sent_ten_times_at_once_by_a_known_visitor_is_one_more_session(
    new_client: NewClient, kind: str, send: Send
) -> None:
    visitor = new_client(kind)
    create(visitor)
    key = key_of_a_page(visitor)
    twins = [new_client(kind, like=visitor) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda twin: told(send(twin, key)), twins))
    assert len(set(answers)) == 1
    assert count_of(visitor) == 2


@pytest.mark.parametrize("field", NURSE)
def test_the_same_key_with_another_job_or_company_is_another_session(
    new_client: NewClient, field: str
) -> None:
    visitor = new_client("api")
    key = key_of_a_page(new_client())
    as_a_field(visitor, key)
    as_a_field(visitor, key, **{field: "Another"})
    assert count_of(visitor) == 2


def test_a_form_without_a_key_is_a_session_each_time(new_client: NewClient) -> None:
    visitor = new_client("api")
    assert create(visitor) != create(visitor)


def test_a_key_is_nothing_to_another_visitor(new_client: NewClient) -> None:
    one, other = new_client("api"), new_client("api")
    create(one)
    create(other)
    key = key_of_a_page(one)
    assert told(as_a_field(one, key)) != told(as_a_field(other, key))
    assert count_of(one) == count_of(other) == 2


def test_no_key_of_a_guessable_kind_lets_anybody_in(new_client: NewClient) -> None:
    """A key that a script made up is its own: it names no visitor."""
    one, other = new_client("api"), new_client("api")
    as_a_header(one, "1")
    as_a_header(other, "1")
    assert dict(one.cookies) != dict(other.cookies)


def test_every_page_has_a_key_of_its_own(new_client: NewClient) -> None:
    visitor = new_client()
    assert len({key_of_a_page(visitor) for _ in range(20)}) == 20
