"""An opinion that waits for a language model which is away, was taken away, or is not wanted."""

from pathlib import Path

import httpx

from tests.clients import ANSWERS, answer, client, with_documents
from tests.engines import Engine, stored
from tests.model_server import NAME, ModelAnswer, ModelRequest, model_server, refuses
from tests.modelled import asked, good, model_settings, opinion, until, wants
from tests.server import REHEARSE


def away(request: ModelRequest) -> ModelAnswer:
    return refuses(401) if wants(request, "better") else good(request)


def test_an_opinion_waits_for_its_model_and_never_claims_to_be_formed_without(
    on_sqlite: Engine, tmp_path: Path
) -> None:
    with (
        model_server(away) as model,
        on_sqlite.serving(tmp_path, REHEARSE, **model_settings(model)) as server,
        client(server.url, "api") as visitor,
    ):
        unwanted, wanted = (interviewed(visitor) for _ in range(2))
        url = f"/session/{wanted}/feedback/opinion"
        until(lambda: len([each for each in model.requests if wants(each, "better")]) == 2)
        assert visitor.get(url).json()["opinion"]["state"] == "waiting"
        with client(server.url, "browser", like=visitor) as browser:
            page = browser.get(f"/session/{wanted}/feedback").text
            assert f"<bdi>{NAME}</bdi> is away just now, and is asked again soon" in page
            assert "is reading your answers" not in page
        model.script, with_model = good, server.settings
        server.stop()
        server.settings = {**with_model, "OPENAI_MODEL": ""}
        server.restart()
        assert visitor.get(url).json()["opinion"]["state"] == "failed"
        with client(server.url, "browser", like=visitor) as browser:
            page = browser.get(f"/session/{wanted}/feedback").text
            assert "This is not whole: " in page
            assert "is reading your answers" not in page
            assert ">Ask again<" not in page
        server.stop()
        stored(server, "update session set rules_only = 1 where id = $1", unwanted)
        model.requests.clear()
        server.settings = with_model
        server.restart()
        assert opinion(visitor, wanted)["state"] == "ready"
        assert visitor.get(f"/session/{unwanted}/feedback/opinion").json() == {"opinion": None}
        assert len([each for each in model.requests if wants(each, "better")]) == 1


def interviewed(visitor: httpx.Client) -> int:
    """The id of a session with a report on one answer."""
    session = with_documents(visitor)
    asked(visitor, session)
    answer(visitor, session, ANSWERS[1])
    asked(visitor, session)
    visitor.post(f"/session/{session}/complete")
    return session
