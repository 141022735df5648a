"""Behind a proxy: what an operator sets is understood, or refused in one clear line."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from litestar.types import Receive, Scope, Send

from app.errors import StartError
from app.settings import settings_of
from app.web import log
from app.web.guard import Guard
from tests.clients import HEADERS, NURSE, TLS
from tests.server import REHEARSE, Server, serving

# What is set, who asks, and whether they are believed.
PROXIES = [
    ("", "127.0.0.1", True),
    ("", "::1", True),
    ("", "::ffff:127.0.0.1", True),
    ("", "10.0.0.1", False),
    ("127.0.0.1", "127.0.0.1", True),
    ("127.0.0.1", "::ffff:127.0.0.1", True),
    ("127.0.0.1/32", "127.0.0.1", True),
    ("10.0.0.0/8, 127.0.0.0/8", "127.1.2.3", True),
    ("::ffff:10.0.0.1", "10.0.0.1", True),
    ("0.0.0.0/0", "192.0.2.7", True),
    ("fd00::/8", "fd12::1", True),
    ("FD12:0::1", "fd12::1", True),
    ("10.0.0.0/8,192.168.0.0/16", "127.0.0.1", False),
    ("::1", "127.0.0.1", False),
    ("fd00::/8", "fe80::1", False),
    ("10.0.0.0/8", "", False),
    ("10.0.0.0/8", "unix:", False),
]


def is_believed(setting: str, address: str) -> bool:
    """Whether a proxy at that address may say that the visitor came over HTTPS."""

    async def asked() -> httpx.Response:
        guard = Guard(page, settings_of({"TRUSTED_PROXIES": setting}), lambda: bytes(32))
        transport = httpx.ASGITransport(guard, client=(address, 1))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as asking:
            return await asking.get("/", headers={"X-Forwarded-Proto": "https"})

    answer = asyncio.run(asked())
    log.flush()
    return "strict-transport-security" in answer.headers


async def page(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def test_proxies_are_addresses_or_networks() -> None:
    assert [each for each in PROXIES if is_believed(*each[:2]) is not each[2]] == []


@pytest.mark.parametrize(
    "setting", ["proxy.example", "127.0.0.1/33", "300.1.1.1", "127.0.0.1 10.0.0.1", "1:2", "*"]
)
def test_a_proxy_that_is_no_address_is_refused_in_one_line(setting: str) -> None:
    with pytest.raises(StartError) as refused:
        settings_of({"TRUSTED_PROXIES": setting})
    assert "TRUSTED_PROXIES" in str(refused.value)
    assert setting.split()[0] in str(refused.value)
    assert "\n" not in str(refused.value)


PROTOCOLS = [
    ("https", True),
    ("HTTPS", True),
    ("https,http", True),
    ("https , http", True),
    ("https, https", True),
    ("http, https", False),
    ("http", False),
    (", https", False),
    ("httpss", False),
    ("", False),
    ("wss", False),
]


def test_the_first_protocol_of_a_list_is_the_visitors(server: Server) -> None:
    def is_https(protocol: str) -> bool:
        answer = httpx.get(server.url, headers={"X-Forwarded-Proto": protocol}, verify=TLS)
        return "strict-transport-security" in answer.headers

    assert [each for each in PROTOCOLS if is_https(each[0]) is not each[1]] == []


# ---- Ports ----


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    hosts = {"ALLOWED_HOSTS": "nas.local,127.0.0.1,[2001:db8::1]"}
    with serving(tmp_path_factory.mktemp("ports"), REHEARSE, **hosts) as running:
        yield running


# Host, Origin, the protocol of the visitor, and whether both are one place.
PLACES = [
    ("nas.local", "http://nas.local", "http", True),
    ("nas.local:80", "http://nas.local", "http", True),
    ("nas.local", "http://nas.local:80", "http", True),
    ("nas.local:443", "https://nas.local", "https", True),
    ("nas.local", "https://nas.local:443", "https", True),
    ("nas.local:8080", "http://nas.local:8080", "http", True),
    ("NAS.local:80", "http://nas.LOCAL", "http", True),
    ("[2001:db8::1]:80", "http://[2001:db8::1]", "http", True),
    ("nas.local:8080", "http://nas.local", "http", False),
    ("nas.local", "http://nas.local:8080", "http", False),
    ("nas.local", "http://nas.local:443", "http", False),
    ("nas.local:80", "http://nas.local.example.org", "http", False),
    ("nas.local", "http://nas.local@example.org", "http", False),
    ("nas.local", "http://nas.local:x", "http", False),
]


def create(server: Server, host: str, origin: str, protocol: str) -> httpx.Response:
    headers = {**HEADERS["api"], "Host": host, "Origin": origin, "X-Forwarded-Proto": protocol}
    return httpx.post(f"{server.url}/session/create", data=NURSE, headers=headers, verify=TLS)


def test_the_default_port_may_be_said_or_not(named: Server) -> None:
    def is_ours(host: str, origin: str, protocol: str) -> bool:
        return create(named, host, origin, protocol).status_code == 200

    assert [each for each in PLACES if is_ours(*each[:3]) is not each[3]] == []


def test_the_log_says_which_two_did_not_agree_and_nothing_else_of_the_request(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, ALLOWED_HOSTS="nas.local,127.0.0.1") as server:
        answer = create(server, "nas.local", "http://nas.local:8080", "http")
        assert answer.status_code == 403
        server.stop()
        (line,) = [
            line for line in server.log.splitlines() if answer.headers["x-request-id"] in line
        ]
    assert "nas.local:8080" in line
    assert NURSE["job_title"] not in line


def test_an_origin_in_the_log_is_bounded_and_on_one_line(tmp_path: Path) -> None:
    """It is what a stranger sent."""
    with serving(tmp_path) as server:
        create(server, f"127.0.0.1:{server.port}", "http://" + "a" * 7000, "http")
        server.stop()
        assert max(len(line) for line in server.log.splitlines()) < 2000
