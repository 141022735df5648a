"""Who is asking, by a `Cookie` header that may hold anything."""

import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.visitor import PATTERN, Visitor, new_visitor, visitor_in

TOKEN = "abcDEF-_0123456789" + "x" * 25

OURS = [
    f"session={TOKEN}",
    f"theme=dark; session={TOKEN}",
    f"theme=dark;session={TOKEN}; other=1",
    f"a=b; ; session={TOKEN} ;",
]
NOBODYS = [
    "",
    "session=",
    "session",
    f"session={TOKEN[:-1]}",
    f"session={TOKEN}x",
    f"session={TOKEN}=",
    f'session="{TOKEN}"',
    f"session= {TOKEN}",
    f"Session={TOKEN}",
    f"mysession={TOKEN}",
    f"other=session={TOKEN}",
    f"session={TOKEN[:-1]}\u00e9",
    "session=" + "x" * 100_000,
]


@pytest.mark.parametrize("cookies", OURS)
def test_a_token_is_found_wherever_it_stands(cookies: str) -> None:
    assert visitor_in(cookies) == Visitor(TOKEN)


@pytest.mark.parametrize("cookies", NOBODYS, ids=lambda cookies: cookies[:20] or "none")
def test_anything_else_is_nobody(cookies: str) -> None:
    assert visitor_in(cookies) == Visitor()


@given(st.text())
def test_no_cookie_breaks_the_reading(cookies: str) -> None:
    assert re.fullmatch(f"({PATTERN})?", visitor_in(cookies).token)


def test_the_store_is_given_a_hash_and_never_the_token() -> None:
    assert Visitor(TOKEN).key == sha256(TOKEN.encode()).digest()


def test_a_new_visitor_is_somebody_each_time() -> None:
    assert len({new_visitor().token for _ in range(100)}) == 100
    assert visitor_in(f"session={new_visitor().token}").token


def test_the_same_first_form_makes_the_same_visitor_and_does_not_show_its_token() -> None:
    assert new_visitor(TOKEN) == new_visitor(TOKEN)
    assert new_visitor(TOKEN).token != TOKEN
    assert visitor_in(f"session={new_visitor(TOKEN).token}") == new_visitor(TOKEN)


@pytest.mark.parametrize("key", ["", "1", TOKEN + "x", TOKEN[:-1], TOKEN[:-1] + "="])
def test_a_key_that_is_none_of_ours_makes_nobody_twice(key: str) -> None:
    assert new_visitor(key) != new_visitor(key)


@pytest.mark.parametrize("is_https", [True, False])
def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(is_https: bool) -> None:
    attributes = Visitor(TOKEN).cookie(is_https).split("; ")
    assert {"HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Lax"} <= set(attributes)
    assert ("Secure" in attributes) is is_https
