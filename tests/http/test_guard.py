"""What holds for every request, whichever route or error answers it."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.web.guard import SECURITY_HEADERS
from tests.clients import HEADERS, NURSE, TLS, client
from tests.conftest import NewClient
from tests.http.raw import FORM, ask, routes
from tests.server import Server, serving


def get(url: str, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.get(url, headers=headers, verify=TLS)


# ---- Requests from other sites ----

HOST = "rehearse.example"
OWN, FOREIGN, TRUSTED = f"http://{HOST}", "http://evil.example", "https://proxy.example"

# Sec-Fetch-Site, Origin, and whether the request is one of our own pages'.
SITES = [
    (None, None, True),  # a script
    (None, OWN, True),
    (None, OWN.upper(), True),
    (None, "null", False),
    (None, FOREIGN, False),
    (None, f"{OWN}:81", False),
    (None, f"{OWN}.evil.example", False),
    (None, TRUSTED, True),
    ("same-origin", OWN, True),
    ("same-origin", None, True),
    ("none", None, True),  # typed into the address bar
    ("same-site", OWN, False),
    ("same-site", "http://other.rehearse.example", False),
    ("cross-site", FOREIGN, False),
    ("cross-site", "null", False),
    ("cross-site", OWN, False),
    ("cross-site", None, False),
    ("cross-site", TRUSTED, True),
    ("same-site", TRUSTED, True),
    ("anything-else", OWN, False),
]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a name, an origin that it trusts, and `127.0.0.1` for the test's own probes."""
    folder = tmp_path_factory.mktemp("named")
    names = f"{HOST.upper()}, 127.0.0.1"
    with serving(folder, ALLOWED_HOSTS=names, TRUSTED_ORIGINS=TRUSTED) as running:
        yield running


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize(("site", "origin", "is_ours"), SITES)
def test_a_form_is_taken_from_our_own_pages_and_from_scripts_only(
    named: Server, site: str | None, origin: str | None, is_ours: bool, kind: str
) -> None:
    headers = {"Host": HOST, "Sec-Fetch-Site": site, "Origin": origin}
    with client(named.url, kind) as visitor:
        sent = {name: value for name, value in headers.items() if value}
        answer = visitor.post("/session/create", data=NURSE, headers=sent)
        assert (answer.status_code != 403) is is_ours
        assert ("set-cookie" in answer.headers) is is_ours


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_no_unsafe_method_passes_from_another_site(server: Server, method: str) -> None:
    for path in ("/", "/session/create", "/nowhere"):
        assert ask(server, method, path, {"Sec-Fetch-Site": "cross-site"})[0] == 403


def test_a_link_from_another_site_is_followed(server: Server) -> None:
    answer = get(server.url, headers={"Sec-Fetch-Site": "cross-site", "Origin": FOREIGN})
    assert answer.status_code == 200


# ---- Hosts ----


@pytest.mark.parametrize("host", [HOST, f"{HOST}:8000", "Rehearse.EXAMPLE", "127.0.0.1:1"])
def test_a_server_with_a_name_answers_to_it(named: Server, host: str) -> None:
    assert get(named.url, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}.evil.example", "localhost", "", "[::1]"])
def test_a_server_with_a_name_answers_to_no_other(named: Server, host: str) -> None:
    answer = get(named.url, headers={"Host": host, **HEADERS["browser"]})
    assert answer.status_code == 400
    assert "This address is not served here" in answer.text


# ---- Headers on every answer ----

ANSWERS: dict[int, tuple[str, str, dict[str, str], bytes]] = {
    200: ("GET", "/", {}, b""),
    204: ("OPTIONS", "/", {}, b""),
    302: ("POST", "/session/create", FORM, b"job_title=Nurse&company_name=x"),
    400: ("POST", "/session/create", FORM, b""),
    403: ("POST", "/session/create", {"Origin": FOREIGN}, b""),
    404: ("GET", "/nowhere", {}, b""),
    405: ("PUT", "/dashboard", {}, b""),
    413: ("POST", "/session/create", FORM, b"job_title=" + b"x" * 70_000),
}


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("status", ANSWERS)
def test_every_status_has_the_security_headers(server: Server, status: int, kind: str) -> None:
    method, path, headers, body = ANSWERS[status]
    got, head = ask(server, method, path, {**HEADERS[kind], **headers}, body)
    assert got == (
        200 if (status, kind) == (302, "htmx") or (status, kind) == (302, "api") else status
    )
    assert_guarded(head)
    assert b"cache-control: no-store" in head


def assert_guarded(head: bytes) -> None:
    """Every security header, once; and an id."""
    for name, value in SECURITY_HEADERS:
        assert head.count(b"\r\n" + name + b": " + value) == 1, name
    assert head.count(b"\r\nx-request-id: ") == 1


@pytest.mark.parametrize("path", routes("GET"))
def test_every_route_has_the_security_headers_and_answers_head_as_get(
    server: Server, path: str
) -> None:
    path = path.replace("{session_id:str}", "1").replace("{name:str}", "none.js")
    status, head = ask(server, "GET", path)
    assert_guarded(head)
    head_status, bare = ask(server, "HEAD", path)
    assert (head_status, fixed(bare)) == (status, fixed(head))


def fixed(head: bytes) -> list[bytes]:
    """The headers that are the same each time."""
    moving = (b"x-request-id", b"date", b"transfer-encoding")  # the last is of a body
    return [line for line in head.split(b"\r\n") if not line.startswith(moving)]


