"""What every outcome says above its sentence."""

from collections.abc import Iterator

import app.main  # noqa: F401  # every room with its errors
from app.errors import RehearseError


def outcomes(of: type[RehearseError] = RehearseError) -> Iterator[type[RehearseError]]:
    for each in of.__subclasses__():
        yield each
        yield from outcomes(each)


def test_only_a_fault_of_ours_is_headed_as_one() -> None:
    ours = RehearseError.heading
    blamed = {each.__name__ for each in outcomes() if each.heading == ours and each.status < 499}
    assert blamed == set()
