"""Another process that keeps the database to itself.

A process of its own, because any of ours that reads the file would drop its locks with it.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEEP_LOCKED = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
connection.execute(sys.argv[3])
print("locked", flush=True)
sys.stdin.read()
connection.close()
"""


@contextmanager
def locked_for_writing(database: Path) -> Iterator[None]:
    """Nobody else can write to it inside the block."""
    with held(database, "pragma busy_timeout = 5000", "begin immediate"):
        yield


@contextmanager
def locked_altogether(database: Path) -> Iterator[None]:
    """Nobody else can even read it inside the block."""
    with held(database, "pragma locking_mode = exclusive", "begin exclusive"):
        yield


@contextmanager
def held(database: Path, *statements: str) -> Iterator[None]:
    command = [sys.executable, "-c", KEEP_LOCKED, str(database), *statements]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "locked\n"
        try:
            yield
        finally:
            holder.communicate()  # the end of its input lets it go
