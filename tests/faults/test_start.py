"""A start that can't succeed says why in one line; and makes nothing."""

import os
import subprocess
import sys
from pathlib import Path

from tests.server import ROOT, START_LIMIT_S, Server, free_port, serving


def refusal(folder: Path, **settings: str) -> str:
    """The one line that a start with these settings gives; nothing was made."""
    defaults = {"DATABASE_URL": f"sqlite:///{folder}/rehearse.db", "PORT": str(free_port())}
    ended = subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=ROOT,
        env={**os.environ, **defaults, **settings},
        capture_output=True,
        timeout=START_LIMIT_S,
        check=False,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith("Rehearse can't start. ")
    assert not list(folder.iterdir())
    return line


def test_a_port_that_is_taken_is_not_shared_with_whoever_has_it(
    server: Server, tmp_path: Path
) -> None:
    assert "in use" in refusal(tmp_path, PORT=str(server.port))


def test_a_host_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "HOST=no such host" in refusal(tmp_path, HOST="no such host")


def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "port" in refusal(tmp_path, PORT="99999")


def test_the_address_of_a_database_that_is_not_known_is_not_repeated(tmp_path: Path) -> None:
    line = refusal(tmp_path, DATABASE_URL="postgres://rehearse:secret@localhost/rehearse")
    assert "sqlite:///" in line
    assert "secret" not in line


def test_a_host_may_be_given_by_its_name(tmp_path: Path) -> None:
    with serving(tmp_path, HOST="localhost") as server:
        assert f"Rehearse is open at http://localhost:{server.port}" in server.log
