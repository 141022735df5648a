"""A database of an older Rehearse: nothing of it is lost on its way to today's schema."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from signal import SIGKILL

import pytest

from app.store import check_database
from app.store.migrations import migrations
from tests.faults.test_busy_database import small_disk
from tests.faults.test_database_file import contents
from tests.server import ROOT, refusal, serving

OLD = 3  # the version that people had before there was one to migrate
TODAY = len(migrations())
SESSIONS = 300
ROW = (b"o" * 32, "Nurse " + "x" * 190, "St Elsewhere", 1)
COPY = f"rehearse.db.before-{TODAY}"


def old_database(folder: Path, sessions: int = SESSIONS) -> Path:
    """A database as version OLD left it, from the same steps."""
    folder.mkdir(exist_ok=True)
    path = folder / "rehearse.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute(f"pragma application_id = {0x52485253}")
        for step in migrations()[:OLD]:
            connection.executescript(step)
        connection.execute(f"pragma user_version = {OLD}")
        connection.executemany(
            "insert into session (owner, job_title, company_name, created_at) values (?, ?, ?, ?)",
            [ROW] * sessions,
        )
        connection.commit()
    path.chmod(0o600)
    return path


def state(path: Path) -> tuple[int, int]:
    """The version of a sound database, and how many sessions it has."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        (version,) = connection.execute("pragma user_version").fetchone()
        (sessions,) = connection.execute("select count(*) from session").fetchone()
    return version, sessions


def test_an_older_database_is_kept_beside_the_migrated_one_until_that_served(
    tmp_path: Path,
) -> None:
    path = old_database(tmp_path)
    check_database(f"sqlite:///{path}")
    assert state(tmp_path / COPY) == (OLD, SESSIONS)
    assert (tmp_path / COPY).stat().st_mode & 0o777 == 0o600
    with serving(tmp_path):
        assert state(path) == (TODAY, SESSIONS)
        assert not (tmp_path / COPY).exists()


@pytest.mark.parametrize("sessions", [0, None])
def test_where_there_are_no_sessions_yet_no_copy_is_kept(
    tmp_path: Path, sessions: int | None
) -> None:
    if sessions is not None:
        old_database(tmp_path, sessions)
    check_database(f"sqlite:///{tmp_path}/rehearse.db")
    assert state(tmp_path / "rehearse.db") == (TODAY, 0)
    assert not (tmp_path / COPY).exists()


# What a start does before it serves, in a process that can be killed.
PREPARE = "import sys; from app.store import check_database; check_database(sys.argv[1])"


@pytest.mark.skipif(not shutil.which("strace"), reason="strace kills it, and is not here")
@pytest.mark.parametrize("call", ["fsync", "fdatasync", "rename", "ftruncate"])
def test_a_migration_that_is_killed_anywhere_loses_nothing(tmp_path: Path, call: str) -> None:
    """The kernel kills it at its first call of a kind, another at its second, until one ends."""
    for number in range(1, 50):
        path = old_database(tmp_path / str(number))
        was_killed = killed(path, f"{call}:signal=KILL:when={number}")
        version, sessions = state(path)
        assert (version in (OLD, TODAY), sessions) == (True, SESSIONS)
        check_database(f"sqlite:///{path}")
        assert state(path) == (TODAY, SESSIONS)
        assert state(path.with_name(COPY)) == (OLD, SESSIONS)
        assert not list(path.parent.glob("*.new*"))
        if not was_killed:
            break
    assert number > 1


def killed(path: Path, fault: str) -> bool:
    """Whether a start on this database came to the call at which strace kills it."""
    strace = ("strace", "-f", "-o", "/dev/null", "-e", f"inject={fault}")
    start = (sys.executable, "-c", PREPARE, f"sqlite:///{path}")
    code = subprocess.run([*strace, *start], cwd=ROOT, check=False, timeout=30).returncode
    assert code in (0, -SIGKILL)
    return code != 0


def test_without_room_for_the_copy_nothing_is_migrated(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        path = old_database(disk / "data", sessions=8000)
        found = contents(path.parent)
        line = refusal(DATABASE_URL=f"sqlite:///{path}")
        assert COPY in line
        assert "full" in line
        assert contents(path.parent) == found
        assert state(path) == (OLD, 8000)


def test_an_older_database_that_was_put_back_is_kept_as_it_is_now(tmp_path: Path) -> None:
    """The copy is of what the latest start found, and not of what another did weeks ago."""
    path = old_database(tmp_path, sessions=10)
    check_database(f"sqlite:///{path}")
    path.unlink()
    old_database(tmp_path, sessions=20)
    check_database(f"sqlite:///{path}")
    assert state(path) == (TODAY, 20)
    assert state(tmp_path / COPY) == (OLD, 20)
