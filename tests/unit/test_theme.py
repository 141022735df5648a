"""The colours that a visitor chose, and the page to go back to."""

import pytest
from litestar.types import HTTPScope

from app.web.request import Request
from app.web.theme import page_before, theme_cookie, theme_of


def request(**headers: str) -> Request:
    sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    scope: HTTPScope = {"type": "http", "headers": sent, "path": "/", "state": {}}  # type: ignore[typeddict-item]
    return Request(scope)


@pytest.mark.parametrize(
    ("cookies", "theme"),
    [
        ("theme=dark", "dark"),
        ("session=x; theme=light", "light"),
        ("theme=dark;a=b", "dark"),
        ("", ""),
        ("theme=", ""),
        ("theme=neon", ""),
        ("theme=darker", ""),
        ("mytheme=dark", ""),
        ('theme="><script>', ""),
    ],
)
def test_only_a_theme_of_ours_is_taken_from_a_cookie(cookies: str, theme: str) -> None:
    assert theme_of(request(cookie=cookies)) == theme


@pytest.mark.parametrize("theme", ["auto", "", "neon", "dark; Domain=evil.example"])
def test_any_other_word_forgets_the_choice(theme: str) -> None:
    assert theme_cookie(theme).startswith("theme=; Max-Age=0;")


@pytest.mark.parametrize(
    ("referrer", "page"),
    [
        ("http://rehearse.example/dashboard", "/dashboard"),
        ("http://rehearse.example/session/1/upload?a=b#c", "/session/1/upload"),
        ("http://rehearse.example", "/"),
        ("", "/"),
        ("http://evil.example/dashboard", "/"),
        ("http://rehearse.example//evil.example/", "/evil.example/"),
        ("http://rehearse.example/\\evil.example/", "/evil.example/"),
        ("javascript:alert(1)", "/"),
        ("http://[", "/"),
    ],
)
def test_the_way_back_never_leads_to_another_site(referrer: str, page: str) -> None:
    assert page_before(request(referer=referrer, host="rehearse.example")) == page
