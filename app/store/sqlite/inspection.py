"""Whether a SQLite file is a sound database of ours, found out without changing a byte of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.errors import StartError
from app.store.migrations import migrations

APPLICATION_ID = 0x52485253  # "RHRS", so that a stranger's database is never migrated


@contextmanager
def start_errors(path: Path) -> Iterator[None]:
    """Turn what the engine or the system says into a line for the operator."""
    try:
        yield
    except sqlite3.Error as error:
        raise StartError(
            f"{path}: the database can't be opened ({error}). Please check the file and its folder."
        ) from error
    except OSError as error:
        raise StartError(
            f"{path}: {error.strerror or error}. Please check the file and its folder."
        ) from error


def inspect(path: Path) -> None:
    """Read through the file at `path`, where there is one.

    Raises:
        StartError: it is damaged, empty, no database, somebody else's or newer, or can't be read.
    """
    with start_errors(path):
        if path.exists():
            check_pages(path)


def check_pages(path: Path) -> None:
    """Refuse a file that is not, page by page, a database of ours; a second for a million sessions.

    Raises:
        StartError: it is damaged, empty, no database, somebody else's or newer.
    """
    if pragmas(path, "quick_check(1)") != ["ok"]:
        raise StartError(f"{path}: the database file is damaged. Please restore a backup.")
    check(path)


def check(path: Path) -> None:
    """Refuse a file that is not a database of ours.

    Raises:
        StartError: it is damaged, empty, no database, somebody else's or newer.
    """
    application_id, version = pragmas(path, "application_id", "user_version")
    if application_id != APPLICATION_ID:
        raise StartError(f"{path}: this is not a database of Rehearse. Please name another file.")
    if version > len(migrations()):
        raise StartError(
            f"{path}: the database is of a newer Rehearse (version {version}, this one knows "
            f"{len(migrations())}). Please start the newer one."
        )


def pragmas(path: Path, *names: str) -> list[Any]:
    """What the file says of itself.

    Raises:
        StartError: it is empty, or no sound database.
        sqlite3.OperationalError: it is locked, or closed to us: that says nothing of what is in it.
    """
    if path.stat().st_size == 0:
        raise StartError(
            f"{path}: the database file is empty. Please restore a backup, or remove the file."
        )
    try:
        with closing(connect_to_read(path)) as connection:
            return [connection.execute(f"pragma {name}").fetchone()[0] for name in names]
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise StartError(
            f"{path}: the database file is damaged ({error}). Please restore a backup."
        ) from error


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that can't change the file, also while a server has it open."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None)
