"""Which kind of client is asking, by its headers alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import Headers

from app.web.respond import Client, client_of, preference

CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"

PREFERENCES = [
    ("", Client.SCRIPT),
    ("*/*", Client.SCRIPT),
    ("image/png", Client.SCRIPT),
    ("text/html, application/json", Client.BROWSER),
    ("text/html;q=inf", Client.SCRIPT),
    (CHROMIUM, Client.BROWSER),
    ("text/html", Client.BROWSER),
    ("text/html, */*;q=0.1", Client.BROWSER),
    ("application/json;q=0.8, text/html", Client.BROWSER),
    ("text/*", Client.BROWSER),
    ("application/json", Client.API),
    ("application/json, text/html", Client.API),
    ("application/json, */*", Client.API),
    ("application/json, text/html;q=0.9", Client.API),
    ("application/*", Client.API),
]


@pytest.mark.parametrize(("accept", "client"), PREFERENCES)
def test_accept_tells_the_client(accept: str, client: Client) -> None:
    assert preference(accept) is client


@pytest.mark.parametrize(
    ("headers", "client"),
    [
        ({"HX-Request": "true", "HX-Request-Type": "partial", "Accept": "text/html"}, Client.HTMX),
        ({"HX-Request": "true", "Accept": "application/json"}, Client.HTMX),
        ({"HX-Request-Type": "full", "Accept": "application/json"}, Client.BROWSER),
        ({"HX-Request": "true", "HX-Request-Type": "full"}, Client.BROWSER),
        ({"HX-Request": "false", "Accept": "application/json"}, Client.API),
        ({"HX-Request-Type": "partial", "Accept": "application/json"}, Client.API),
        ({}, Client.SCRIPT),
    ],
)
def test_htmx_is_told_by_its_own_headers_first(headers: dict[str, str], client: Client) -> None:
    assert client_of(Headers(headers)) is client


@given(st.text())
def test_no_accept_header_breaks_the_reading(accept: str) -> None:
    assert preference(accept) in Client
