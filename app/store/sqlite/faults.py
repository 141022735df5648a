"""What can go wrong with the database, told apart from what is wrong with our SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import GoneError, StoreUnavailableError

# The engine or its disk is in the way; the statement itself is right. https://sqlite.org/rescode.html
UNAVAILABLE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_NOTADB,
}
PRIMARY_CODE = 0xFF  # the low byte of an extended result code


@contextmanager
def unavailable() -> Iterator[None]:
    """Turn a fault of the engine into StoreUnavailableError; a fault of ours passes as it is.

    A row that hangs on one which was deleted meanwhile is neither: GoneError.
    """
    try:
        yield
    except MemoryError as error:  # Python's own word for SQLITE_NOMEM
        raise StoreUnavailableError from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            raise GoneError from error
        if getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE in UNAVAILABLE:
            raise StoreUnavailableError from error
        raise
