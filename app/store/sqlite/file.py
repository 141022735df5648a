"""A SQLite file before it is served: made whole, found sound, brought to today's schema."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.errors import StartError
from app.store.migrations import migrations

APPLICATION_ID = 0x52485253  # "RHRS", so that a stranger's database is never migrated


def inspect(path: Path) -> None:
    """Read through the file, where there is one; a second for a million sessions.

    Raises:
        StartError: it is damaged.
    """
    with start_errors(path):
        if path.exists() and pragmas(path, "quick_check(1)") != ["ok"]:
            raise StartError(f"{path}: the database file is damaged; restore a backup")


def prepare(path: Path) -> None:
    """Leave a database of today's version at `path`, or the file as it was.

    Raises:
        StartError: the file is empty, no database, somebody else's, newer, or can't be written.
    """
    with start_errors(path):
        if not path.exists():
            create(path)
        check(path)
        migrate(path)


@contextmanager
def start_errors(path: Path) -> Iterator[None]:
    """Turn what the engine or the system says into a line for the operator."""
    try:
        yield
    except sqlite3.Error as error:
        raise StartError(f"{path}: the database can't be opened ({error})") from error
    except OSError as error:
        raise StartError(f"{path}: {error.strerror or error}") from error


def create(path: Path) -> None:
    """Make an empty database under another name, then give it its own: whole, or not there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_orphans(path)
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
    migrate(unfinished)
    unfinished.rename(path)
    sync_folder(path.parent)


def refuse_orphans(path: Path) -> None:
    """Refuse to put a new database beside the log of one that is gone: SQLite would mix the two."""
    orphan = path.with_name(path.name + "-wal")
    if orphan.exists() and orphan.stat().st_size > 0:
        raise StartError(
            f"{path}: the database file is gone but {orphan.name} is there; "
            "restore both, or remove what is left"
        )


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check(path: Path) -> None:
    """Refuse a file that is not a database of ours, without changing a byte of it."""
    application_id, version = pragmas(path, "application_id", "user_version")
    if application_id != APPLICATION_ID:
        raise StartError(f"{path}: this is not a database of Rehearse")
    if version > len(migrations()):
        raise StartError(
            f"{path}: the database is of a newer Rehearse (version {version}, this one knows "
            f"{len(migrations())}); start the newer one"
        )


def pragmas(path: Path, *names: str) -> list[Any]:
    """What the file says of itself, read without changing a byte of it.

    Raises:
        StartError: it is empty, or no sound database.
        sqlite3.OperationalError: it is locked, or closed to us: that says nothing of what is in it.
    """
    if path.stat().st_size == 0:
        raise StartError(f"{path}: the database file is empty; restore a backup or remove it")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return [connection.execute(f"pragma {name}").fetchone()[0] for name in names]
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise StartError(
            f"{path}: the database file is damaged ({error}); restore a backup"
        ) from error


def migrate(path: Path) -> None:
    """Apply the steps that are missing, each whole or not at all."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as connection:
        connection.execute("pragma synchronous = full")
        connection.execute("begin immediate")
        (version,) = connection.execute("pragma user_version").fetchone()
        # Only this shows a file that can't be written: on such a one, SQLite begins all the same.
        connection.execute(f"pragma user_version = {version}")
        connection.execute("rollback")
        for number, step in enumerate(migrations()[version:], start=version + 1):
            apply(connection, number, step)


def apply(connection: sqlite3.Connection, number: int, step: str) -> None:
    """Run one step, unless another process has run it since `number` was worked out."""
    connection.execute("begin immediate")
    (version,) = connection.execute("pragma user_version").fetchone()
    if version >= number:
        connection.execute("rollback")
        return
    for statement in statements(step):  # executescript would commit before it begins
        connection.execute(statement)
    connection.execute(f"pragma user_version = {number}")
    connection.execute("commit")


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one after the other."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
