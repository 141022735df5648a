"""A SQLite file as a whole: made or replaced under another name, so that it is whole or not there.

A name with `.new` at its end is one that is being made. Whoever makes it holds it, and what a
killed process left under it is overwritten.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import StartError
from app.store.sqlite.lock import HeldError, acquire

LOGS = ("-wal", "-shm", "-journal")  # what SQLite writes beside a database


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty file, for its owner alone, that takes the place of `path` at the end of the block.

    Where the block fails it is gone, and `path` is as it was.

    Raises:
        StartError: another process is about to replace the same file.
    """
    unfinished = path.with_name(path.name + ".new")
    try:
        descriptor = acquire(unfinished)
    except HeldError as error:
        raise StartError(
            f"{path}: another process is writing this file just now. Please try again later."
        ) from error
    try:
        remove_logs(unfinished)
        os.fchmod(descriptor, 0o600)
        os.truncate(descriptor, 0)
        yield unfinished
        os.fsync(descriptor)
        unfinished.replace(path)
        sync_folder(path.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        remove_logs(unfinished)
        raise
    finally:
        os.close(descriptor)


def remove_logs(path: Path) -> None:
    """Remove what SQLite left beside a file: it would play that into the next one of this name."""
    for log in LOGS:
        path.with_name(path.name + log).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
