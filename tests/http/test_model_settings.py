"""A language model in the settings of a server: who is spoken to, and what nobody may see."""

from pathlib import Path

import pytest

from tests.clients import client, completed
from tests.model_server import NAME, model_server, refuses
from tests.server import refusal, serving

KEY = "sk-secret-0123456789"


def walk(url: str, visitor_kind: str) -> str:
    """All that a visitor sees on the way to a report and beside it."""
    with client(url, visitor_kind) as visitor:
        session = completed(visitor)
        pages = ["/", "/dashboard", "/you", "/sessions", "/no-such-page", "/schema/openapi.json"]
        steps = ["upload", "review", "interview", "feedback"]
        pages += [f"/session/{session}/{step}" for step in steps]
        return "".join(visitor.get(page, follow_redirects=True).text for page in pages)


@pytest.mark.parametrize("kind", ["browser", "api"])
def test_an_address_and_a_key_alone_open_no_connection(tmp_path: Path, kind: str) -> None:
    with model_server(refuses(500)) as model:
        proxy = model.url.removesuffix("/v1")
        with serving(
            tmp_path,
            OPENAI_BASE_URL=model.url,
            OPENAI_API_KEY=KEY,
            HTTP_PROXY=proxy,
            ALL_PROXY=proxy,
        ) as server:
            shown = walk(server.url, kind)
            assert KEY not in shown + server.log
        assert model.connections == 0


@pytest.mark.parametrize("kind", ["browser", "api"])
def test_with_a_model_the_key_is_on_no_page_and_in_no_log(tmp_path: Path, kind: str) -> None:
    with (
        model_server(refuses(401, KEY)) as model,
        serving(
            tmp_path, OPENAI_MODEL=NAME, OPENAI_BASE_URL=model.url, OPENAI_API_KEY=KEY
        ) as server,
    ):
        shown = walk(server.url, kind)
        server.stop()
        assert KEY not in shown + server.log


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"OPENAI_MODEL": NAME}, "OPENAI_MODEL"),
        (
            {"OPENAI_MODEL": NAME, "OPENAI_BASE_URL": f"http://{KEY}@127.0.0.1/v1"},
            "OPENAI_BASE_URL",
        ),
        ({"OPENAI_MODEL": NAME, "OPENAI_BASE_URL": "http://127.0.0.1/v1/v1"}, "OPENAI_BASE_URL"),
        ({"MODEL_FALLBACK": "perhaps"}, "MODEL_FALLBACK"),
    ],
)
def test_a_server_does_not_start_with_a_model_that_can_not_be_asked(
    tmp_path: Path, settings: dict[str, str], name: str
) -> None:
    line = refusal(
        **{"DATABASE_URL": f"sqlite:///{tmp_path}/rehearse.db", "OPENAI_API_KEY": KEY, **settings}
    )
    assert line.startswith(f"Rehearse can't start. {name}: ")
    assert KEY not in line
    assert not list(tmp_path.iterdir())
