"""Whether the store works, beyond whether it answers: what `/health` finds out."""

import os
import sqlite3
from pathlib import Path

from app.errors import StoreUnavailableError


class FileReplacedError(Exception):
    """The file at the path of the database, or its log, is not the one that was opened."""


class OpenedFiles:
    """The database and its log as they were opened, known again by their place on the disk.

    A process goes on writing into a file that was removed or replaced, and all of that is lost.
    """

    def __init__(self, path: Path) -> None:
        self._paths = (path, path.with_name(path.name + "-wal"))
        self._opened = self._stats()

    def refuse_others(self) -> None:
        """Raise StoreUnavailableError once other files are at these paths, or none."""
        try:
            pairs = zip(self._opened, self._stats(), strict=True)
            if all(os.path.samestat(opened, found) for opened, found in pairs):
                return
            cause: Exception = FileReplacedError()
        except OSError as error:
            cause = error
        raise StoreUnavailableError(
            "The database file was replaced or removed while Rehearse was running. "
            "Please restart Rehearse."
        ) from cause

    def _stats(self) -> list[os.stat_result]:
        return [path.stat() for path in self._paths]


def rewrite_version(connection: sqlite3.Connection) -> None:
    """Write what is there already: it takes the way to the disk of every other write."""
    (version,) = connection.execute("pragma user_version").fetchone()
    connection.execute(f"pragma user_version = {version}")
