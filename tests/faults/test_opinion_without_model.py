"""A second opinion that a model began and no model is there to end: nobody waits for it."""

from pathlib import Path

from tests.clients import HEADERS, client, completed
from tests.exports import sessions_of
from tests.model_server import NAME, hangs, model_server
from tests.server import serving


def test_it_has_failed_on_a_server_that_has_no_model_any_more(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = completed(visitor, 4)
        url = f"/session/{session}/feedback"
        cookies = visitor.cookies
    with (
        model_server(hangs()) as model,
        serving(tmp_path, OPENAI_MODEL=NAME, OPENAI_BASE_URL=model.url) as server,
        client(server.url, "api") as visitor,
    ):
        visitor.cookies = cookies
        assert visitor.post(f"{url}/opinion").json()["opinion"]["state"] == "waiting"
        assert visitor.get(f"{url}/opinion").json()["opinion"]["state"] == "waiting"
        assert sessions_of(visitor)[0]["opinion"]["state"] == "waiting"
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        visitor.cookies = cookies
        assert visitor.get(f"{url}/opinion").json()["opinion"]["state"] == "failed"
        page = visitor.get(url, headers=HEADERS["browser"]).text
        assert "This is not whole: " in page
        assert "Look again" not in page
