"""Inputs that nobody's browser sends: each is refused in the contract's terms, and none is a 500.

These have broken a server before; `test_hostile_properties.py` looks for the next.
"""

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import HEADERS, NURSE, client, completed, create
from tests.engines import Engine
from tests.http.raw import (
    END,
    FORM,
    GETS_BY_ID,
    ID,
    JSON,
    OPEN_POSTS,
    PARTS,
    POSTS_BY_ID,
    ask,
    part,
)
from tests.server import Server

# ---- Bodies ----

COMPANY = part("company_name", b"St Elsewhere")

UNREADABLE = {
    "multipart text that is no UTF-8": (PARTS, part("job_title", b"\xff\xfe") + COMPANY + END),
    "multipart text of an unknown charset": (
        PARTS,
        part("job_title", b"Nurse").replace(
            b"\r\n\r\n", b"\r\nContent-Type: text/plain; charset=klingon\r\n\r\n", 1
        )
        + COMPANY
        + END,
    ),
    "multipart without a boundary": ({"Content-Type": "multipart/form-data"}, COMPANY + END),
    "a file for a field": (
        PARTS,
        part("job_title", b"Nurse", '; filename="nurse.txt"') + COMPANY + END,
    ),
    "a field sent twice": (FORM, b"job_title=Nurse&job_title=Doctor&company_name=St+Elsewhere"),
    "a form that is no UTF-8": (FORM, b"job_title=%ff%fe&company_name=St+Elsewhere"),
    "raw bytes in a form": (FORM, b"job_title=\xff\xfe&company_name=St+Elsewhere"),
    "half a surrogate in JSON": (JSON, b'{"job_title": "\\ud800", "company_name": "x"}'),
    "JSON that is no object": (JSON, b"[1, 2, 3]"),
    "JSON cut short": (JSON, b'{"job_title": "Nur'),
    "JSON nested past reason": (JSON, b"[" * 30_000),
    "a number for a text": (JSON, b'{"job_title": 12, "company_name": "x"}'),
    "no body": (FORM, b""),
    "another type": ({"Content-Type": "text/plain"}, b"job_title=Nurse&company_name=x"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_body_that_cannot_be_read_is_refused_with_a_sentence(
    api: httpx.Client, name: str
) -> None:
    headers, body = UNREADABLE[name]
    answer = api.post("/session/create", headers=headers, content=body)
    assert answer.status_code == 400
    assert answer.json()["type"] == "ValidationError"


@pytest.mark.parametrize("character", ["\0", "\x01", "\x0b", "\x1b", "\x7f", "\x85", "\x9b"])
@pytest.mark.parametrize("field", NURSE)
def test_control_characters_in_a_field_are_refused(
    api: httpx.Client, field: str, character: str
) -> None:
    answer = api.post("/session/create", data={**NURSE, field: f"a{character}b"})
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


# ---- Paths ----

# "1" stands for the id of a session that the visitor owns, which these must not name.
ALIASES = [
    "+1", "%2B1", "%201", "1%20", "1%0A", "1%00", "01", "1_0", "1.0", "1e0", "0x1", "1;2", "-1",
    "%D9%A1", "%EF%BC%91",  # the digit one in Arabic, and of full width
]  # fmt: skip
NO_IDS = [
    "0", "9223372036854775808", "18446744073709551617", "9" * 400, "NaN", "None", "%00", "%0A",
    "%FF", "1'--", "%F0%9F%98%80",
]  # fmt: skip


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("route", GETS_BY_ID)
def test_an_id_in_any_other_spelling_is_not_found(
    owner_of_1: httpx.Client, route: str, kind: str
) -> None:
    def status(session_id: str) -> int:
        url = route.replace(ID, session_id)
        return owner_of_1.get(url, headers=HEADERS[kind]).status_code

    assert status("1") in (200, 302)
    found = [odd for odd in [*ALIASES, *NO_IDS] if status(odd) != 404]
    assert not found


@pytest.fixture(scope="module")
def owner_of_1(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("first")
    with engine.serving(folder) as server, client(server.urls) as visitor:
        assert completed(visitor) == 1
        yield visitor


ODD_PATHS = [
    "/static/%00", "/static/" + "a" * 3000, "/static/..%2f..%2fapp%2fmain.py", "/static/%2e%2e",
    "/static/", "/static/htmx.min.js", "/static/a%0d%0aSet-Cookie:%20a=b", "/%ff", "/%", "/%00",
    "/" + "a/" * 1000, "/dashboard/recent/more", "/session", "/session/1/nothing",
]  # fmt: skip


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: path[:24])
def test_a_path_that_is_no_page_is_not_found(server: Server, path: str) -> None:
    status, headers = ask(server, "GET", path)
    assert status == 404
    assert b"set-cookie" not in headers.lower()


# ---- Headers ----

ODD_HEADERS = {
    "an infinite weight": {"Accept": "text/html;q=inf"},
    "a weight that is no number": {"Accept": "text/html;q=nan, */*;q=?"},
    "no media type": {"Accept": ";,;=,/"},
    "a torn referrer": {"Referer": "http://["},
    "an encoding that is none": {"Accept-Encoding": "\xff;q=x"},
    "a cookie that is none": {"Cookie": "rehearse; rehearse=; session=; ==; \xff=\xfe;;"},
    "an overlong cookie": {"Cookie": "rehearse=" + "A" * 7000},
    "an overlong key": {"Idempotency-Key": "k" * 7000},
    "a length of its own": {"X-Forwarded-Proto": "gopher", "X-Forwarded-For": "?"},
    "half of htmx": {"HX-Request": "maybe", "HX-Request-Type": "\xff"},
}


@pytest.mark.parametrize("name", ODD_HEADERS)
@pytest.mark.parametrize("path", ["/", "/dashboard/recent", "/session/1/upload", "/nowhere"])
def test_no_header_breaks_a_page(server: Server, path: str, name: str) -> None:
    status, headers = ask(server, "GET", path, ODD_HEADERS[name])
    assert status in (200, 404, 403)
    assert b"x-request-id" in headers


# What a stranger with such a form gets where it is not the one that is wanted.
REFUSED = {
    "/you/forget": 400,
    "/you/import": 400,  # which takes files alone
    "/you/link": 400,
    f"/you/link/{'A' * 22}": 404,
    "/you/devices/1/sign-out": 404,
}


@pytest.mark.parametrize("name", ODD_HEADERS)
@pytest.mark.parametrize("path", OPEN_POSTS)
def test_no_header_breaks_a_form(server: Server, path: str, name: str) -> None:
    headers = {**FORM, **ODD_HEADERS[name]}
    status, _ = ask(server, "POST", path, headers, b"job_title=Nurse&company_name=x&theme=dark")
    assert status == REFUSED.get(path, status)
    assert path in REFUSED or status in (200, 302)


@pytest.mark.parametrize("name", ODD_HEADERS)
@pytest.mark.parametrize("path", POSTS_BY_ID)
def test_no_header_breaks_a_form_of_a_session(
    server: Server, api: httpx.Client, session_id: str, path: str, name: str
) -> None:
    cookie = {"Cookie": "; ".join(f"{name}={token}" for name, token in api.cookies.items())}
    headers = {**FORM, **cookie, **ODD_HEADERS[name]}
    session = create(api) if path.endswith("/delete") else session_id
    status, _ = ask(
        server, "POST", path.replace(ID, str(session)), headers, b"answer=In+May+I+left"
    )
    assert status in ((403,) if "Cookie" in ODD_HEADERS[name] else (200, 302, 400, 404, 409))


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "null", "x", "http://a:99999"])
def test_an_origin_that_is_none_is_another_site(server: Server, origin: str) -> None:
    status, _ = ask(server, "POST", "/session/create", {**FORM, "Origin": origin}, b"job_title=a")
    assert status == 403
