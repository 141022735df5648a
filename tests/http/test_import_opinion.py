"""A second opinion that comes with an import: kept as it was, and held to its report."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients import HEADERS, client, completed
from tests.conftest import NewClient
from tests.exports import Export, at, bring, exported, sessions_of, with_opinion
from tests.server import Server

FIRST = Path(__file__).parents[1] / "export_version_1.json"
FIRST_ANSWER = "answers", 0
OTHER = "its second opinion is on an answer that its report does not judge, or on one twice"
DIMENSIONS = "its second opinion has other dimensions than its report"
GRADE = "the score of a dimension is not 1 to 5"
SCORE = "the score of its second opinion is not 1 to 10"
NAME = "the name of a model can't be shown"
SPENT = "what its second opinion took can't be right"
LONG = "a text of its second opinion is longer than 2,000 characters"


def kind(place: str) -> str:
    return f"what stands at opinion.{place} is not of the right kind"


@pytest.fixture(scope="module")
def content(server: Server) -> Export:
    with client(server.urls, "api") as owner:
        completed(owner, 5)
        content = exported(owner)
    return {**content, "sessions": [with_opinion(each) for each in content["sessions"]]}


@pytest.fixture
def visitor(new_client: NewClient) -> httpx.Client:
    return new_client("api")


def changed(content: Export, **fields: Any) -> Export:
    """The file with other fields in its session."""
    (session,) = content["sessions"]
    return {**content, "sessions": [{**session, **fields}]}


def opinion_of(visitor: httpx.Client) -> dict[str, Any]:
    (session,) = visitor.get("/dashboard").json()["recent_sessions"]
    opinion: dict[str, Any] = visitor.get(f"/session/{session['id']}/feedback/opinion").json()
    return opinion["opinion"] or {}


@pytest.mark.parametrize("state", ["ready", "failed"])
@pytest.mark.parametrize("rules_only", [True, False])
def test_it_is_exported_as_it_was_imported(
    visitor: httpx.Client, content: Export, state: str, rules_only: bool
) -> None:
    (session,) = content["sessions"]
    file = changed(content, opinion={**session["opinion"], "state": state}, rules_only=rules_only)
    assert bring(visitor, file).json()["imported"] == 1
    assert sessions_of(visitor) == file["sessions"]
    shown = {} if rules_only else file["sessions"][0]["opinion"]
    assert opinion_of(visitor) == shown


def test_one_that_waits_has_failed_where_nobody_forms_it(
    visitor: httpx.Client, content: Export
) -> None:
    opinion = content["sessions"][0]["opinion"]
    bring(visitor, changed(content, opinion={**opinion, "state": "waiting"})).raise_for_status()
    assert opinion_of(visitor) == {**opinion, "state": "failed"}
    (session,) = visitor.get("/dashboard").json()["recent_sessions"]
    page = visitor.get(f"/session/{session['id']}/feedback", headers=HEADERS["browser"]).text
    assert "This is not whole: " in page
    assert "could not be reached" not in page
    assert "Look again" not in page


def test_a_file_of_version_1_has_none_and_may_be_seen_by_a_model(visitor: httpx.Client) -> None:
    file = json.loads(FIRST.read_text("utf-8"))
    assert file["version"] == 1
    assert bring(visitor, file).json()["imported"] == 1
    (session,) = sessions_of(visitor)
    first = file["sessions"][0]
    first["interview"]["plan"]["read_by"] = ""
    assert session == {**first, "rules_only": False, "opinion": None}
    assert opinion_of(visitor) == {}


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("state",), "done", kind("state")),
        (("scored_by",), "", NAME),
        (("scored_by",), "\u200b", NAME),
        (("scored_by",), "a\nmodel", NAME),
        (("scored_by",), "x" * 2001, LONG),
        (("score",), 0, SCORE),
        (("score",), 11, SCORE),
        (("score",), "5", kind("score")),
        (("summary",), "x" * 2001, LONG),
        (("summary",), "a\x08b", "it has characters that can't be shown"),
        (("calls",), -1, SPENT),
        (("tokens",), 10**15, SPENT),
        (("seconds",), -0.5, SPENT),
        (("seconds",), 1e300, SPENT),
        ((*FIRST_ANSWER, "number"), 2, OTHER),
        ((*FIRST_ANSWER, "number"), 8, OTHER),
        ((*FIRST_ANSWER, "addresses"), "maybe", kind("answers[0].addresses")),
        ((*FIRST_ANSWER, "scores"), {}, DIMENSIONS),
        ((*FIRST_ANSWER, "scores"), {"charm": 3}, DIMENSIONS),
        ((*FIRST_ANSWER, "quote"), "never said", "its second opinion quotes what was not said"),
        ((*FIRST_ANSWER, "remark"), "x" * 2001, LONG),
        ((*FIRST_ANSWER, "better"), "x" * 2001, LONG),
        (("dropped", 0, "number"), 1, OTHER),
        (("dropped", 0, "number"), 0, OTHER),
        (("dropped", 0, "why"), "x" * 2001, LONG),
        (("answers",), [None], kind("answers[0]")),
    ],
)  # fmt: skip
def test_every_field_of_it_is_held_to_its_rule(
    visitor: httpx.Client, content: Export, path: tuple[Any, ...], value: Any, sentence: str
) -> None:
    opinion = deepcopy(content["sessions"][0]["opinion"])
    at(opinion, path[:-1])[path[-1]] = value
    assert refusal(visitor, changed(content, opinion=opinion)) == sentence


@pytest.mark.parametrize("level", [0, 6])
def test_its_levels_are_those_of_the_rules(
    visitor: httpx.Client, content: Export, level: int
) -> None:
    opinion = deepcopy(content["sessions"][0]["opinion"])
    scores = opinion["answers"][0]["scores"]
    scores[next(iter(scores))] = level
    assert refusal(visitor, changed(content, opinion=opinion)) == GRADE


def test_there_is_none_without_a_report(visitor: httpx.Client, content: Export) -> None:
    file = changed(content, feedback=None, attempts=[])
    assert refusal(visitor, file) == "it has a second opinion without a report"


def refusal(visitor: httpx.Client, file: Export) -> str:
    """The sentence about the one session, after which nothing was kept."""
    got = bring(visitor, file)
    assert got.status_code == 400, got.text
    assert sessions_of(visitor) == []
    sentence: str = got.json()["error"]
    return sentence.removeprefix("Session 1 of the file: ").removesuffix(". Nothing was imported.")
