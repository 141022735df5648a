"""Every field of an import is held to the rule of the form that would have made it."""

from copy import deepcopy
from typing import Any

import httpx
import pytest

from tests.clients import client
from tests.conftest import NewClient
from tests.exports import Export, at, bring, exported, fill, sessions_of
from tests.server import Server

FRESH, REVIEWED, BEGUN, DONE, WHOLE = 0, 1, 2, 3, 5  # places in the file
OF_DONE = object()  # the same field of the session that is done
REPORT = "feedback", "report"
QUESTION = "interview", "turns", 0, "question"
REQUIREMENT = "interview", "plan", "requirements", 0


@pytest.fixture(scope="module")
def content(server: Server) -> Export:
    with client(server.urls, "api") as owner:
        fill(owner)
        return exported(owner)


@pytest.mark.parametrize(
    ("session", "path", "value", "sentence"),
    [
        (FRESH, ("uid",), "A" * 32, "its uid has to be 32 hexadecimal digits in small letters"),
        (FRESH, ("uid",), "a" * 31, "its uid has to be 32 hexadecimal digits in small letters"),
        (FRESH, ("uid",), "\u0661" * 32,
         "its uid has to be 32 hexadecimal digits in small letters"),
        (FRESH, ("lineage",), "me", "its lineage has to be the uid of a session"),
        (FRESH, ("job_title",), "", "Job title cannot be empty"),
        (FRESH, ("job_title",), "x" * 201, "Job title too long (max 200 characters)"),
        (FRESH, ("job_title",), "two\nlines",
         "Job title has characters that can't be shown. Please type it again"),
        (FRESH, ("company_name",), "\u200b", "Company name cannot be empty"),
        (FRESH, ("id",), 1, "id is not known"),
        (FRESH, ("created_at",), "1969-12-31T23:59:59Z", "it has a date before 1970 or after 9999"),
        (FRESH, ("created_at",), "9999-12-31T23:59:59-12:00",
         "it has a date before 1970 or after 9999"),
        (FRESH, ("created_at",), "10000-01-01T00:00:00Z",
         "what stands at created_at is not of the right kind"),
        (FRESH, ("created_at",), "2026-11-26T10:00:00",
         "what stands at created_at is not of the right kind"),
        (FRESH, ("created_at",), 1_780_000_000,
         "what stands at created_at is not of the right kind"),
        (REVIEWED, ("documents", "cv", "text"), "x" * 49,
         "the CV is too short (at least 50 characters)"),
        (REVIEWED, ("documents", "cv", "text"), "x" * 200_001,
         "the CV is too long (max 200,000 characters)"),
        (REVIEWED, ("documents", "cv", "text"), "e" + "\u0301" * 100 + "x" * 60,
         "the CV has characters that can't be shown"),
        (REVIEWED, ("documents", "cv", "text"), "x" * 60 + "\x00",
         "it has characters that can't be shown"),
        (REVIEWED, ("documents", "job_description", "text"), "x" * 20_001,
         "the job description is too long (max 20,000 characters)"),
        (REVIEWED, ("documents", "cv", "name"), "cv.pdf",
         "a document has to have both the name and the size of its file, or neither"),
        (REVIEWED, ("documents", "cv", "word_count"), 2**70, "a count of words can't be right"),
        (REVIEWED, ("documents", "cv", "headings"), ["x"] * 1001,
         "it has a list of more than 1,000 things"),
        (REVIEWED, ("review", "added"), ["x"] * 11,
         "There are too many lines. Please add 10 at most, one for each thing"),
        (REVIEWED, ("review", "added"), ["x"],
         "A line is too short or too long. Please write 3 to 300 characters in each"),
        (REVIEWED, ("attempts",), [None], "what stands at attempts[0] is not of the right kind"),
        (BEGUN, ("interview", "plan", "questions"), [], "its plan has to have 1 to 8 questions"),
        (BEGUN, ("interview", "turns", 0, "number"), 2,
         "its questions have to be numbered from 1, 8 at most"),
        (BEGUN, ("interview", "turns", 0, "answer"), " ", "answer 1: Answer cannot be empty"),
        (BEGUN, ("interview", "turns", 0, "answer"), "x" * 10_001,
         "answer 1: Answer too long (max 10,000 characters)"),
        (BEGUN, ("interview", "turns", 0, "answer"), None,
         "question 1 has an answer without its date, or the date without an answer"),
        (BEGUN, ("interview", "turns", 0, "skipped"), True,
         "question 1 is both skipped and answered"),
        (BEGUN, ("interview", "turns", 0, "seconds"), 7201,
         "the seconds of question 1 can be 0 to 7200, once it is answered"),
        (BEGUN, ("interview", "turns", 0, "asked_at"), "0001-01-01T00:00:00Z",
         "it has a date before 1970 or after 9999"),
        (BEGUN, (*QUESTION, "text"), "", "question 1 is empty, or in no place of the plan"),
        (BEGUN, (*QUESTION, "slot"), 9, "question 1 is empty, or in no place of the plan"),
        (BEGUN, (*QUESTION, "text"), "a\x9bb", "it has characters that can't be shown"),
        (BEGUN, (*QUESTION, "why"), "a\x08b", "it has characters that can't be shown"),
        (BEGUN, (*QUESTION, "requirement_id"), "r 1", "the id of a requirement can't be right"),
        (BEGUN, (*REQUIREMENT, "id"), "r2",
         "two requirements have the same id"),
        (BEGUN, (*REQUIREMENT, "importance"), 1e300,
         "a requirement is empty, or its importance is not 0 to 1"),
        (BEGUN, ("feedback",), OF_DONE, "it has a report without a completed interview"),
        (BEGUN, ("attempts",), OF_DONE, "an answer was given again before there was a report"),
        (WHOLE, ("interview", "turns"), [], "its interview ended before it began"),
        (DONE, ("interview", "completed_at"), None,
         "it has a report without a completed interview"),
        (DONE, ("feedback", "interview_score"), 10, "its score is not the one of its report"),
        (DONE, (*REPORT, "score_range"), [9, 1], "its score is not 1 to 10"),
        (DONE, (*REPORT, "dimensions", 0, "score"), 1e300,
         "the score of a dimension is not 1 to 5"),
        (DONE, (*REPORT, "answers", 0, "scores", 0, "name"), "charm",
         "an answer is judged on a dimension that is not known, or on one twice"),
        (DONE, (*REPORT, "weakness_items", 0, "quote"), "never said",
         "its report quotes what was not said"),
        (DONE, (*REPORT, "weakness_items", 0, "source"), "the moon",
         "its report quotes what was not said"),
        (DONE, (*REPORT, "answers", 0, "number"), 2,
         "its report judges an answer that was not given, or one twice"),
        (DONE, (*REPORT, "answers", 0, "marks"), [{"start": 0, "end": 10_000, "kind": "figure"}],
         "a mark stands outside its answer"),
        (DONE, (*REPORT, "answers", 0, "marks"), [{"start": -1, "end": 3, "kind": "figure"}],
         "a mark stands outside its answer"),
        (DONE, (*REPORT, "answers", 0, "marks"), [{"start": 0, "end": 3, "kind": "script"}],
         "what stands at feedback.report.answers[0].marks[0].kind is not of the right kind"),
        (DONE, (*REPORT, "next_steps"), [{"kind": "cv", "text": "x"}] * 4,
         "its report has more than 3 next steps"),
        (DONE, (*REPORT, "next_steps"), [{"kind": "answer", "text": "x"}],
         "its report names an answer that was not given"),
        (DONE, ("attempts", 1, "number"), 3, "answers given again have to be numbered from 1"),
        (DONE, ("attempts", 0, "turn_number"), 8, "an answer was given again that was never given"),
        (DONE, ("attempts", 0, "answer"), "", "answer 2, again: Answer cannot be empty"),
    ],
)  # fmt: skip
def test_every_field_is_held_to_its_rule(
    new_client: NewClient,
    content: Export,
    session: int,
    path: tuple[Any, ...],
    value: Any,
    sentence: str,
) -> None:
    visitor = new_client("api")
    changed = deepcopy(content["sessions"][session])
    if value is OF_DONE:
        value = content["sessions"][DONE][path[0]]
    at(changed, path[:-1])[path[-1]] = value
    got = bring(visitor, {**content, "sessions": [changed]})
    assert got.status_code == 400, got.text
    assert got.json()["error"] == f"Session 1 of the file: {sentence}. Nothing was imported."
    assert sessions_of(visitor) == []


def test_an_interview_has_ended_or_goes_on(new_client: NewClient, content: Export) -> None:
    changed = deepcopy(content["sessions"][WHOLE])
    changed["feedback"] = changed["interview"]["completed_at"] = None
    visitor: httpx.Client = new_client("api")
    sentence = bring(visitor, {**content, "sessions": [changed]}).json()["error"]
    assert sentence.endswith(
        "all its questions are answered, and its interview has not ended. Nothing was imported."
    )


def test_what_stands_at_a_limit_is_taken(new_client: NewClient, content: Export) -> None:
    visitor = new_client("api")
    changed = deepcopy(content["sessions"][DONE])
    changed["job_title"] = "é" * 200
    changed["created_at"] = "1970-01-01T00:00:00.000001Z"
    changed["documents"]["cv"]["text"] = "ä" * 200_000
    changed["documents"]["job_description"]["text"] = "\U0001f600" * 20_000
    changed["attempts"][0]["answer"] = changed["attempts"][0]["answer"].ljust(10_000, "x")
    changed["interview"]["turns"][0]["seconds"] = 7200
    got = bring(visitor, {**content, "sessions": [changed]})
    assert got.json()["imported"] == 1
    assert sessions_of(visitor) == [changed]
