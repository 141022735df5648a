"""A whole interview beside a real model, whose words rarely hold: the rules' words fill in."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.interviewer.rules.engine import VERSION
from tests.clients import ANSWERS, JSON, answer, client, with_documents
from tests.model.running import NAME, PATIENCE_S, Llama
from tests.modelled import Body, asked, interview, opinion
from tests.server import REHEARSE, Server, serving


@pytest.fixture
def rehearse(llama: Llama, tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path, REHEARSE, **llama.settings) as server:
        yield server


def test_an_interview_comes_to_its_report_and_to_an_honest_opinion(rehearse: Server) -> None:
    with client(rehearse.url, "api") as visitor:
        session = with_documents(visitor)
        questions = []
        for text in ANSWERS:
            questions.append(asked(visitor, session, PATIENCE_S))
            assert answer(visitor, session, text).is_success
        assert all(one["content"].strip() for one in questions)
        assert {one["worded_by"] for one in questions} <= {VERSION, NAME}
        assert visitor.post(f"/session/{session}/complete").is_success
        assert len(interview(visitor, session)["conversation"]) >= 2 * len(ANSWERS)
        report = visitor.get(f"/session/{session}/feedback", headers=JSON)
        assert report.is_success
        assert_honest(opinion(visitor, session, PATIENCE_S))
        with client(rehearse.url, "browser", like=visitor) as browser:
            assert browser.get(f"/session/{session}/feedback").is_success
    assert [line for line in rehearse.log.splitlines() if is_fault(line)] == []


def assert_honest(found: Body) -> None:
    """Ready, and each answer has an opinion or a word why not; or failed, and nothing claimed."""
    assert found["state"] in ("ready", "failed")
    assert found["scored_by"] == NAME
    assert found["calls"] > 0
    if found["state"] == "ready":
        told = [*found["answers"], *found["dropped"]]
        assert sorted(one["number"] for one in told) == list(range(1, len(ANSWERS) + 1))
        assert all(one["why"] for one in found["dropped"])
    if not found["answers"]:
        assert found.get("score") is None
        assert not found.get("summary")


def is_fault(line: str) -> bool:
    """Whether a line of the log tells of an error; what is no JSON is for the operator's eyes."""
    told = json.loads(line) if line.startswith("{") else {}
    return int(told.get("status", 0)) >= 500 or told.get("level") == "error"
