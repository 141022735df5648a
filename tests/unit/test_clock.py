"""Moments, as the store keeps them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import EPOCH, microseconds_now, microseconds_of, moment_of, zone_named


@given(st.integers(min_value=1, max_value=2**52))
def test_a_moment_is_kept_to_the_microsecond(microseconds: int) -> None:
    moment = moment_of(microseconds)
    assert moment.tzinfo is UTC
    assert round((moment - EPOCH).total_seconds() * 1_000_000) == microseconds
    assert microseconds_of(moment) == microseconds


def test_now_is_after_this_was_written() -> None:
    assert moment_of(microseconds_now()) > datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize("year", [1, 1901, 1969, 1970])
def test_a_clock_that_lost_the_time_keeps_nothing_from_being_kept(
    year: int, caplog: pytest.LogCaptureFixture
) -> None:
    assert microseconds_of(datetime(year, 1, 1, tzinfo=UTC)) == 1  # the store takes from 1 on
    assert "before 1970" in caplog.text


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Etc/GMT+12", "Asia/Tokyo"])
def test_a_time_zone_is_found_by_its_name(name: str) -> None:
    assert str(zone_named(name)) == name


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Base", "America", "../../etc/passwd", "/etc/localtime", "a" * 9999, "\0", "Zürich"],
)
def test_what_is_no_time_zone_is_utc(name: str) -> None:
    assert zone_named(name) is UTC


@given(st.text())
def test_no_name_of_a_zone_can_fail(name: str) -> None:
    assert zone_named(name)
