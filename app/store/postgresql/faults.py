"""What can go wrong with the database, told apart from what is wrong with our SQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import (
    DataError,
    DeadlockDetectedError,
    ForeignKeyViolationError,
    InterfaceError,
    InternalClientError,
    PostgresError,
    SerializationError,
    UniqueViolationError,
)

from app.errors import GoneError, StoreUnavailableError

# The server, its disk or the way to it is in the way; the statement itself is right. Classes and
# codes of https://www.postgresql.org/docs/current/errcodes-appendix.html
UNAVAILABLE_CLASSES = (
    "08",  # connection exception
    "53",  # insufficient resources: disk full, too many connections
    "57",  # operator intervention: it shuts down, or starts just now
    "58",  # system error: of the disk
    "28",  # the password or the rights have changed meanwhile
    "XX",  # corrupted, or a fault of its own
)
UNAVAILABLE_CODES = {
    "25006",  # read-only: a standby
    "25P03",  # the server ended a unit that stood still for too long
    "2200H",  # no numbers are left
    "3D000",  # the database is gone
    "42501",  # no right to it any more
    "55P03",  # a lock was not to be had
}
# What another unit did meanwhile. Done once more, a unit sees it: not only where the two would not
# have come one after the other (40001, 40P01), but also where one made what the other was about to
# make, or took away what it was about to hang something on.
OVERTAKEN = (
    SerializationError,
    DeadlockDetectedError,
    UniqueViolationError,
    ForeignKeyViolationError,
)


@contextmanager
def unavailable() -> Iterator[None]:
    """Turn a fault of the engine into StoreUnavailableError; a fault of ours passes as it is.

    A row that hangs on one which was deleted meanwhile is neither: GoneError. How a commit ended
    that was cut off is not known; it counts as not kept, and the same request finds what is there.
    """
    try:
        yield
    except ForeignKeyViolationError as error:
        raise GoneError from error
    except PostgresError as error:
        if is_unavailable(error.sqlstate or ""):
            raise StoreUnavailableError from error
        raise
    except DataError:  # an InterfaceError by birth, but a value of ours that has no place there
        raise
    except (InterfaceError, InternalClientError, OSError) as error:  # time-outs are OSErrors
        raise StoreUnavailableError from error


def is_unavailable(code: str) -> bool:
    overtaken = {"40001", "40P01"}  # again and again
    return code.startswith(UNAVAILABLE_CLASSES) or code in UNAVAILABLE_CODES | overtaken
