"""`make check-model`: what the operator is told of a model, and the exit code."""

import subprocess
import sys

import pytest

from tests.model_server import (
    NAME,
    ModelAnswer,
    ModelRequest,
    Script,
    by_rung,
    model_server,
    refuses,
    says,
    sends,
)
from tests.server import COMPILED, ROOT

KEY = "sk-secret-0123456789"
READY = says({"word": "ready"}, tokens=45)
FOUND = says({"word": "Marigold"}, tokens=6_400)


def checked(**settings: str) -> tuple[int, str]:
    """The exit code and all that it says."""
    done = subprocess.run(
        [sys.executable, "-m", "app.interviewer.language_model"],
        cwd=ROOT,
        env={**COMPILED, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert KEY not in done.stdout
    return done.returncode, done.stdout


def check(script: Script, *, models: tuple[str, ...] = (NAME,)) -> tuple[int, str]:
    with model_server(script, models=models) as server:
        code, told = checked(OPENAI_MODEL=NAME, OPENAI_BASE_URL=server.url, OPENAI_API_KEY=KEY)
    assert all(each.headers["Authorization"] == f"Bearer {KEY}" for each in server.requests)
    return code, told


def with_long_text(answer: ModelAnswer, otherwise: Script | None = None) -> Script:
    def script(request: ModelRequest) -> ModelAnswer:
        is_long = len(request.words) > 10_000
        return answer if is_long else otherwise(request) if otherwise else READY

    return script


def test_a_model_that_can_do_its_work() -> None:
    code, told = check(with_long_text(FOUND))
    lines = told.splitlines()
    assert code == 0
    assert lines[0].startswith(f"Model: {NAME} at 127.0.0.1:")
    assert lines[1] == "Listed: yes"
    assert lines[2].startswith("Reply: ")
    assert lines[2].endswith(" seconds, 45 tokens, asked for as json_schema")
    assert lines[3:] == ["Context: enough for long documents"]


def test_it_says_in_which_way_json_is_asked_for() -> None:
    code, told = check(with_long_text(FOUND, by_rung(text=READY)))
    assert code == 0
    assert "asked for as text" in told


def test_a_server_that_cuts_its_context_in_silence_is_named_with_the_cure() -> None:
    code, told = check(with_long_text(says({"word": "Line"}, tokens=4_096)))
    assert code == 3
    assert "it read 4,096" in told
    assert "OLLAMA_CONTEXT_LENGTH=16384" in told


def test_a_server_that_does_not_say_how_much_it_read_is_not_said_to_cut() -> None:
    code, told = check(with_long_text(says({"word": "Line"}, tokens=None)))
    assert code == 3
    assert "does not say how much it read" in told
    assert "it read 0" not in told


@pytest.mark.parametrize(
    "body", [b"<!doctype html><title>Welcome</title>", b'{"a":' + b"1" * 10**6]
)
def test_what_is_no_completion_is_not_said_to_be_nothing(body: bytes) -> None:
    code, told = check(lambda _: sends(body))
    assert code == 2
    assert "It is no completion, or too large." in told


def test_a_server_that_refuses_a_long_text_is_named_with_the_cure() -> None:
    refusal = refuses(400, "the request exceeds the available context size")
    code, told = check(with_long_text(refusal))
    assert code == 3
    assert "-c 16384" in told


def test_a_model_that_read_all_and_found_nothing_is_told_from_a_cut() -> None:
    code, told = check(with_long_text(says({"word": "new"}, tokens=6_400)))
    assert code == 3
    assert "a larger model" in told
    assert "OLLAMA" not in told


@pytest.mark.parametrize("models", [("other", "another"), ()])
def test_a_model_that_is_not_listed_is_asked_all_the_same(models: tuple[str, ...]) -> None:
    code, told = check(with_long_text(FOUND), models=models)
    assert code == 0
    assert f"Listed: no, and {len(models)} others are" in told


def test_a_model_may_be_listed_with_its_tag() -> None:
    assert "Listed: yes" in check(with_long_text(FOUND), models=(f"{NAME}:latest",))[1]


@pytest.mark.parametrize(
    ("answer", "told"), [(refuses(401, KEY), "OPENAI_API_KEY"), (refuses(404), "OPENAI_MODEL")]
)
def test_a_model_that_gives_no_reply_says_why(answer: ModelAnswer, told: str) -> None:
    code, said = check(lambda _: answer)
    assert code == 2
    assert told in said
    assert "Traceback" not in said


def test_a_server_that_nobody_listens_at() -> None:
    with model_server(READY) as server:
        pass
    code, told = checked(OPENAI_MODEL=NAME, OPENAI_BASE_URL=server.url)
    assert code == 2
    assert "could not be reached" in told


def test_where_no_model_is_set_nothing_is_asked() -> None:
    assert checked(OPENAI_MODEL="", OPENAI_API_KEY=KEY) == (
        1,
        "No language model is set. Please give OPENAI_MODEL and OPENAI_BASE_URL.\n",
    )
    code, told = checked(OPENAI_MODEL=NAME, OPENAI_BASE_URL=f"http://{KEY}@127.0.0.1/v1")
    assert code == 1
    assert told.startswith("Nothing was asked. OPENAI_BASE_URL: ")
