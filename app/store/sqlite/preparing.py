"""A database before it is served: made where there is none, and brought to today's schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from glob import escape
from pathlib import Path

from app.errors import StartError
from app.store.migrations import migrations
from app.store.queries import queries_beside
from app.store.sqlite.copying import copy_errors, copy_into
from app.store.sqlite.file import replacing
from app.store.sqlite.inspection import APPLICATION_ID, check, start_errors
from app.text import folded

queries = queries_beside(__file__)

COPY = ".before-"  # and the version that it was about to become


def prepare(path: Path) -> None:
    """Leave a database of today's version at `path`, or the file as it was.

    For a process that has the `serving_lock`.

    Raises:
        StartError: the file is empty, no database, somebody else's, newer, or can't be written; or
            there is no room for the copy of an older one.
    """
    with start_errors(path):
        if not path.exists():
            create(path)
        check(path)
        migrate(path)


def create(path: Path) -> None:
    """Make an empty database: whole, or not there."""
    refuse_orphans(path)
    with replacing(path) as unfinished:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
        migrate(unfinished)


def refuse_orphans(path: Path) -> None:
    """Refuse to put a new database beside the log of one that is gone: SQLite would mix the two."""
    orphan = path.with_name(path.name + "-wal")
    if orphan.exists() and orphan.stat().st_size > 0:
        raise StartError(
            f"{path}: the database file is gone, but {orphan.name} is there. "
            "Please restore both, or remove what is left."
        )


def migrate(path: Path) -> None:
    """Apply the steps that are missing: all of them, or none.

    Where people's sessions are in the database, a copy of it as it was is kept beside it first.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as connection:
        connection.execute("pragma synchronous = full")
        connection.create_function("folded", 1, folded)  # for the steps
        connection.execute("begin immediate")
        (version,) = connection.execute("pragma user_version").fetchone()
        # Only this shows a file that can't be written: on such a one, SQLite begins all the same.
        connection.execute(f"pragma user_version = {version}")
        missing = migrations()[version:]
        if not missing:
            connection.execute("rollback")
            return
        if version and connection.execute(queries.any_session.sql).fetchone():
            keep_copy(path)  # nobody else can write until the steps are committed
        for statement in statements(missing):
            connection.execute(statement)
        connection.execute(f"pragma user_version = {version + len(missing)}")
        connection.execute("commit")


def keep_copy(path: Path) -> None:
    """Keep the database as it is beside it, named by the version that it is about to become."""
    kept = path.with_name(f"{path.name}{COPY}{len(migrations())}")
    with copy_errors(path, kept), replacing(kept) as unfinished:
        copy_into(path, unfinished)


def forget_copies(path: Path) -> None:
    """Remove the copies that migrations kept, and what is deleted in the file but not overwritten.

    For a database that was opened well. Where the disk has no room for it, the next start tries
    again.
    """
    copies = list(path.parent.glob(f"{escape(path.name)}{COPY}*"))
    if not copies:
        return
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(path, isolation_level=None)) as connection,
    ):
        connection.execute("vacuum")
        connection.execute("pragma wal_checkpoint(truncate)")
        for copy in copies:
            copy.unlink(missing_ok=True)


def statements(scripts: list[str]) -> Iterator[str]:
    """The statements of some scripts, one after the other; `executescript` would commit first."""
    statement = ""
    for line in "".join(scripts).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
