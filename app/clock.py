"""What time it is, and a moment as the store keeps it: microseconds since 1970, in UTC."""

import logging
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

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
