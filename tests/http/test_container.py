"""What the image would hold, run as the image would run it, with nothing else of the project."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients import client, completed
from tests.containerfile import COPIED, ENVIRONMENT, INSTRUCTIONS, ROOT, commands_of
from tests.server import COMPILED, Server, serving

PROBE, SERVE = commands_of(INSTRUCTIONS)
NAMED = {"HOST": ENVIRONMENT["HOST"], "ALLOWED_HOSTS": "rehearse.example.org,127.0.0.1"}
ONLY_ITS_NAME = {"HOST": "127.0.0.1", "ALLOWED_HOSTS": ""}


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A folder with what the Containerfile copies."""
    folder = tmp_path / "image"
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    return folder


def command(image: Path, said: list[str]) -> tuple[str, ...]:
    """A command of the Containerfile, in the folder of the image, with the Python of the tests."""
    return ("sh", "-c", 'cd "$0" && exec "$@"', str(image), sys.executable, *said[1:])


def probe(server: Server, image: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(image, PROBE),
        env={**COMPILED, "PORT": str(server.port), **settings, "http_proxy": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_copied_is_all_that_an_interview_needs(image: Path, tmp_path: Path) -> None:
    with (
        serving(tmp_path / "data", command(image, SERVE), **NAMED) as server,
        client(server.url, "browser") as visitor,
    ):
        session = completed(visitor)
        page = visitor.get(f"/session/{session}/feedback").raise_for_status()
        files = re.findall(r'"(/static/[^"]+)"', page.text)
        assert len(files) > 1
        assert [name for name in files if not visitor.get(name).is_success] == []
        assert server.stop() == 0


@pytest.mark.parametrize("settings", [NAMED, ONLY_ITS_NAME])
def test_the_probe_asks_by_a_name_that_the_server_answers_to(
    image: Path, tmp_path: Path, settings: dict[str, str]
) -> None:
    with serving(tmp_path / "data", command(image, SERVE), **settings) as server:
        done = probe(server, image, **settings)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_probe_says_what_is_wrong(image: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "data", command(image, SERVE), **NAMED) as server:
        server.database.rename(tmp_path / "elsewhere.db")
        done = probe(server, image, **NAMED)
        assert done.returncode == 1
        assert "was replaced or removed" in done.stderr
    done = probe(server, image, **NAMED)
    assert done.returncode == 1
    assert done.stderr.startswith("Rehearse does not answer. ")
