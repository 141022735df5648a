"""The key of a language model is sent to its server, which may tell it, and shown to nobody."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.clients import ANSWERS, HEADERS, answer, client, with_documents
from tests.model_server import (
    ModelAnswer,
    ModelRequest,
    ModelServer,
    Script,
    breaks_off,
    model_server,
    refuses,
    says,
    sends,
)
from tests.modelled import asked, good, opinion, opinion_of_one, saying, serving_with, until, wants
from tests.server import COMPILED, ROOT, Server

KEY = "sk-secret-0123456789"
SECRETS = (KEY, "0123456789")
NOT_SOON = {"Retry_After": "99"}  # so that nobody tries again


def key_in(told: ModelRequest) -> str:
    return told.headers["Authorization"]


def page_with(told: ModelRequest) -> bytes:
    return f"<!doctype html><title>Oops</title><pre>{told.headers}</pre>".encode()


TELLS: dict[str, Script] = {
    "refused with the key": lambda told: refuses(401, f"{key_in(told)} is no key of ours"),
    "an error page": lambda told: sends(page_with(told), 500, **NOT_SOON),
    "sent on to another host": lambda told: sends(
        {}, 302, Location=f"http://127.0.0.2:9/v1?key={key_in(told)}"
    ),
    "dead in the middle": lambda told: breaks_off(sends(page_with(told) * 2)),
    "a page": lambda told: sends(page_with(told), Set_Cookie=f"key={KEY}", Server=KEY),
    "a refused format": lambda told: refuses(422, key_in(told)),
    "a question": lambda told: says({"question": f"What did you do with {key_in(told)} there?"}),
    "what is no JSON": lambda told: says(key_in(told)),
    "a field of another name": lambda told: says({key_in(told): 1}),
    "a value of another type": lambda told: says({"question": {key_in(told): 1}}),
}


def opines_with_key(told: ModelRequest) -> ModelAnswer:
    if wants(told, "better"):
        quote = " ".join(ANSWERS[0].split()[:6])
        return says(opinion_of_one(quote=quote, remark=f"Say {key_in(told)}.", better=KEY))
    return says({"summary": key_in(told)}) if wants(told, "summary") else good(told)


@contextmanager
def serving_with_key(folder: Path, **settings: str) -> Iterator[tuple[ModelServer, Server]]:
    with (
        model_server(good) as model,
        serving_with(model, folder, OPENAI_API_KEY=KEY, **settings) as server,
    ):
        yield model, server
        assert {each.headers["Authorization"] for each in model.requests} == {f"Bearer {KEY}"}


def test_the_key_is_sent_to_the_model_and_shown_nowhere(tmp_path: Path) -> None:
    with serving_with_key(tmp_path) as (model, server), client(server.url, "api") as visitor:
        shown = {name: "".join(told_by(model, visitor, TELLS[name])) for name in TELLS}
        shown["an opinion"] = "".join(judged_by(model, visitor))
        shown["all else"] = "".join(all_else(visitor))
        shown["a backup"] = backup_of(server)
        server.stop()
        shown["the log"] = server.log
        shown["the database"] = server.database.read_bytes().decode("latin1")
    assert not [name for name, text in shown.items() if has_key(text)]


def test_nor_is_it_in_what_a_person_is_told_who_has_to_wait_for_the_model(tmp_path: Path) -> None:
    with (
        serving_with_key(tmp_path, MODEL_FALLBACK="off") as (model, server),
        client(server.url, "api") as visitor,
    ):
        model.script = TELLS["refused with the key"]
        session = with_documents(visitor)
        url = f"/session/{session}/interview"
        refused = until(lambda: visitor.get(url), lambda got: got.status_code == 503)
        shown = refused.text + "".join(seen_by_all(visitor, [url]))
        assert "could not be reached" in shown
        server.stop()
        assert not has_key(shown + server.log)


def has_key(text: str) -> bool:
    return any(each in text for each in SECRETS)


def told_by(model: ModelServer, visitor: httpx.Client, tells: Script) -> Iterator[str]:
    """What is seen of an interview whose first question is made of this."""
    session = with_documents(visitor)
    path = f"/session/{session}"
    with saying(model, tells):
        assert asked(visitor, session)["worded_by"].startswith("rules-")
        yield from seen_by_all(visitor, [f"{path}/interview", f"{path}/review"])
    asked(visitor, with_documents(visitor))  # and so the model is there again


def judged_by(model: ModelServer, visitor: httpx.Client) -> Iterator[str]:
    session = with_documents(visitor)
    asked(visitor, session)
    answer(visitor, session)
    asked(visitor, session)
    with saying(model, opines_with_key):
        yield visitor.post(f"/session/{session}/complete").text
        assert opinion(visitor, session)["dropped"]
    url = f"/session/{session}/feedback"
    yield from seen_by_all(visitor, [url, f"{url}/opinion", f"{url}.md"])


def all_else(visitor: httpx.Client) -> Iterator[str]:
    pages = ["/", "/dashboard", "/sessions", "/you", "/you/export", "/schema/openapi.json"]
    yield from seen_by_all(visitor, [*pages, "/health", "/no-such-page"])


def seen_by_all(visitor: httpx.Client, pages: list[str]) -> Iterator[str]:
    for kind in HEADERS:
        with client(str(visitor.base_url), kind, like=visitor) as reader:
            for page in pages:
                answer = reader.get(page)
                yield f"{answer.headers} {answer.text}"


def backup_of(server: Server) -> str:
    """What a backup holds, and what is said as it is made."""
    copy = server.folder / "backup.db"
    done = subprocess.run(
        [sys.executable, "-m", "app.store", "backup", str(copy)],
        cwd=ROOT,
        env={**COMPILED, **server.settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr + copy.read_bytes().decode("latin1")
