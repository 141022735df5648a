"""What counts as one, how long a wait is, and that counting never fills the memory."""

import asyncio
from time import time

import pytest
from litestar.middleware.rate_limit import CacheObject
from litestar.serialization import encode_json
from litestar.types import Receive, Scope, Send

from app.errors import RateLimitError
from app.web.limits import MAX_COUNTS, Counts, HourlyLimit, counted_address

HOUR_S = 3600
FORGED = 100_000


async def nothing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Never asked here: only the counting is."""


LIMIT = HourlyLimit(nothing, kind="creates")

SAME = [
    ("203.0.113.7", "203.0.113.7"),
    ("203.0.113.7", "::ffff:203.0.113.7"),
    ("203.0.113.7", "203.0.113.7:51200"),  # as some proxies write it
    ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff"),
    ("2001:db8:0:1::1", "2001:DB8::1:0:0:0:2"),
    ("2001:db8:0:1::1", "[2001:db8:0:1::9]:443"),
    ("fe80::1%eth0", "fe80::2%eth0"),
    ("unknown", "_hidden"),  # so that words of a visitor's own gain nothing
    ("unknown", ""),
]
OTHER = [
    ("203.0.113.7", "203.0.113.8"),
    ("2001:db8:0:1::1", "2001:db8:0:2::1"),
    ("2001:db8::1", "203.0.113.7"),
    ("203.0.113.7", ""),
]


@pytest.mark.parametrize(("address", "another"), SAME)
def test_addresses_of_one_place_count_as_one(address: str, another: str) -> None:
    assert counted_address(address) == counted_address(another)


@pytest.mark.parametrize(("address", "another"), OTHER)
def test_addresses_of_two_places_count_apart(address: str, another: str) -> None:
    assert counted_address(address) != counted_address(another)


def wait_after(count: int, began_s_ago: int = 0) -> int | None:
    """The seconds to wait after so many of three requests, the first so long ago; None for none."""

    async def asked() -> None:
        store, reset = Counts(), int(time()) - began_s_ago + HOUR_S
        await store.set("key", encode_json(CacheObject([0] * count, reset)), HOUR_S)
        await LIMIT.count(store, {"key": 3})

    try:
        asyncio.run(asked())
    except RateLimitError as error:
        return error.retry_after_s
    return None


@pytest.mark.parametrize("began_s_ago", [0, 600, 3598])
def test_a_wait_lasts_until_the_hour_since_the_first_request_is_over(began_s_ago: int) -> None:
    wait_s = HOUR_S - began_s_ago
    assert wait_after(3, began_s_ago) in (wait_s, wait_s - 1)  # where the next second has begun


def test_after_the_hour_one_may_begin_again() -> None:
    assert wait_after(3, began_s_ago=HOUR_S) is None


def test_the_last_one_of_the_hour_is_taken() -> None:
    assert wait_after(2) is None
    assert wait_after(3) is not None


def test_a_refused_request_counts_under_no_key() -> None:
    async def asked() -> list[int]:
        store = Counts()
        for _ in range(5):
            try:
                await LIMIT.count(store, {"address": 4, "visitor": 1})
            except RateLimitError:
                continue
        found = [await LIMIT.retrieve_cached_history(key, store) for key in ("address", "visitor")]
        return [len(each.history) for each in found]

    assert asyncio.run(asked()) == [1, 1]


def test_requests_at_one_moment_are_all_counted() -> None:
    async def asked() -> int:
        store = Counts()
        limits = [HourlyLimit(nothing, kind="uploads") for _ in range(3)]  # as three routes have
        await asyncio.gather(*(limit.count(store, {"key": 99}) for limit in limits * 9))
        return len((await LIMIT.retrieve_cached_history("key", store)).history)

    assert asyncio.run(asked()) == 27


def test_a_hundred_thousand_forged_visitors_leave_a_bounded_number_of_counts() -> None:
    async def kept() -> int:
        store = Counts()
        for number in range(FORGED):
            await store.set(f"visitor {number}", b"", HOUR_S)
        exist = [await store.exists(f"visitor {number}") for number in range(FORGED)]
        return sum(exist)

    assert asyncio.run(kept()) == MAX_COUNTS


def test_a_count_in_use_outlives_those_that_were_asked_for_once() -> None:
    async def asked() -> None:
        store = Counts(most=10)
        for number in range(99):
            await LIMIT.count(store, {"address": 99, f"visitor {number}": 9})
        await LIMIT.count(store, {"address": 99, "another": 9})

    with pytest.raises(RateLimitError, match="from your network"):
        asyncio.run(asked())


def test_what_is_over_is_forgotten_although_there_is_room() -> None:
    async def asked() -> list[bool]:
        store = Counts()
        for key in ("first", "second"):
            await store.set(key, b"", expires_in=-1)
        await store.set("third", b"", HOUR_S)
        return [await store.exists(key) for key in ("first", "second", "third")]

    assert asyncio.run(asked()) == [False, False, True]
