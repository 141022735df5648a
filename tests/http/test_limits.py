"""Limits of a shared server: who meets them, in which form, and who does not."""

import json
import socket
from collections.abc import Callable, Iterator
from secrets import token_hex, token_urlsafe

import httpx
import pytest

from tests.clients import ANSWERS, CV, HEADERS, NURSE, client, completed, create
from tests.conftest import NewClient
from tests.engines import Engine
from tests.http.raw import FORM, head_bytes
from tests.server import REHEARSE, Server, serving

MOST = 2
SHARED = {
    "TRUSTED_ORIGINS": "https://rehearse.example",
    "CREATES_PER_HOUR": str(MOST),
    "UPLOADS_PER_HOUR": str(MOST),
    "VISITORS_PER_ADDRESS": "3",
    "SESSIONS_PER_VISITOR": "0",
}
NewVisitor = Callable[..., httpx.Client]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("shared"), REHEARSE, **SHARED) as running:
        yield running


@pytest.fixture
def new_visitor(shared: Server) -> Iterator[NewVisitor]:
    """Makes a client of a kind at an address of its own, or at one that is given."""
    made: list[httpx.Client] = []

    def new(kind: str = "api", address: str = "") -> httpx.Client:
        visitor = client(shared.url, kind)
        visitor.headers["X-Forwarded-For"] = address or new_address()
        made.append(visitor)
        return visitor

    yield new
    for visitor in made:
        visitor.close()


def new_address() -> str:
    """An address of IPv6 in a /64 that no other test has."""
    return f"2001:db8:{token_hex(2)}:{token_hex(2)}::1"


def begin(visitor: httpx.Client) -> httpx.Response:
    return visitor.post("/session/create", data=NURSE)


def known(visitor: httpx.Client) -> httpx.Client:
    """The visitor with a cookie, which their first session has set."""
    create(visitor)
    return visitor


def at_limit(visitor: httpx.Client) -> httpx.Client:
    """The visitor with all their sessions begun."""
    known(visitor)
    assert [is_taken(begin(visitor)) for _ in range(MOST)] == [True] * MOST
    return visitor


def is_taken(answer: httpx.Response) -> bool:
    assert answer.status_code in (200, 302, 429), answer.text
    return answer.status_code != 429


@pytest.mark.parametrize("kind", HEADERS)
def test_whoever_is_over_a_limit_gets_429_in_their_form(new_visitor: NewVisitor, kind: str) -> None:
    answer = begin(at_limit(new_visitor(kind)))
    assert answer.status_code == 429
    assert 3500 < int(answer.headers["retry-after"]) <= 3600
    sentence = "That is too many new sessions within one hour. Please try again in 60 minutes."
    assert sentence in answer.text
    if kind in ("api", "script"):
        assert answer.json() == {"error": sentence, "type": "RateLimitError"}
        return
    assert "Nothing is lost" in answer.text
    assert ("<html" in answer.text) is (kind == "browser")
    assert (answer.headers.get("hx-retarget") == "#notice") is (kind == "htmx")


def test_another_visitor_at_another_address_is_not_hindered(new_visitor: NewVisitor) -> None:
    at_limit(new_visitor(address="203.0.113.7"))
    assert is_taken(begin(new_visitor(address="203.0.113.8")))


def test_another_visitor_at_the_same_address_is_not_hindered(new_visitor: NewVisitor) -> None:
    first = at_limit(new_visitor())
    assert not is_taken(begin(first))
    assert is_taken(begin(new_visitor(address=first.headers["x-forwarded-for"])))


def test_a_visitor_who_goes_on_asking_takes_nothing_from_their_address(
    new_visitor: NewVisitor,
) -> None:
    first = at_limit(new_visitor())
    assert [is_taken(begin(first)) for _ in range(9)] == [False] * 9
    assert is_taken(begin(new_visitor(address=first.headers["x-forwarded-for"])))


