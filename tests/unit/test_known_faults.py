"""Libraries with faults are named at the start, and others are not."""

import pytest

from app.known_faults import SAFE_EXPAT, SAFE_SQLITE, known_faults


def test_nothing_is_said_of_libraries_that_are_safe() -> None:
    assert known_faults(SAFE_SQLITE, SAFE_EXPAT) == []
    assert known_faults((4, 0, 0), (3, 0, 0)) == []


@pytest.mark.parametrize("sqlite", [(3, 51, 2), (3, 9, 9), (2, 99, 99)])
def test_an_older_sqlite_is_named(sqlite: tuple[int, int, int]) -> None:
    (warning,) = known_faults(sqlite, SAFE_EXPAT)
    assert warning.startswith(f"Warning: SQLite {'.'.join(map(str, sqlite))} ")
    assert "3.51.3" in warning
    assert known_faults(sqlite, SAFE_EXPAT, is_kept_in_sqlite=False) == []


@pytest.mark.parametrize("expat", [(2, 5, 0), (1, 95, 8)])
def test_an_older_expat_is_named(expat: tuple[int, int, int]) -> None:
    (warning,) = known_faults(SAFE_SQLITE, expat)
    assert warning.startswith(f"Warning: expat {'.'.join(map(str, expat))} ")
    assert "\n" not in warning
