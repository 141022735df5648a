"""Practising again: a new session with the same job and the same documents."""

import re

import httpx
import pytest

from tests.clients import ANSWERS, HEADERS, completed, shown_words
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


# ---- What changed since the last run ----

VAGUE = ["We usually helped where we could, and it went well enough for everybody."] * 8


def run_again(visitor: httpx.Client, session: int, answers: list[str]) -> int:
    """The id of another run at the job of this session, with its report."""
    copy: int = visitor.post(f"/session/{session}/again").json()["session_id"]
    for text in answers:
        visitor.post(f"/session/{copy}/message", data={"answer": text})
    visitor.post(f"/session/{copy}/complete")
    return copy


def feedback_page(new_client: NewClient, visitor: httpx.Client, session: int) -> str:
    return shown_words(new_client("browser", like=visitor).get(f"/session/{session}/feedback"))


def compared(visitor: httpx.Client, session: int) -> object:
    """What the JSON of the report says of the run before."""
    answer = visitor.get(f"/session/{session}/feedback", headers={"Accept": "application/json"})
    return answer.json()["feedback"]["compared"]


def test_a_report_is_compared_with_the_one_before_it(new_client: NewClient) -> None:
    visitor = new_client("api")
    first = completed(visitor, 4)
    second = run_again(visitor, first, VAGUE)
    third = run_again(visitor, second, ANSWERS)

    def scores(session: int) -> dict[str, float]:
        report = visitor.get(f"/session/{session}/feedback").json()["feedback"]
        return {each["name"]: round(each["score"], 1) for each in report["dimensions"]}

    assert "last run" not in feedback_page(new_client, visitor, first)
    page = feedback_page(new_client, visitor, third)
    before, now = scores(second), scores(third)
    assert before["ownership"] < now["ownership"]
    assert f"Ownership {before['ownership']} → {now['ownership']}" in page
    link = new_client("browser", like=visitor).get(f"/session/{third}/feedback").text
    assert f'href="/session/{second}/feedback"' in link
    assert compared(visitor, first) is None
    assert compared(visitor, third) == {
        "url": f"/session/{second}/feedback",
        "has_same_rules": True,
        "changes": [
            {"name": name, "before": before[name], "after": now[name]}
            for name in now
            if name in before and before[name] != now[name]
        ],
    }


@pytest.mark.parametrize(("before", "now"), [(2, 3), (2, 8), (8, 2)])
def test_without_a_score_no_number_is_shown_or_compared(
    new_client: NewClient, before: int, now: int
) -> None:
    visitor = new_client("api")
    first = completed(visitor, before)
    second = run_again(visitor, first, ANSWERS[:now])
    page = feedback_page(new_client, visitor, second)
    assert "Compared with your last run" in page
    assert "There is no score for one of the two" in page
    html = new_client("browser", like=visitor).get(f"/session/{second}/feedback").text
    assert html.count("<meter") == (5 if now == 8 else 0)
    assert ("has most to gain" in page) is (now == 8)
    assert compared(visitor, second) == {
        "url": f"/session/{first}/feedback",
        "has_same_rules": True,
        "changes": [],
        "has_scores": False,
    }
    assert "Compared with" not in visitor.get(f"/session/{second}/feedback.md").text


def test_a_report_is_not_compared_with_another_job_or_another_person(new_client: NewClient) -> None:
    visitor, somebody = new_client("api"), new_client("api")
    completed(visitor, 4)
    completed(somebody, 4)
    other_job = completed(visitor, 4)
    assert "last run" not in feedback_page(new_client, visitor, other_job)
    assert compared(visitor, other_job) is None
