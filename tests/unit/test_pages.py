"""What the templates may use: moments in words, and a key for each form."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.errors import NotFoundError
from app.web import pages
from app.web.pages import ago, day_of_year, moment, sentence, with_request_key
from app.web.signing import new_request_key
from app.web.visitor import PATTERN

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=-5), "just now"),  # a clock that was set back
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(seconds=119), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=1, hours=23), "yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=30, hours=23), "30 days ago"),
        (timedelta(days=31), "24 October 2026"),
        (timedelta(days=365), "24 November 2025"),
    ],
)
def test_how_long_ago_is_said_in_its_largest_unit(since: timedelta, words: str) -> None:
    assert ago(NOW - since, seen_at=NOW) == words


def test_a_day_has_its_year_only_where_that_is_another() -> None:
    assert day_of_year(NOW - timedelta(days=12), seen_at=NOW) == "12 November"
    assert day_of_year(NOW - timedelta(days=365), seen_at=NOW) == "24 November 2025"


def test_a_moment_is_written_as_people_write_it() -> None:
    assert moment(datetime(2026, 11, 4, 9, 5, tzinfo=UTC)) == "4 November 2026, 09:05 UTC"
    there = datetime(2026, 11, 4, 9, 5, tzinfo=ZoneInfo("America/New_York"))
    assert moment(there) == "4 November 2026, 09:05 America/New York"


@pytest.mark.parametrize("said", ["Page not found", "Page not found."])
def test_a_sentence_ends_with_one_full_stop(said: str) -> None:
    assert sentence(NotFoundError(said)) == "Page not found."


@pytest.mark.parametrize("said", ["Saved!", "Is that so?", "Reading …"])
def test_a_sentence_that_ends_in_another_way_stays_as_it_is(said: str) -> None:
    assert sentence(said) == said


def test_every_key_is_new_and_one_that_a_first_visitor_may_be_known_by() -> None:
    keys = {new_request_key(b"s" * 32) for _ in range(1000)}
    assert len(keys) == 1000
    assert all(re.fullmatch(PATTERN, key.decode()) for key in keys)


def test_a_page_gets_one_key_and_a_page_without_a_form_stays_as_it_is() -> None:
    page = b"<p>" + pages.REQUEST_KEY_PLACE + b"</p>"
    assert re.fullmatch(f"<p>{PATTERN}</p>", with_request_key(page, lambda: b"k" * 43).decode())
    assert with_request_key(b"<p>the-request-key-goes-here</p>", bytes) == (
        b"<p>the-request-key-goes-here</p>"
    )
