"""What the README says of settings and scripts, word for word."""

import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from app.settings import WHEN_SHARED, Settings
from tests.clients import ANSWERS, CV, JOB
from tests.files import pdf
from tests.server import ROOT, serving

README = (ROOT / "README.md").read_text("utf-8")


def section(heading: str) -> str:
    return README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_every_setting_stands_in_the_readme_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:`(.*?)`)? *\|", section("Settings"), re.MULTILINE)
    defaults = {**msgspec.to_builtins(Settings()), **WHEN_SHARED}
    assert dict(rows) == {name.upper(): as_set(value) for name, value in defaults.items()}


def as_set(value: object) -> str:
    """A value as the environment would have it."""
    if value is None:
        return ""
    return ",".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


@pytest.mark.skipif(not shutil.which("curl"), reason="the example is curl's, and it is not here")
def test_the_example_for_scripts_runs_word_for_word(tmp_path: Path) -> None:
    (script,) = re.findall(r"```sh\n(.*?)```", section("Use it from a script"), re.DOTALL)
    assert script.count("curl") == script.count("$R/") > 5
    (tmp_path / "cv.pdf").write_bytes(pdf(CV.splitlines()))
    (tmp_path / "job.txt").write_text(JOB)
    (tmp_path / "answer.txt").write_text(ANSWERS[0])
    with serving(tmp_path / "server") as server:
        script = script.replace("http://127.0.0.1:8000", server.url)
        script = re.sub(r"\bcurl ", "curl --fail --silent --show-error ", script)
        done = subprocess.run(
            ["sh", "-ec", script], cwd=tmp_path, capture_output=True, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "}# " in done.stdout  # the report, in Markdown
