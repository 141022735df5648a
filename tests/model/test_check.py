"""`make check-model` with a real server, of a small model."""

import re
import subprocess
import sys
from pathlib import Path

from tests.model.running import NAME, Llama, llama_server
from tests.server import COMPILED, ROOT

LONGER = ("-c", "16384", "-np", "1", "--override-kv", "llama.context_length=int:16384")


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


def assert_there(llama: Llama, lines: list[str]) -> None:
    """It is there and answers; the line of its context is left to the test."""
    assert lines[0] == f"Model: {NAME} at 127.0.0.1:{llama.port}"
    assert lines[1] == "Listed: yes"
    assert re.fullmatch(r"Reply: [\d.]+ seconds, \d+ tokens, asked for as json_schema", lines[2])
    assert len(lines) == 4


def test_a_context_that_is_too_short_is_named_with_the_cure(llama: Llama) -> None:
    code, lines = check(llama)
    assert_there(llama, lines)
    assert lines[3].startswith("Context: a text of 4,800 tokens got no reply.")
    assert "-c 16384 for llama.cpp" in lines[3]
    assert code == 3


def test_a_long_text_is_read_where_the_context_suffices(tmp_path: Path) -> None:
    """Whether a model as small as this one finds the word is another matter."""
    with llama_server(tmp_path, LONGER) as llama:
        llama.wait()
        code, lines = check(llama)
    assert_there(llama, lines)
    found = {
        0: "Context: enough for long documents",
        3: "Context: the text was read and its first line not found; a larger model would find it.",
    }
    assert lines[3] == found[code]
