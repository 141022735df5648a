"""`make backup` and `make restore`: a copy is whole and checked, or what was there before stays."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.clients import client, create
from tests.faults.test_busy_database import small_disk
from tests.faults.test_database_file import DAMAGES, as_nobody_special, filled
from tests.faults.test_kill import Load
from tests.server import ROOT, START_LIMIT_S, serving

TIMEOUT_S = 30
SESSIONS = 2000


def make(target: str, database: Path, *before: str) -> "subprocess.CompletedProcess[str]":
    """`make backup TO=…` or `make restore FROM=…` as the README has it, already set up."""
    set_up = ("--old-file=.venv/run.stamp", "--old-file=.venv/dev.stamp")
    return subprocess.run(
        [*before, "make", "--silent", *set_up, *target.split(" ", 1)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )


def made(target: str, database: Path) -> None:
    done = make(target, database)
    assert (done.returncode, done.stderr) == (0, "")


def refused(target: str, database: Path, *before: str) -> str:
    """The one line of what could not be done."""
    done = make(target, database, *before)
    assert (done.returncode, done.stdout) == (2, "")  # make's own code for a recipe that failed
    line, make_says = done.stderr.splitlines()
    assert line.startswith("Nothing was copied. ")
    assert make_says.endswith("Error 1")
    return line


def sessions(database: Path) -> dict[int, str]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        return dict(connection.execute("select id, job_title from session"))


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with SESSIONS in it, in a folder of its own, closed."""
    return filled(tmp_path / "server" / "rehearse.db")


def test_all_that_was_acknowledged_before_a_backup_is_there_after_the_restore(
    tmp_path: Path,
) -> None:
    backup = tmp_path / "backup.db"
    with serving(tmp_path / "here") as server:
        load = Load(server.url)
        with load.running():
            assert load.is_enough.wait(START_LIMIT_S)
            before = dict(load.acknowledged)
            made(f"backup TO={backup}", server.database)
            server.kill()
    assert backup.stat().st_mode & 0o777 == 0o600
    made(f"restore FROM={backup}", tmp_path / "there" / "rehearse.db")
    with serving(tmp_path / "there") as server, client(server.url, "api") as visitor:
        assert before.items() <= sessions(server.database).items()
        assert create(visitor) > max(before)
    assert names(tmp_path) == {"here", "there", "backup.db"}


def test_a_restore_takes_the_place_of_a_database_and_of_its_log(
    tmp_path: Path, database: Path
) -> None:
    backup = tmp_path / "backup.db"
    made(f"backup TO={backup}", database)
    with serving(database.parent) as server, client(server.url, "api") as visitor:
        create(visitor, job_title="After the backup")
        server.kill()  # what it kept last is in the log beside the database
        made(f"restore FROM={backup}", database)
        assert len(sessions(database)) == SESSIONS
        assert not database.with_name("rehearse.db-wal").exists()
        assert database.stat().st_mode & 0o777 == 0o600
        server.restart()


def test_a_restore_mends_a_damaged_database(tmp_path: Path, database: Path) -> None:
    backup = tmp_path / "backup.db"
    made(f"backup TO={backup}", database)
    DAMAGES["a header overwritten"](database)
    made(f"restore FROM={backup}", database)
    assert len(sessions(database)) == SESSIONS


def test_a_restore_under_a_running_server_is_refused(tmp_path: Path, database: Path) -> None:
    backup = tmp_path / "backup.db"
    made(f"backup TO={backup}", database)
    with serving(database.parent) as server:
        assert "stop that one first" in refused(f"restore FROM={backup}", database)
        assert httpx.get(f"{server.url}/health").is_success


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_backup_restores_nothing(tmp_path: Path, database: Path, name: str) -> None:
    backup = tmp_path / "backup.db"
    shutil.copy(database, backup)
    DAMAGES[name](backup)
    assert str(backup) in refused(f"restore FROM={backup}", database)
    assert len(sessions(database)) == SESSIONS
    assert names(database.parent) == {"rehearse.db"}


@pytest.mark.parametrize("target", ["backup TO={}", "restore FROM={}"])
def test_what_is_not_there_is_neither_backed_up_nor_restored(tmp_path: Path, target: str) -> None:
    missing = tmp_path / "missing.db"
    other = tmp_path / "other.db"
    database = other if target.startswith("restore") else missing
    refused(target.format(missing if database == other else other), database)
    assert not names(tmp_path)


def test_a_backup_on_a_full_disk_leaves_the_one_before(tmp_path: Path, database: Path) -> None:
    with small_disk(tmp_path) as disk:
        backup = disk / "backup.db"
        made(f"backup TO={backup}", database)
        good = backup.read_bytes()
        (disk / "ballast").write_bytes(b"x" * (4 * 1024 * 1024 - len(good) - 20 * 4096))
        assert "full" in refused(f"backup TO={backup}", database)
        assert backup.read_bytes() == good
        assert names(disk) == {"backup.db", "ballast"}


def test_a_backup_that_may_not_grow_leaves_the_one_before(tmp_path: Path, database: Path) -> None:
    """The same where nobody may make a disk."""
    backup = tmp_path / "backup.db"
    made(f"backup TO={backup}", database)
    good = backup.read_bytes()
    small = ("prlimit", "--fsize=8192")
    if not shutil.which(small[0]):
        pytest.skip("prlimit is not here")
    assert str(backup) in refused(f"backup TO={backup}", database, *small)
    assert backup.read_bytes() == good
    assert names(tmp_path) == {"server", "backup.db"}


def test_a_backup_of_a_damaged_database_leaves_the_one_before(
    tmp_path: Path, database: Path
) -> None:
    backup = tmp_path / "backup.db"
    made(f"backup TO={backup}", database)
    good = backup.read_bytes()
    DAMAGES["cut in half"](database)
    refused(f"backup TO={backup}", database)
    assert backup.read_bytes() == good


def test_a_backup_into_a_protected_folder_is_refused(tmp_path: Path, database: Path) -> None:
    folder = tmp_path / "protected"
    folder.mkdir(mode=0o500)
    line = refused(f"backup TO={folder}/backup.db", database, *as_nobody_special())
    assert "Permission denied" in line


def test_the_database_is_no_place_for_its_backup(tmp_path: Path, database: Path) -> None:
    (tmp_path / "link.db").symlink_to(database)
    for name in (database, tmp_path / "link.db"):
        assert "the database itself" in refused(f"backup TO={name}", database)


def test_a_database_in_use_is_no_place_for_a_backup(tmp_path: Path, database: Path) -> None:
    with serving(tmp_path / "other") as other:
        assert "in use" in refused(f"backup TO={other.database}", database)
        assert httpx.get(f"{other.url}/health").is_success


def test_what_a_killed_backup_left_is_cleared_away_by_the_next(
    tmp_path: Path, database: Path
) -> None:
    for name in ("backup.db.new", "backup.db.new-journal"):
        (tmp_path / name).write_bytes(b"half of something")
    made(f"backup TO={tmp_path}/backup.db", database)
    assert len(sessions(tmp_path / "backup.db")) == SESSIONS
    assert (tmp_path / "backup.db").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == {"server", "backup.db"}
