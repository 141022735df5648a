"""Practising again: a new session with the same job and the same documents."""

import re

import pytest

from tests.clients import HEADERS, completed
from tests.conftest import NewClient


@pytest.mark.parametrize("kind", HEADERS)
def test_practising_again_takes_the_same_documents_to_a_new_interview(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = completed(visitor, 1)
    begun = visitor.post(f"/session/{session}/again")
    api = new_client("api", like=visitor)
    ids = [each["id"] for each in api.get("/dashboard").json()["recent_sessions"]]
    assert ids[1:] == [session]
    url = f"/session/{ids[0]}/interview"
    if kind in ("api", "script"):
        assert begun.json() == {"redirect": url, "session_id": ids[0]}
    if kind != "api":
        assert (begun.headers.get("location") or begun.headers["hx-redirect"]) == url
    old, new = (api.get(f"/session/{each}/upload").json() for each in (session, ids[0]))
    for name in ("job_title", "company_name", "cv_text", "job_description_text"):
        assert new[name] == old[name]
    assert api.get(url).json()["progress"]["question_count"] == 1


def test_another_interview_on_the_same_documents_has_other_wordings(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = completed(visitor)

    def asked(session: int) -> str:
        body: dict[str, list[dict[str, str]]] = visitor.get(f"/session/{session}/interview").json()
        return body["conversation"][0]["content"]

    # Wordings are drawn: one of four, so that five interviews are alike once in 256 times.
    first = asked(session)
    copies = (visitor.post(f"/session/{session}/again").json()["session_id"] for _ in range(40))
    assert any(asked(copy) != first for copy in copies)


def test_a_double_click_on_practise_again_is_one_session(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor, 1)
    page = new_client("browser", like=visitor).get(f"/session/{session}/feedback").text
    key = re.search(r'name="request_key" value="([A-Za-z0-9_-]{43})"', page)
    assert key
    twice = [
        visitor.post(f"/session/{session}/again", data={"request_key": key[1]}).json()
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    assert len(visitor.get("/dashboard").json()["recent_sessions"]) == 2