def test_a_new_cookie_with_each_request_gains_nothing(new_visitor: NewVisitor) -> None:
    address = new_address()

    def with_cookie(cookie: str) -> httpx.Response:
        visitor = new_visitor(address=address)
        visitor.headers["Cookie"] = cookie
        return begin(visitor)

    forged = [with_cookie(f"rehearse={token_urlsafe(32)}") for _ in range(2 * MOST)]
    no_cookie = [with_cookie("rehearse=x") for _ in range(MOST)]
    assert all(map(is_taken, forged + no_cookie))
    refused = [with_cookie(f"rehearse={token_urlsafe(32)}"), with_cookie("rehearse=x")]
    assert not any(map(is_taken, refused))
    assert all("from your network" in answer.json()["error"] for answer in refused)


def test_another_address_of_the_same_household_gains_nothing(new_visitor: NewVisitor) -> None:
    network = new_address().removesuffix("1")
    answers = [begin(new_visitor(address=f"{network}{n:x}")) for n in range(1, 3 * MOST + 2)]
    assert [is_taken(answer) for answer in answers] == [True] * 3 * MOST + [False]


def test_an_address_that_a_visitor_makes_up_gains_nothing(new_visitor: NewVisitor) -> None:
    """The proxy writes the address that it sees behind what the visitor sent."""
    seen = new_address()
    visitors = [new_visitor(address=f"192.0.2.{n}, {seen}") for n in range(3 * MOST + 1)]
    assert [is_taken(begin(visitor)) for visitor in visitors] == [True] * 3 * MOST + [False]


def test_limits_of_different_kinds_count_apart(new_visitor: NewVisitor) -> None:
    visitor = known(new_visitor())
    session_id = create(visitor)
    begin(visitor)
    assert not is_taken(begin(visitor))

    def upload(path: str, data: dict[str, str]) -> httpx.Response:
        return visitor.post(f"/session/{session_id}/{path}", data=data)

    assert is_taken(upload("upload-cv", {"cv_text": CV}))
    assert is_taken(upload("upload-job", {"job_description": CV}))
    refused = upload("upload-cv", {"cv_text": CV})
    assert "too many documents" in refused.json()["error"]
    assert is_taken(visitor.get("/dashboard"))  # reading is free


def test_a_body_that_is_refused_is_not_waited_for(new_visitor: NewVisitor, shared: Server) -> None:
    visitor = at_limit(new_visitor())
    headers = {
        "Cookie": f"rehearse={visitor.cookies['rehearse']}",
        "X-Forwarded-For": visitor.headers["x-forwarded-for"],
        "Content-Length": "60000",
    }
    with socket.create_connection(("127.0.0.1", shared.port), timeout=10) as connection:
        connection.sendall(head_bytes("POST", "/session/create", {**FORM, **headers}))
        assert b" 429 " in connection.recv(64)


def test_practising_again_counts_as_beginning(new_visitor: NewVisitor) -> None:
    visitor = known(new_visitor())
    session_id = create(visitor)
    again = [visitor.post(f"/session/{session_id}/again") for _ in range(2)]
    assert [is_taken(answer) for answer in again] == [True, False]


@pytest.fixture(scope="module")
def judging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = {"ALLOWED_HOSTS": "127.0.0.1,rehearse.example", "JUDGEMENTS_PER_HOUR": "12"}
    with serving(tmp_path_factory.mktemp("judging"), REHEARSE, **limits) as running:
        yield running


def test_answers_reports_and_answers_again_count_together(judging: Server) -> None:
    with client(judging.url, "api") as visitor:
        session_id = completed(visitor)  # eight answers and a report of the twelve
        path = f"/session/{session_id}/answer/1"
        answers = [visitor.post(path, data={"answer": text}) for text in ANSWERS[:4]]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert "too many answers" in answers[-1].json()["error"]
        assert visitor.get(path).status_code == 200


def test_a_laptop_has_no_limits(new_client: NewClient) -> None:
    visitor = new_client("api")
    assert [is_taken(begin(visitor)) for _ in range(61)] == [True] * 61


