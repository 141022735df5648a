"""Whose session is it: the cookie `rehearse`, and the cookie `session` that scripts still send."""

import httpx
import pytest

from tests.clients import HEADERS, NURSE, TLS, create
from tests.conftest import NewClient
from tests.server import Server

HTTPS = {"X-Forwarded-Proto": "https"}  # the server trusts a proxy on its own machine


def ask(server: Server, path: str, cookies: str, **headers: str) -> httpx.Response:
    sent = {**HEADERS["api"], "Cookie": cookies, **headers}
    return httpx.get(f"{server.url}{path}", headers=sent, verify=TLS)


def begin(server: Server, cookies: str = "", **headers: str) -> httpx.Response:
    sent = {**HEADERS["api"], "Cookie": cookies, **headers}
    return httpx.post(f"{server.url}/session/create", data=NURSE, headers=sent, verify=TLS)


def owned(server: Server) -> tuple[str, str]:
    """The URL of a new session, and the token that owns it."""
    made = begin(server)
    token = made.headers["set-cookie"].partition("=")[2].partition(";")[0]
    return made.json()["redirect"], token


def test_the_cookie_has_a_name_of_our_own(server: Server) -> None:
    cookie = begin(server).headers["set-cookie"]
    assert cookie.startswith("rehearse=")
    assert "Secure" not in cookie


def test_over_https_no_other_site_can_set_the_cookie(server: Server) -> None:
    cookie = begin(server, **HTTPS).headers["set-cookie"]
    assert cookie.startswith("__Host-rehearse=")
    attributes = {each.strip() for each in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= attributes
    assert not [each for each in attributes if each.startswith("Domain")]


def test_over_https_a_plain_cookie_is_not_read(server: Server) -> None:
    page, token = owned(server)
    assert ask(server, page, f"rehearse={token}").status_code == 200
    assert ask(server, page, f"__Host-rehearse={token}", **HTTPS).status_code == 200
    assert ask(server, page, f"rehearse={token}", **HTTPS).status_code == 403


def test_a_cookie_beside_those_of_other_applications_is_found(server: Server) -> None:
    page, token = owned(server)
    other = "B" * 43
    for cookies in (
        f"session=abc; rehearse={token}",
        f"rehearse={token}; session={other}",
        f"session={other}; rehearse={token}; theme=dark",
        f"xrehearse={other}; rehearse={token}",
    ):
        assert ask(server, page, cookies).status_code == 200, cookies


def test_an_old_cookie_opens_what_it_owns(server: Server) -> None:
    page, token = owned(server)
    assert ask(server, page, f"session={token}").status_code == 200
    listed = ask(server, "/dashboard", f"session={token}").json()["recent_sessions"]
    assert [f"/session/{each['id']}/upload" for each in listed] == [page]


def test_an_old_cookie_is_not_renewed(server: Server) -> None:
    _, token = owned(server)
    for path in ("/dashboard/recent", "/dashboard"):
        answer = ask(server, path, f"session={token}", Accept="text/html")
        assert "session=" not in answer.headers.get("set-cookie", "")


def test_an_old_cookie_owns_nothing_new(server: Server) -> None:
    page, token = owned(server)
    made = begin(server, f"session={token}")
    assert token not in made.headers["set-cookie"]
    assert made.headers["set-cookie"].startswith("rehearse=")
    assert ask(server, made.json()["redirect"], f"session={token}").status_code == 403
    assert ask(server, page, f"session={token}").status_code == 200


def test_an_old_cookie_says_nothing_beside_our_own(server: Server) -> None:
    page, token = owned(server)
    _, other = owned(server)
    assert ask(server, page, f"session={token}; rehearse={other}").status_code == 403


def test_a_proxy_that_speaks_http_gets_the_cookie_of_http(server: Server) -> None:
    cookie = begin(server, **{"X-Forwarded-Proto": "http"}).headers["set-cookie"]
    assert "Secure" not in cookie
    assert "__Host-" not in cookie


# ---- Keys that clients choose ----

CHOSEN = "A" * 43  # of the form that our own keys had


@pytest.mark.parametrize("way", ["header", "field"])
def test_two_strangers_with_one_key_are_two_visitors(new_client: NewClient, way: str) -> None:
    one, other = new_client("api"), new_client("api")
    for visitor in (one, other):
        if way == "header":
            visitor.post("/session/create", json=NURSE, headers={"Idempotency-Key": CHOSEN})
        else:
            visitor.post("/session/create", data={**NURSE, "request_key": CHOSEN})
    assert dict(one.cookies) != dict(other.cookies)
    for visitor in (one, other):
        assert len(visitor.get("/dashboard").json()["recent_sessions"]) == 1


def test_the_key_of_a_page_decides_no_cookie_as_a_header(new_client: NewClient) -> None:
    page = new_client("browser").get("/").text
    key = page.partition('name="request_key" value="')[2].partition('"')[0]
    one, other = new_client("api"), new_client("api")
    assert key
    for visitor in (one, other):
        visitor.post("/session/create", json=NURSE, headers={"Idempotency-Key": key})
    assert dict(one.cookies) != dict(other.cookies)


def test_a_session_is_still_its_owners_after_another_create(new_client: NewClient) -> None:
    visitor = new_client("api")
    first, second = create(visitor), create(visitor)
    for session in (first, second):
        assert visitor.get(f"/session/{session}/upload").status_code == 200
