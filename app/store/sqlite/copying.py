"""Copies of a database that may be in use: made whole and checked, or not made."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from app.errors import StartError
from app.store.queries import queries_beside
from app.store.sqlite.file import remove_logs, replacing
from app.store.sqlite.inspection import check, check_pages, connect_to_read, pragmas
from app.store.sqlite.lock import serving_lock

queries = queries_beside(__file__)


def back_up(path: Path, backup: Path) -> None:
    """Put a copy of the database at `path` in the place of `backup`, also while it is served.

    Raises:
        StartError: there is no such copy; what stood at `backup` is as it was.
    """
    with copy_errors(path, backup):
        refuse_database_in_use(path, backup)
        with replacing(backup) as unfinished:
            copy_into(path, unfinished)


def restore(backup: Path, path: Path) -> None:
    """Put a copy of `backup` in the place of the database at `path`.

    Raises:
        StartError: the backup is no sound database of ours, or a server has the database; what
            stood at `path` is as it was.
    """
    with serving_lock(path), copy_errors(backup, path), replacing(path) as unfinished:
        copy_into(backup, unfinished)
        take_over_log(path)


@contextmanager
def copy_errors(source: Path, target: Path) -> Iterator[None]:
    """Turn what the engine or the system says into a line for the operator."""
    try:
        yield
    except sqlite3.Error as error:
        raise StartError(
            f"{target}: {source} can't be copied there ({error}). Please check both places."
        ) from error
    except OSError as error:
        raise StartError(
            f"{error.filename or target}: {error.strerror or error}. Please check this place."
        ) from error


def refuse_database_in_use(path: Path, backup: Path) -> None:
    """Refuse a backup in the place of a database: the log beside that would be played into it."""
    if backup.exists() and backup.samefile(path):
        raise StartError(f"{backup}: this is the database itself. Please name another file.")
    if backup.with_name(backup.name + "-wal").exists():
        raise StartError(f"{backup}: this is a database in use. Please name another file.")


def copy_into(source: Path, copy: Path) -> None:
    """Write the database at `source`, as it is at one moment, into the empty file `copy`.

    Raises:
        StartError: `source` is not a sound database of ours, or the copy did not become one.
        sqlite3.Error: SQLite can't write it, where the disk is full perhaps.
    """
    check_pages(source)  # a copy would leave out a damaged index, and look sound
    with closing(connect_to_read(source)) as connection:
        before = numbers_given(connection)
        connection.execute("vacuum into ?", (str(copy),))
        after = numbers_given(connection)
    check_copy(source, copy, before, after)


def numbers_given(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute(queries.numbers_given.sql).fetchall())


def check_copy(source: Path, copy: Path, before: dict[str, int], after: dict[str, int]) -> None:
    """Refuse a copy that is not sound, or not of a moment between `before` and `after`."""
    check(copy)
    is_sound = pragmas(copy, "integrity_check(1)") == ["ok"]
    is_of_version = pragmas(copy, "user_version") == pragmas(source, "user_version")
    with closing(connect_to_read(copy)) as connection:
        copied = numbers_given(connection)
    is_of_then = all(copied.get(table, 0) >= number for table, number in before.items()) and all(
        number <= after.get(table, 0) for table, number in copied.items()
    )
    if not (is_sound and is_of_version and is_of_then):
        raise StartError(f"{source}: the copy was not the same database. Please try again.")


def take_over_log(path: Path) -> None:
    """Let the database at `path`, where it is sound, be one file: its log has to go."""
    if path.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
            connection.execute("pragma wal_checkpoint(truncate)")
    remove_logs(path)