def test_head_has_no_body(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.endswith(b"\r\n\r\n")


def test_a_files_name_bears_its_content_so_it_may_stay_for_ever(new_client: NewClient) -> None:
    page = new_client().get("/").text
    url = page.partition('<script src="')[2].partition('"')[0]
    answer = new_client().get(url)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_hsts_is_for_https_only(server: Server) -> None:
    plain = get(server.url)
    behind_proxy = get(server.url, headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in plain.headers
    assert behind_proxy.headers["strict-transport-security"] == "max-age=31536000"


def test_a_proxy_that_is_not_trusted_is_not_believed(tmp_path: Path) -> None:
    with serving(tmp_path, TRUSTED_PROXIES="192.0.2.1") as server:
        answer = get(server.url, headers={"X-Forwarded-Proto": "https"})
        assert "strict-transport-security" not in answer.headers


# ---- Body limits ----

TOO_LARGE = b"job_title=" + b"x" * 64 * 1024


@pytest.mark.parametrize("kind", HEADERS)
def test_a_body_over_the_limit_is_refused_with_the_limit(new_client: NewClient, kind: str) -> None:
    answer = new_client(kind).post("/session/create", headers=FORM, content=TOO_LARGE)
    assert answer.status_code == 413
    assert "That is too large: this form takes 64 KB" in answer.text


def test_the_limit_counts_what_comes_and_not_what_was_announced(new_client: NewClient) -> None:
    def parts() -> Iterator[bytes]:  # chunked: nothing is announced
        for start in range(0, len(TOO_LARGE), 4096):
            yield TOO_LARGE[start : start + 4096]

    answer = new_client("api").post("/session/create", headers=FORM, content=parts())
    assert answer.status_code == 413


def test_a_multipart_body_has_the_same_limit(new_client: NewClient) -> None:
    answer = new_client("api").post("/session/create", files={"job_title": (None, TOO_LARGE)})
    assert answer.status_code == 413


def test_a_length_that_lies_breaks_nothing(server: Server) -> None:
    """Announced far less, and far more, than is sent."""
    for length in (b"3", b"99999999999"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(
                b"POST /session/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: %b\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
                b"job_title=Nurse&company_name=x" % length
            )
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
            assert b" 500 " not in answer.partition(b"\r\n")[0]
    assert get(f"{server.url}/health").is_success


# ---- Slow clients ----


def test_clients_that_stall_keep_nobody_else_waiting(server: Server) -> None:
    head = b"POST /session/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n"
    stalled = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    for number, connection in enumerate(stalled):
        connection.sendall(head if number % 2 else head + b"\r\njob_")
    assert all(get(f"{server.url}/").is_success for _ in range(20))
    for connection in stalled:
        connection.close()


def test_a_connection_goes_on_after_a_head_request(server: Server) -> None:
    with client(server.urls) as visitor:
        for _ in range(3):
            head, page = visitor.head("/"), visitor.get("/")
            assert head.text == ""
            assert head.headers["content-length"] == page.headers["content-length"]


# ---- Request ids ----


def test_every_request_has_an_id_of_its_own_that_the_log_knows(server: Server) -> None:
    ids = {get(server.url).headers["x-request-id"] for _ in range(20)}
    assert len(ids) == 20


def test_a_client_cannot_choose_its_request_id(server: Server) -> None:
    answer = get(server.url, headers={"X-Request-Id": "chosen"})
    assert answer.headers["x-request-id"] != "chosen"


# ---- The log ----

CANARY = "Quetzalcoatlus"


def test_the_log_is_json_and_holds_nothing_of_what_a_visitor_sent(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        for kind in HEADERS:
            with client(server.urls, kind) as visitor:
                send_everywhere(visitor)
        last = get(server.url).headers["x-request-id"]
        server.stop()
        to_the_operator = ("Rehearse is open", "Warning: ")
        lines = [line for line in server.log.splitlines() if not line.startswith(to_the_operator)]
    assert CANARY not in server.log
    logged = [json.loads(line) for line in lines]
    assert any(line.get("request_id") == last for line in logged)
    assert {"time", "level", "event"} <= set.intersection(*(set(line) for line in logged))
    assert not [line for line in logged if line["level"] == "error"]


def send_everywhere(visitor: httpx.Client) -> None:
    """The canary in every place of a request that has room for it."""
    visitor.cookies.set("session", CANARY)
    headers = dict.fromkeys(("Referer", "User-Agent", "Idempotency-Key", "X-Other"), CANARY)
    visitor.get(f"/{CANARY}", params={CANARY: CANARY}, headers=headers)
    visitor.get(f"/session/{CANARY}/upload", params={"q": CANARY})
    visitor.get(f"/static/{CANARY}", headers={"Accept-Encoding": CANARY})
    visitor.request(CANARY, "/")
    visitor.post("/session/create", data={"job_title": CANARY, "company_name": CANARY})
    visitor.post("/session/create", data={"job_title": CANARY, "request_key": CANARY})
    visitor.post("/session/create", json={"job_title": [CANARY], CANARY: CANARY})
    visitor.post(
        "/session/create", content=f'{{"{CANARY}"', headers={"Content-Type": "application/json"}
    )
    visitor.post("/session/create", files={"job_title": (CANARY, CANARY)})
    visitor.post("/theme", data={"theme": CANARY}, headers={"Origin": f"http://{CANARY}"})
