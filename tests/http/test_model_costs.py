"""What a language model cost in a whole interview: counted, kept, taken along, and told."""

from pathlib import Path

import httpx
import pytest

from tests.clients import ANSWERS, HEADERS, JSON, answer, client, completed, with_documents
from tests.exports import bring, exported, with_opinion
from tests.http.test_model_opinion import report
from tests.model_server import ModelServer
from tests.modelled import asked, opinion, wants
from tests.server import Server, serving


def test_what_a_whole_interview_cost_stands_at_the_end_of_its_report(
    model: ModelServer, candidate: httpx.Client, tmp_path: Path
) -> None:
    model.requests.clear()
    session = with_documents(candidate)
    asked(candidate, session)
    answer(candidate, session, action="rephrase")
    answer(candidate, session, ANSWERS[1])
    asked(candidate, session)
    candidate.post(f"/session/{session}/complete").raise_for_status()
    formed = opinion(candidate, session)
    spent = report(candidate, session)["spent"]
    words = [each for each in model.requests if wants(each, "question")]
    assert len(words) >= 3  # two questions, and other words for one
    assert spent["calls"] == formed["calls"] + len(words)
    assert spent["tokens"] > formed["tokens"] > 0
    assert spent["seconds"] >= formed["seconds"]
    line = f"{spent['calls']} calls, {spent['tokens']} tokens, "
    page = candidate.get(f"/session/{session}/feedback", headers=HEADERS["browser"]).text
    assert line in page[page.rindex("<footer", 0, page.rindex("<footer")) :]
    markdown = candidate.get(f"/session/{session}/feedback.md").text
    assert line in "\n".join(markdown.splitlines()[-3:])

    with serving(tmp_path) as elsewhere, client(elsewhere.url, "api") as visitor:
        sessions = exported(candidate)["sessions"]
        (mine,) = (each for each in sessions if each["uid"] == sessions[-1]["uid"])
        bring(visitor, {**exported(candidate), "sessions": [mine]}).raise_for_status()
        (there,) = visitor.get("/dashboard").json()["recent_sessions"]
        assert report(visitor, there["id"])["spent"] == spent


def test_of_an_older_interview_only_what_was_counted_is_told(server: Server) -> None:
    with client(server.url, "api") as owner:
        completed(owner, 5)
        content = exported(owner)
    with client(server.url, "api") as visitor:
        sessions = [with_opinion(each) for each in content["sessions"]]
        bring(visitor, {**content, "sessions": sessions}).raise_for_status()
        (there,) = visitor.get("/dashboard").json()["recent_sessions"]
        assert report(visitor, there["id"])["spent"] == {
            "calls": 6,
            "tokens": 4200,
            "seconds": 31.5,
        }


@pytest.mark.parametrize(
    "spent",
    [
        {"calls": -1, "tokens": 0, "seconds": 0},
        {"calls": 1, "tokens": 10**15, "seconds": 0},
        {"calls": 1, "tokens": 1, "seconds": 1e300},
        {"calls": "one"},
    ],
)
@pytest.mark.parametrize("where", ["plan", "turn"])
def test_costs_that_can_not_be_right_are_not_imported(
    server: Server, spent: dict[str, object], where: str
) -> None:
    with client(server.url, "api") as owner:
        completed(owner, 1)
        content = exported(owner)
    interview = content["sessions"][0]["interview"]
    place = interview["plan"] if where == "plan" else interview["turns"][0]["question"]
    place["spent"] = spent
    with client(server.url, "api") as visitor:
        got = bring(visitor, content)
        assert got.status_code == 400, got.text
        assert "spent" in got.text or "took can't be right" in got.text


def test_json_of_the_report_has_no_costs_without_a_model(server: Server) -> None:
    with client(server.url, "api") as visitor:
        session = completed(visitor, 1)
        body = visitor.get(f"/session/{session}/feedback", headers=JSON).json()["feedback"]
    assert (body["opinion"], body["spent"]) == (None, None)
