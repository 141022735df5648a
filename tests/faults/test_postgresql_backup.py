"""A backup of PostgreSQL and its restore, by the commands of the README."""

import os
import re
import subprocess
from pathlib import Path

from tests.clients import client, completed, create
from tests.engines import stored
from tests.faults.test_postgresql_away import KEPT, MANY, Load
from tests.http.test_readme import section
from tests.modelled import until
from tests.postgresql import PostgreSQL
from tests.server import Server, serving


def run(command: str, folder: Path, postgresql: PostgreSQL, url: str) -> None:
    """A line of the README, word for word."""
    (script,) = re.findall(r"```sh\n(umask.*?)```", section("Back it up"), re.DOTALL)
    first, *lines = script.splitlines()
    (line,) = [line for line in lines if line.startswith(command)]
    done = subprocess.run(
        ["sh", "-ec", f"{first}\n{line}"],
        cwd=folder,
        env={**os.environ, "DATABASE_URL": url, "PATH": f"{postgresql.programs}:{os.defpath}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_all_that_was_acknowledged_before_a_backup_is_there_after_the_restore(
    own_postgresql: PostgreSQL, on_own_postgresql: Server, tmp_path: Path
) -> None:
    load = Load(on_own_postgresql.url)
    with load.running():
        until(lambda: len(load.acknowledged) >= MANY)
        before = dict(load.acknowledged)
        url = on_own_postgresql.settings["DATABASE_URL"]
        run("pg_dump", tmp_path, own_postgresql, url)
    assert (tmp_path / "backup.dump").stat().st_mode & 0o777 == 0o600
    with own_postgresql.database() as other:
        run("pg_restore", tmp_path, own_postgresql, other)
        with (
            serving(tmp_path / "there", DATABASE_URL=other) as server,
            client(server.url, "api") as visitor,
        ):
            assert before.items() <= dict(stored(server, KEPT)).items()
            assert create(visitor) > max(before)


def test_a_restore_takes_the_place_of_what_was_kept_since(
    own_postgresql: PostgreSQL, on_own_postgresql: Server, tmp_path: Path
) -> None:
    url = on_own_postgresql.settings["DATABASE_URL"]
    with client(on_own_postgresql.url, "api") as visitor:
        session = completed(visitor, 2)
        report = visitor.get(f"/session/{session}/feedback").json()
        run("pg_dump", tmp_path, own_postgresql, url)
        create(visitor)
        visitor.post(f"/session/{session}/delete").raise_for_status()
        on_own_postgresql.stop()
        run("pg_restore", tmp_path, own_postgresql, url)
        on_own_postgresql.restart()
        assert [each for (each, _) in stored(on_own_postgresql, KEPT)] == [session]
        assert visitor.get(f"/session/{session}/feedback").json() == report
        assert create(visitor) > session
