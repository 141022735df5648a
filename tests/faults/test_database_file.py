"""A database file that can't be used: one clear line, exit code 1, and not a byte of it changed."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import StartError
from app.store import check_database
from tests.clients import client, create
from tests.faults.locking import locked_altogether
from tests.server import refusal, serving

PAGE_BYTES = 4096
EMPTY_LOG = ("rehearse.db-wal", b"")


def refused(database: Path, *before: str) -> str:
    """The one line that a start on this file gives, everything in its folder left as it was."""
    found = contents(database.parent)
    line = refusal(*before, DATABASE_URL=f"sqlite:///{database}")
    assert line.startswith(f"Rehearse can't start. {database}: ")
    assert contents(database.parent) == found
    return line


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file of a folder with its bytes; an empty log, as SQLite leaves one, says nothing."""
    files = {
        file.name: file.read_bytes() if file.is_file() else None
        for file in folder.iterdir()
        if not file.name.endswith("-shm")
    }
    return {name: content for name, content in files.items() if (name, content) != EMPTY_LOG}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A sound database with some sessions in it, closed."""
    return filled(tmp_path / "rehearse.db")


def filled(path: Path) -> Path:
    check_database(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection, connection:
        row = (b"o" * 32, "Nurse " + "x" * 190, "St Elsewhere", 1)
        connection.executemany(
            "insert into session (owner, job_title, company_name, created_at) values (?, ?, ?, ?)",
            [row] * 2000,
        )
    return path


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwrite(offset: int, length: int) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(b"\xa5" * length)

    return damage


def overwrite_root(name: str) -> Callable[[Path], None]:
    """The first page of a table or an index."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            found = "select rootpage from sqlite_schema where name = ?"
            (page,) = connection.execute(found, (name,)).fetchone()
        overwrite((page - 1) * PAGE_BYTES, PAGE_BYTES)(path)

    return damage


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no SQLite file at all": lambda path: path.write_text("Dear diary, "),
    "a header overwritten": overwrite(0, 100),
    "a table overwritten": overwrite_root("session"),
    "an index overwritten": overwrite_root("session_of_owner"),
    "the schema overwritten": overwrite(100, 3000),
    "cut in half": cut_in_half,
    "cut in the middle of the header": lambda path: os.truncate(path, 50),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_refused(database: Path, name: str) -> None:
    DAMAGES[name](database)
    line = refused(database)
    assert "damaged" in line
    assert "restore a backup" in line


def test_an_empty_file_is_refused(database: Path) -> None:
    os.truncate(database, 0)
    assert "empty" in refused(database)


def test_a_database_of_a_newer_rehearse_is_refused(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("pragma user_version = 9999")
    assert "newer Rehearse" in refused(database)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    stranger = tmp_path / "photos.db"
    with closing(sqlite3.connect(stranger)) as connection:
        connection.execute("create table photo (id integer primary key)")
    assert "not a database of Rehearse" in refused(stranger)


def test_a_folder_in_its_place_is_refused_and_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "rehearse.db").mkdir()
    assert "damaged" not in refused(tmp_path / "rehearse.db")


def test_a_log_without_its_database_is_refused(database: Path) -> None:
    """A new database beside it would have the old one's changes played into it."""
    log = database.with_name("rehearse.db-wal")
    log.write_bytes(b"what the old one had not taken over yet")
    database.unlink()
    assert "rehearse.db-wal" in refused(database)


def test_a_file_that_somebody_else_keeps_locked_is_refused_and_not_called_damaged(
    database: Path,
) -> None:
    with locked_altogether(database):
        line = refused(database)
    assert "locked" in line
    assert "damaged" not in line


def as_nobody_special() -> list[str]:
    """A command that takes from root the right to write what is write-protected."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write everything, and setpriv is not here to change that")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def test_a_write_protected_file_is_refused(database: Path) -> None:
    database.chmod(0o400)
    assert "readonly" in refused(database, *as_nobody_special())


def test_a_file_that_must_not_be_read_is_refused_and_not_called_damaged(database: Path) -> None:
    # Only the start is without the right to read: the test reads what it left.
    before = as_nobody_special()
    if not before:
        pytest.skip("only root can look at what it has forbidden itself")
    database.chmod(0)
    assert "damaged" not in refused(database, *before)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "protected"
    folder.mkdir(mode=0o500)
    assert "Permission denied" in refused(folder / "rehearse.db", *as_nobody_special())


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///:memory:",
        "sqlite:///:memory:?cache=shared",
        "sqlite:///file:rehearse.db",
        "sqlite:///file::memory:?cache=shared",
        "sqlite:///rehearse.db?mode=ro",
        "sqlite:///",
        "sqlite://",
        "sqlite://rehearse.db",
    ],
)
def test_a_database_that_is_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StartError) as refused:
        check_database(url)
    assert "Please give sqlite:///relative.db or sqlite:////absolute.db" in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_to_be_is_no_database(tmp_path: Path) -> None:
    line = refusal(DATABASE_URL=f"sqlite:///{tmp_path}/data/")
    assert "this is a folder" in line
    assert not list(tmp_path.iterdir())


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    assert "data/rehearse.db: " in refusal(DATABASE_URL=f"sqlite:///{tmp_path}/data/rehearse.db")


def test_the_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder.parent, DATABASE_URL=f"sqlite:///{folder}/rehearse.db") as server:
        with client(server.url) as visitor:
            create(visitor)
        modes = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
    names = ["rehearse.db", "rehearse.db-shm", "rehearse.db-wal", "rehearse.db.lock"]
    assert modes == dict.fromkeys(names, 0o600)
    assert folder.stat().st_mode & 0o777 == 0o700
