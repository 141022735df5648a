"""A file that one process at a time holds; however that process ends, its hold ends with it."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from app.errors import StartError

WAIT_S = 2  # a worker whose server was killed ends within half a second
TRY_AGAIN_S = 0.05
NO_SUCH_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


class HeldError(Exception):
    """Another process holds the file."""


@contextmanager
def serving_lock(path: Path) -> Iterator[None]:
    """Keep every other server away from the database at `path` inside the block.

    The lock is on a file of its own beside the database: to close the database itself, after
    looking at it, would end SQLite's own locks on it. On a network file system that knows no such
    locks it keeps nobody away.

    Raises:
        StartError: another server has the database, or its folder can't be written.
    """
    lock_file = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = acquire(lock_file)
    except HeldError as error:
        raise StartError(
            f"{path}: another Rehearse has this database open. Please stop that one first, or give "
            "this one a DATABASE_URL of its own."
        ) from error
    except OSError as error:
        raise StartError(
            f"{path}: {error.strerror or error}. Please check the file and its folder."
        ) from error
    try:
        yield
    finally:
        with suppress(OSError):  # a file that stays keeps nobody away
            lock_file.unlink()  # while it is held: who waits for it sees that it is gone
        os.close(descriptor)


def acquire(file: Path) -> int:
    """A descriptor of `file`, made where it is not there, that holds it until it is closed.

    Raises:
        HeldError: another process has held it for WAIT_S.
    """
    ends_at = monotonic() + WAIT_S
    while (descriptor := try_to_acquire(file)) is None:
        if monotonic() > ends_at:
            raise HeldError
        sleep(TRY_AGAIN_S)
    return descriptor


def try_to_acquire(file: Path) -> int | None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        lock(descriptor)
        if os.path.samestat(os.fstat(descriptor), file.stat()):
            return descriptor
    except (BlockingIOError, FileNotFoundError):  # held, or removed by the one who held it
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def lock(descriptor: int) -> None:
    """Lock the file that is open here against every other one who opens it.

    Raises:
        BlockingIOError: somebody else has.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in NO_SUCH_LOCKS:
            raise
