"""Where whoever finds a security problem learns whom to tell: a page, and RFC 9116 for programs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.clients import HEADERS, TLS
from tests.server import Server, serving

CONTACT = "mailto:security@rehearse.example"


def get(server: Server, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{server.url}{path}", headers={**HEADERS["browser"], **headers}, verify=TLS)


def security_txt(server: Server, **headers: str) -> dict[str, str]:
    """Its fields; each of ours stands there once."""
    answer = get(server, "/.well-known/security.txt", **headers)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert len(fields) == len(lines)
    return fields


def test_security_txt_has_a_contact_and_a_date_that_is_to_come(server: Server) -> None:
    fields = security_txt(server)
    assert fields.keys() == {"Contact", "Expires", "Preferred-Languages"}
    expires = datetime.fromisoformat(fields["Expires"])
    now = datetime.now(UTC)
    assert now + timedelta(days=7) < expires < now + timedelta(days=365)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_without_a_setting_the_contact_is_the_page_of_this_server(
    server: Server, scheme: str
) -> None:
    contact = security_txt(server, **{"X-Forwarded-Proto": scheme})["Contact"]
    assert contact == f"{scheme}://127.0.0.1:{server.port}/security"
    page = get(server, httpx.URL(contact).path)
    assert page.status_code == 200
    assert "tell whoever runs this server" in page.text


def test_the_contact_that_the_operator_sets_is_given(tmp_path: Path) -> None:
    with serving(tmp_path, SECURITY_CONTACT=CONTACT) as server:
        assert security_txt(server)["Contact"] == CONTACT
        assert f'href="{CONTACT}"' in get(server, "/security").text
