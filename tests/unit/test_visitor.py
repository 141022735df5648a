"""Who is asking, by a `Cookie` header that may hold anything."""

import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.signing import is_signed, new_request_key
from app.web.visitor import PATTERN, Visitor, new_visitor, visitor_in

TOKEN = "abcDEF-_0123456789" + "x" * 25
OTHER = "y" * 43
SECRET = b"s" * 32

OURS = [
    f"rehearse={TOKEN}",
    f"theme=dark; rehearse={TOKEN}",
    f"theme=dark;rehearse={TOKEN}; other=1",
    f"a=b; ; rehearse={TOKEN} ;",
]
NOBODYS = [
    "",
    "rehearse=",
    "rehearse",
    f"rehearse={TOKEN[:-1]}",
    f"rehearse={TOKEN}x",
    f"rehearse={TOKEN}=",
    f'rehearse="{TOKEN}"',
    f"rehearse= {TOKEN}",
    f"Rehearse={TOKEN}",
    f"myrehearse={TOKEN}",
    f"other=rehearse={TOKEN}",
    f"rehearse={TOKEN[:-1]}\u00e9",
    "rehearse=" + "x" * 100_000,
]


@pytest.mark.parametrize("cookies", OURS)
def test_a_token_is_found_wherever_it_stands(cookies: str) -> None:
    assert visitor_in(cookies, is_https=False) == Visitor(TOKEN)


@pytest.mark.parametrize("cookies", NOBODYS, ids=lambda cookies: cookies[:20] or "none")
def test_anything_else_is_nobody(cookies: str) -> None:
    assert visitor_in(cookies, is_https=False) == Visitor()


@given(st.text(), st.booleans())
def test_no_cookie_breaks_the_reading(cookies: str, is_https: bool) -> None:
    assert re.fullmatch(f"({PATTERN})?", visitor_in(cookies, is_https).token)


def test_over_https_only_the_cookie_that_no_plain_page_can_set_is_read() -> None:
    both = f"rehearse={OTHER}; __Host-rehearse={TOKEN}"
    assert visitor_in(both, is_https=True) == Visitor(TOKEN)
    assert visitor_in(f"rehearse={TOKEN}", is_https=True) == Visitor()
    assert visitor_in(f"__Host-rehearse={TOKEN}", is_https=False) == Visitor()


@pytest.mark.parametrize("is_https", [True, False])
def test_the_old_cookie_counts_where_there_is_no_other_and_is_not_renewed(is_https: bool) -> None:
    old = visitor_in(f"session={TOKEN}", is_https)
    assert (old.token, old.cookie(is_https)) == (TOKEN, None)
    name = "__Host-rehearse" if is_https else "rehearse"
    assert visitor_in(f"session={TOKEN}; {name}={OTHER}", is_https) == Visitor(OTHER)


def test_the_store_is_given_a_hash_and_never_the_token() -> None:
    assert Visitor(TOKEN).key == sha256(TOKEN.encode()).digest()


def test_a_new_visitor_is_somebody_each_time() -> None:
    made = {new_visitor(SECRET).token for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(PATTERN, token) for token in made)


def test_the_same_first_form_makes_the_same_visitor_and_does_not_show_its_token() -> None:
    key = new_request_key(SECRET).decode()
    assert new_visitor(SECRET, key) == new_visitor(SECRET, key)
    assert new_visitor(SECRET, key).token != key
    assert new_visitor(SECRET, key) != new_visitor(SECRET, new_request_key(SECRET).decode())


@pytest.mark.parametrize(
    "key", ["", "1", TOKEN, TOKEN + "x", TOKEN[:-1], TOKEN[:-1] + "=", "\u00e9" * 43]
)
def test_a_key_that_no_form_of_ours_brought_makes_nobody_twice(key: str) -> None:
    assert new_visitor(SECRET, key) != new_visitor(SECRET, key)


def test_a_key_that_another_installation_signed_is_none_of_ours() -> None:
    assert is_signed(SECRET, new_request_key(SECRET).decode())
    assert not is_signed(SECRET, new_request_key(bytes(32)).decode())


@pytest.mark.parametrize("is_https", [True, False])
def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(is_https: bool) -> None:
    attributes = (Visitor(TOKEN).cookie(is_https) or "").split("; ")
    assert {"HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Lax"} <= set(attributes)
    assert ("Secure" in attributes) is is_https
    assert attributes[0].startswith("__Host-") is is_https
