"""Which model reads is said before anything is brought, and a session can do without it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import ANSWERS, HEADERS, JSON, by_rules_only, client, completed, create
from tests.conftest import NewClient
from tests.model_server import ModelServer, model_server, refuses
from tests.server import REHEARSE, Server, serving

NAME = "a-small-model"


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server(refuses(500)) as running:
        yield running


@pytest.fixture(scope="module")
def with_model(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[Server]:
    settings = {"OPENAI_MODEL": NAME, "OPENAI_BASE_URL": model.url, "MODEL_TIMEOUT_S": "5"}
    with serving(tmp_path_factory.mktemp("model"), REHEARSE, **settings) as running:
        yield running


@pytest.fixture
def visitor(with_model: Server) -> Iterator[httpx.Client]:
    with client(with_model.url, "api") as visitor:
        yield visitor


def test_the_page_of_the_documents_says_which_model_on_which_host_reads_them(
    visitor: httpx.Client, model: ModelServer
) -> None:
    page = visitor.get(f"/session/{create(visitor)}/upload", headers=HEADERS["browser"]).text
    assert NAME in page
    assert f"127.0.0.1:{model.server_port}" in page
    assert page.index(NAME) < page.index('name="cv_file"')


@pytest.mark.parametrize("kind", HEADERS)
def test_a_session_can_keep_to_the_rules_and_change_its_mind(with_model: Server, kind: str) -> None:
    with client(with_model.url, kind) as visitor:
        session = create(visitor)
        for on, says in (("1", "nothing of it is sent"), ("0", "will read your CV")):
            answer = visitor.post(f"/session/{session}/rules-only", data={"on": on})
            if kind in ("api", "script"):
                assert answer.json() == {"rules_only": on == "1"}
            if kind in ("browser", "script"):
                assert answer.headers["location"] == f"/session/{session}/upload"
            if kind == "htmx":
                assert says in answer.text
            page = visitor.get(f"/session/{session}/upload", headers=HEADERS["browser"]).text
            assert says in page


@pytest.mark.parametrize("on", ["", "2", "yes"])
def test_a_choice_that_is_none_is_refused(visitor: httpx.Client, on: str) -> None:
    refused = visitor.post(f"/session/{create(visitor)}/rules-only", data={"on": on})
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["on"])


def test_a_session_that_keeps_to_the_rules_asks_no_model_anything(
    visitor: httpx.Client, model: ModelServer
) -> None:
    before = len(model.requests)
    session = by_rules_only(visitor)
    begun = visitor.get(f"/session/{session}/interview").json()
    assert "is_being_asked" not in begun["progress"]
    assert begun["conversation"][0]["worded_by"].startswith("rules-")
    answered = visitor.post(f"/session/{session}/message", data={"answer": ANSWERS[0]}).json()
    assert answered["next_question"]
    visitor.post(f"/session/{session}/complete").raise_for_status()
    assert visitor.get(f"/session/{session}/feedback").json()["feedback"]["opinion"] is None
    copy = visitor.post(f"/session/{session}/again").json()["session_id"]
    assert visitor.get(f"/session/{copy}/interview").json()["conversation"]
    asked = [each for each in model.requests[before:] if each.method == "POST"]
    assert asked == []


def test_the_page_of_ones_data_names_the_model(visitor: httpx.Client, model: ModelServer) -> None:
    host = f"127.0.0.1:{model.server_port}"
    assert visitor.get("/you").json()["model"] == {"name": NAME, "host": host}
    page = visitor.get("/you", headers=HEADERS["browser"]).text
    assert NAME in page
    assert host in page


def test_the_landing_page_promises_what_is_so(visitor: httpx.Client) -> None:
    assert "Nothing is passed on" in visitor.get("/", headers=HEADERS["browser"]).text


def test_a_model_elsewhere_changes_the_promise(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = {"OPENAI_MODEL": NAME, "OPENAI_BASE_URL": "https://models.example/v1"}
    with serving(tmp_path_factory.mktemp("far"), REHEARSE, **settings) as server:
        page = httpx.get(server.url, headers=HEADERS["browser"]).text
    assert "Nothing is passed on" not in page
    assert "models.example" in page


def test_without_a_model_nothing_is_said_of_one(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    page = visitor.get(f"/session/{session}/upload", headers=HEADERS["browser"]).text
    assert "language model" not in page
    report = visitor.get(f"/session/{session}/feedback").json()["feedback"]
    assert report["opinion"] is None
    assert visitor.get(f"/session/{session}/feedback/opinion").json() == {"opinion": None}
    assert (
        "second opinion"
        not in visitor.get(f"/session/{session}/feedback", headers=HEADERS["browser"]).text.lower()
    )
    assert visitor.post(f"/session/{session}/feedback/opinion").json() == {"opinion": None}
    assert "is_being_asked" not in str(
        visitor.get(f"/session/{session}/interview", headers=JSON).json()["progress"]
    )