def test_the_document_names_429_where_there_is_a_limit(new_client: NewClient) -> None:
    paths = json.loads(new_client("api").get("/schema/openapi.json").text)["paths"]
    limited = {
        (method, path)
        for path, operations in paths.items()
        for method, operation in operations.items()
        if "429" in operation["responses"]
    }
    by_id = ("again", "complete", "message", "upload-cv", "upload-job", "reuse-cv")
    expected = {("post", f"/session/{{session_id}}/{name}") for name in by_id}
    expected |= {("post", "/session/create"), ("post", "/session/{session_id}/answer/{number}")}
    expected |= {("post", "/session/{session_id}/feedback/opinion")}
    expected |= {("get", "/you/export"), ("post", "/you/import")}
    expected |= {("post", "/you/link"), ("get", "/you/link/{code}"), ("post", "/you/link/{code}")}
    assert limited == expected


# ---- The quota of sessions ----


@pytest.fixture(scope="module")
def with_quota(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = {"TRUSTED_ORIGINS": "https://rehearse.example", "SESSIONS_PER_VISITOR": str(MOST)}
    with engine.serving(tmp_path_factory.mktemp("quota"), REHEARSE, **limits) as running:
        yield running


@pytest.mark.parametrize("kind", HEADERS)
def test_a_session_over_the_quota_is_refused_with_what_to_do(with_quota: Server, kind: str) -> None:
    with client(with_quota.url, kind) as visitor:
        session_id = create(visitor)
        create(visitor)
        for path in ("/session/create", f"/session/{session_id}/again"):
            answer = visitor.post(path, data=NURSE)
            assert answer.status_code == 409
            assert "You have 2 sessions" in answer.text
            assert "Please delete one" in answer.text
            if kind in ("api", "script"):
                assert answer.json()["code"] == "too_many_sessions"
        assert visitor.get("/dashboard").status_code == 200
    with client(with_quota.url, kind) as another:
        create(another)


def test_whoever_has_more_than_the_quota_is_told_how_many_have_to_go(with_quota: Server) -> None:
    with client(with_quota.url, "api") as laptop, client(with_quota.url, "api") as phone:
        for visitor in (laptop, phone):
            create(visitor)
            create(visitor)
        phone.post(laptop.post("/you/link").json()["url"]).raise_for_status()
        refused = laptop.post("/session/create", data=NURSE).json()["error"]
        assert "You have 4 sessions, and this server keeps 2" in refused
        assert "Please delete 3 that you no longer need" in refused


def test_a_file_that_can_never_fit_says_who_can_change_that(with_quota: Server) -> None:
    with client(with_quota.url, "api") as laptop, client(with_quota.url, "api") as phone:
        for visitor in (laptop, laptop, phone):
            create(visitor)
        phone.post(laptop.post("/you/link").json()["url"]).raise_for_status()
        files = {"export_file": ("rehearse.json", phone.get("/you/export").content)}
        phone.post("/you/forget", data={"confirm": "forget"}).raise_for_status()
        with client(with_quota.url, "api") as newcomer:
            refused = newcomer.post("/you/import", files=files)
        assert refused.status_code == 409
        assert "SESSIONS_PER_VISITOR" in refused.json()["error"]
        assert "delete" not in refused.json()["error"]


def test_the_request_that_made_the_last_session_gets_it_again(with_quota: Server) -> None:
    with client(with_quota.url, "api") as visitor:
        again = f"/session/{create(visitor)}/again"
        headers = {"Idempotency-Key": "the second"}
        made = [visitor.post(again, headers=headers) for _ in range(3)]
        assert {answer.status_code for answer in made} == {200}
        assert len({answer.text for answer in made}) == 1
        assert visitor.post(again).status_code == 409


def test_an_import_over_the_quota_says_how_many_it_would_be(with_quota: Server) -> None:
    with client(with_quota.url, "api") as one, client(with_quota.url, "api") as other:
        create(one)
        create(other)
        create(other)
        files = {"export_file": ("rehearse.json", other.get("/you/export").content)}
        refused = one.post("/you/import", files=files)
        assert (refused.status_code, refused.json()["code"]) == (409, "too_many_sessions")
        assert "you would have 3 sessions" in refused.json()["error"]
        assert "Nothing was imported." in refused.json()["error"]
        assert one.get("/sessions").json()["total"] == 1
        one.post(other.post("/you/link").json()["url"]).raise_for_status()
        again = one.post("/you/import", files=files)  # over the quota, and nothing is new
        assert again.json() == {"imported": 0, "already_here": 2, "redirect": "/sessions"}
