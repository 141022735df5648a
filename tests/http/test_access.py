"""Whose is it: every route of a session, for every kind of visitor and of id.

The routes are read off the application, so a new one fails here until it is listed.
"""

import httpx
import pytest
from litestar.routes import HTTPRoute

from app.main import create_litestar
from app.settings import Settings
from tests.clients import HEADERS, create
from tests.conftest import NewClient

# What the owner gets of a fresh session, by route.
OWNER_GETS = {
    ("GET", "/session/{session_id}"): 302,
    ("GET", "/session/{session_id}/upload"): 200,
    ("POST", "/session/{session_id}/upload-cv"): 400,
    ("POST", "/session/{session_id}/upload-job"): 400,
    ("POST", "/session/{session_id}/reuse-cv"): 400,
    ("GET", "/session/{session_id}/remove-cv"): 302,
    ("GET", "/session/{session_id}/remove-job"): 302,
    ("POST", "/session/{session_id}/remove-cv"): 200,
    ("POST", "/session/{session_id}/remove-job"): 200,
    ("GET", "/session/{session_id}/review"): 400,
    ("POST", "/session/{session_id}/review"): 400,
    ("GET", "/session/{session_id}/interview"): 400,
    ("POST", "/session/{session_id}/message"): 400,
    ("POST", "/session/{session_id}/complete"): 400,
    ("GET", "/session/{session_id}/feedback"): 404,
    ("GET", "/session/{session_id}/feedback.md"): 404,
    ("GET", "/session/{session_id}/feedback/opinion"): 404,
    ("POST", "/session/{session_id}/feedback/opinion"): 404,
    ("POST", "/session/{session_id}/rules-only"): 400,
    ("POST", "/session/{session_id}/again"): 200,
    ("GET", "/session/{session_id}/answer/{number}"): 404,
    ("POST", "/session/{session_id}/answer/{number}"): 404,
    ("GET", "/session/{session_id}/edit"): 200,
    ("POST", "/session/{session_id}/edit"): 400,
    ("GET", "/session/{session_id}/delete"): 200,
    ("POST", "/session/{session_id}/delete"): 200,
    ("DELETE", "/session/{session_id}"): 200,
}
OPEN_TO_ALL = {
    ("GET", "/"),
    ("GET", "/dashboard"),
    ("GET", "/dashboard/recent"),
    ("POST", "/session/create"),
    ("GET", "/sessions"),
    ("GET", "/you"),
    ("GET", "/you/forget"),
    ("POST", "/you/forget"),
    ("POST", "/you/link"),
    ("GET", "/you/link/{code}"),
    ("POST", "/you/link/{code}"),
    ("POST", "/you/devices/{device}/sign-out"),
    ("GET", "/you/export"),
    ("GET", "/you/import"),
    ("POST", "/you/import"),
    ("POST", "/theme"),
    ("GET", "/health"),
    ("GET", "/static/{name}"),
    ("GET", "/favicon.ico"),
    ("GET", "/robots.txt"),
    ("GET", "/security"),
    ("GET", "/.well-known/security.txt"),
    ("GET", "/schema/openapi.json"),
}
MISSING = str(2**63 - 1)
MALFORMED = [
    "0",
    "01",
    "+1",
    "-1",
    "1_000",
    "1.0",
    "\u0661",
    "x",
    "1%20",
    "%201",
    "9" * 19,
    "9" * 400,
]
STRANGERS = ["other", "nobody", "forged", "overlong"]


def routes() -> set[tuple[str, str]]:
    return {
        (method, route.path_format or "/")
        for route in create_litestar(Settings()).routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
        if method != "OPTIONS"
    }


@pytest.fixture
def strangers(new_client: NewClient) -> dict[str, httpx.Client]:
    """Everybody who may ask and does not own the session."""
    made = {name: new_client("api") for name in STRANGERS}
    create(made["other"])
    for name in ("rehearse", "session"):
        made["forged"].cookies[name] = "A" * 43
        made["overlong"].cookies[name] = "A" * 4000
    return made


def test_every_route_is_listed_here() -> None:
    assert routes() == OWNER_GETS.keys() | OPEN_TO_ALL


@pytest.mark.parametrize(("method", "route"), OWNER_GETS)
def test_a_session_opens_for_its_owner_alone(
    new_client: NewClient, strangers: dict[str, httpx.Client], method: str, route: str
) -> None:
    owner = new_client("api")
    path = route.format(session_id=create(owner), number=1)
    for name, stranger in strangers.items():
        answer = stranger.request(method, path)
        assert (name, answer.status_code) == (name, 403)
        assert answer.json() == {
            "error": "You don't have access to this session",
            "type": "ForbiddenError",
        }
    assert owner.request(method, path).status_code == OWNER_GETS[method, route]


@pytest.mark.parametrize(("method", "route"), OWNER_GETS)
def test_an_id_that_names_no_session_is_not_found_for_anybody(
    new_client: NewClient, strangers: dict[str, httpx.Client], method: str, route: str
) -> None:
    owner = new_client("api")
    create(owner)
    not_found = {"error": "Session not found", "type": "NotFoundError"}
    for session_id in (MISSING, *MALFORMED):
        for name, visitor in {"owner": owner, **strangers}.items():
            answer = visitor.request(method, route.format(session_id=session_id, number=1))
            said = (answer.status_code, answer.json())
            assert (name, session_id, *said) == (name, session_id, 404, not_found)


@pytest.mark.parametrize("kind", ["htmx", "browser"])
def test_a_stranger_reads_a_sentence_and_finds_a_way_on(new_client: NewClient, kind: str) -> None:
    session = create(new_client())
    answer = new_client(kind).get(f"/session/{session}/upload")
    assert answer.status_code == 403
    assert "You don&#39;t have access to this session" in answer.text
    assert ("<html" in answer.text) == (kind == "browser")


@pytest.mark.parametrize("name", [None, *STRANGERS])
def test_a_dashboard_shows_nobody_elses_sessions(
    new_client: NewClient, strangers: dict[str, httpx.Client], name: str | None
) -> None:
    visitor = strangers[name] if name else new_client("api")
    if not name:
        create(visitor, job_title="My own")
    create(new_client("api"), job_title="Somebody else's, and newer")
    for path in ("/dashboard", "/dashboard/recent"):
        for kind in HEADERS:
            assert "Somebody else" not in visitor.get(path, headers=HEADERS[kind]).text
    listed = visitor.get("/dashboard").json()["recent_sessions"]
    assert len(listed) == (1 if name in (None, "other") else 0)
