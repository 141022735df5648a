"""`make check-model` with a real server, of a small model."""

import re
import subprocess
import sys

from tests.model.running import NAME, Llama
from tests.server import COMPILED, ROOT


def check(llama: Llama) -> tuple[int, list[str]]:
    """The exit code and the lines."""
    done = subprocess.run(
        [sys.executable, "-m", "app.interviewer.language_model"],
        cwd=ROOT,
        env={**COMPILED, **llama.settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


def test_it_says_what_a_model_can_do_and_names_a_short_context_with_the_cure(llama: Llama) -> None:
    code, lines = check(llama)
    assert lines[0] == f"Model: {NAME} at 127.0.0.1:{llama.port}"
    assert lines[1] == "Listed: yes"
    assert re.fullmatch(r"Reply: [\d.]+ seconds, \d+ tokens, asked for as json_schema", lines[2])
    assert lines[3].startswith("Context: a text of 4,800 tokens got no reply.")
    assert "was given a text that is too long for its context" in lines[3]
    assert "-c 16384 for llama.cpp" in lines[3]
    assert (code, len(lines)) == (3, 4)
