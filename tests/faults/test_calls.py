"""Whom the server calls, as the kernel sees it: nobody, or the language model of its settings."""

from pathlib import Path

import httpx

from tests.clients import ANSWERS, answer, client, completed, create, with_documents
from tests.corpus import GOOD
from tests.exports import bring, exported
from tests.faults.calls import watching
from tests.model_server import NAME, ModelServer, model_server, refuses, sends
from tests.modelled import asked, good, model_settings, opinion, saying
from tests.server import serving

LISTENING = 1  # socket
KEY = "sk-secret-0123456789"


def test_without_a_model_nobody_is_called(tmp_path: Path) -> None:
    """Neither an address nor a key of one is a model, nor is a proxy."""
    with model_server(refuses(500)) as other, watching(tmp_path) as (calls, command):
        url, key = other.url, KEY
        settings = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": key, "HTTP_PROXY": url}
        with serving(tmp_path, command, **settings) as server:
            with client(server.url, "api") as visitor:
                look_at_all(visitor, completed(visitor))
            assert server.stop() == 0
    assert calls.connected == []
    assert len(calls.opened) == LISTENING


def test_with_a_model_nobody_else_is_called(tmp_path: Path) -> None:
    with (
        model_server(refuses(500)) as other,
        model_server(good) as model,
        watching(tmp_path) as (calls, command),
    ):
        proxies = {"HTTP_PROXY": other.url, "ALL_PROXY": other.url, "OPENAI_API_KEY": KEY}
        settings = {**model_settings(model), **proxies}
        with serving(tmp_path, command, **settings) as server:
            with client(server.url, "api") as visitor:
                look_at_all(visitor, interviewed(visitor, model, other))
            assert server.stop() == 0
    assert set(calls.connected) == {("127.0.0.1", model.server_port)}
    assert len(calls.opened) == LISTENING + len(calls.connected)
    assert other.connections == 0


def interviewed(visitor: httpx.Client, model: ModelServer, other: ModelServer) -> int:
    """The id of a session with a report; once the model sent a question on to somebody else."""
    session = with_documents(visitor)
    elsewhere = sends({}, 307, Location=f"{other.url}/chat/completions")
    assert asked(visitor, session)
    with saying(model, lambda _: elsewhere):
        answer(visitor, session, ANSWERS[0])
        assert asked(visitor, session)["worded_by"] != NAME
    for text in ANSWERS[1:]:
        assert asked(visitor, session)
        answer(visitor, session, text)
    visitor.post(f"/session/{session}/complete")
    assert opinion(visitor, session)["state"] == "ready"
    return session


def look_at_all(visitor: httpx.Client, session: int) -> None:
    """What can be looked at, a file of each format brought, and everything taken out and in."""
    other = create(visitor)
    for file in {path.suffix: path for path in GOOD}.values():
        sent = {"cv_file": (file.name, file.read_bytes())}
        assert visitor.post(f"/session/{other}/upload-cv", files=sent).status_code == 200
    for page in ("", "/review", "/interview", "/feedback", "/feedback.md"):
        assert visitor.get(f"/session/{session}{page}", follow_redirects=True).is_success
    for page in ("/", "/dashboard", "/sessions", "/you", "/schema/openapi.json"):
        assert visitor.get(page).is_success
    assert bring(visitor, exported(visitor)).is_success
