"""What time it is, and a moment as the store keeps it: microseconds since 1970, in UTC."""

import logging
import re
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
ZONE = re.compile(r"[A-Za-z0-9_+-]{1,32}(?:/[A-Za-z0-9_+-]{1,32}){0,2}")  # as IANA names them

log = logging.getLogger(__name__)


def now() -> datetime:
    return datetime.now(UTC)


def microseconds_now() -> int:
    return microseconds_of(now())


def microseconds_of(moment: datetime) -> int:
    """A moment as the store keeps it, which takes none before 1970.

    A machine whose clock says so has lost the time. What people send is kept all the same, as of
    the first microsecond of 1970, and the log tells the operator.
    """
    microseconds = (moment - EPOCH) // MICROSECOND
    if microseconds < 1:
        log.warning("the clock of this machine is before 1970; set it")
        return 1
    return microseconds


def moment_of(microseconds: int) -> datetime:
    """A moment that the store kept, in UTC."""
    return EPOCH + microseconds * MICROSECOND


def zone_named(name: str) -> tzinfo:
    """The time zone that IANA calls so (`Europe/Berlin`); UTC where it knows none."""
    try:
        return ZoneInfo(name) if ZONE.fullmatch(name) else UTC
    except (KeyError, ValueError, OSError):  # none, no zone's file, or a folder of zones
        return UTC
