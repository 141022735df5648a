"""A database of an earlier version with rows in it: every page of it opens, and nothing is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import httpx
import msgspec
import pytest
from msgspec.structs import replace

from app.interviewer.model import Documents, Judgement, Question, Turn
from app.store.migrations import migrations
from app.store.sqlite.inspection import APPLICATION_ID
from tests.clients import ANSWERS, CV, HEADERS, JOB, client, shown_words
from tests.roles.rules import RULES, planned
from tests.server import serving

TOKEN = "A" * 43
OWNER = sha256(TOKEN.encode()).digest()
NEW_CV = CV.replace("Mara Lindholm", "Mara Berg")
WHEN = 1_780_000_000_000_000

FRESH, DESCRIBED, BEGUN, FINISHED = 1, 2, 3, 4  # the ids of the sessions


def fill(path: Path) -> None:
    """Version 3: a fresh session, one with documents, one in its interview, one with its report."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for step in migrations()[:3]:
            connection.executescript(step)
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute("pragma user_version = 3")
        for session in (FRESH, DESCRIBED, BEGUN, FINISHED):
            connection.execute(
                "insert into session (id, owner, job_title, company_name, created_at) "
                "values (?, ?, ?, 'St Elsewhere', ?)",
                (session, OWNER, f"Staff nurse {session}", WHEN + session),
            )
        # The CV of the begun interview was replaced later.
        for session, cv in ((DESCRIBED, CV), (BEGUN, NEW_CV), (FINISHED, CV)):
            connection.executemany(
                "insert into document (session_id, kind, content, name, size_bytes, saved_at) "
                "values (?, ?, ?, ?, ?, ?)",
                [
                    (session, "cv", cv, "cv.pdf", 1200, WHEN),
                    (session, "job", JOB, None, None, WHEN),
                ],
            )
        interview(connection, BEGUN, 2)
        interview(connection, FINISHED, len(ANSWERS))


def interview(connection: sqlite3.Connection, session: int, answered: int) -> None:
    documents = Documents(f"Staff nurse {session}", "St Elsewhere", CV, JOB)
    plan = planned(documents, session, date(2026, 11, 1))
    plan = replace(plan, questions=[as_it_was(question) for question in plan.questions])
    is_complete = answered == len(ANSWERS)
    connection.execute(
        "insert into interview values (?, ?, ?, ?, ?)",
        (session, CV, JOB, msgspec.json.encode(plan).decode(), WHEN if is_complete else None),
    )
    for number, question in enumerate(plan.questions[: answered + 1], 1):
        answer = ANSWERS[number - 1] if number <= answered else None
        asked = msgspec.json.encode(question).decode()
        connection.execute(
            "insert into turn values (?, ?, ?, ?, ?, ?)",
            (session, number, asked, WHEN, answer, answer and WHEN),
        )
    if is_complete:
        turns = [Turn(each, text) for each, text in zip(plan.questions, ANSWERS, strict=True)]
        report = as_kept_then(replace(RULES.judge(documents, plan, turns), interview_score=7))
        connection.execute(
            "insert into feedback (session_id, interview_score, report, created_at) "
            "values (?, 7, ?, ?)",
            (session, report, WHEN),
        )


def as_it_was(question: Question) -> Question:
    """The question as that version kept it: with one line, and no words beside it."""
    first = question.rests_on[0] if question.rests_on else None
    return replace(
        question,
        quote=first and first.quote,
        source=first and first.source,
        rests_on=[],
        worded_by="",
        hint="",
    )


def as_kept_then(judgement: Judgement) -> str:
    """The report as `rules-3` kept it: without marks, notes, and things to do next."""
    kept = msgspec.to_builtins(judgement) | {"scored_by": "rules-3"}
    for name in ("score_note", "score_range", "next_steps"):
        del kept[name]
    for answer in kept["answers"]:
        for name in ("marks", "parts", "empty_slots"):
            del answer[name]
    return msgspec.json.encode(kept).decode()


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("older")
    fill(folder / "rehearse.db")
    with serving(folder) as server, client(server.url, "api") as visitor:
        visitor.cookies["session"] = TOKEN  # as that version called its cookie
        yield visitor


def test_every_session_is_still_its_owners_with_both_texts(visitor: httpx.Client) -> None:
    sessions = visitor.get("/dashboard").json()["recent_sessions"]
    assert [each["id"] for each in sessions] == [FINISHED, BEGUN, DESCRIBED, FRESH]
    assert [each["cv_text"] for each in sessions] == [CV, NEW_CV, CV, None]
    assert [each["job_description_text"] for each in sessions] == [JOB, JOB, JOB, None]


def test_the_interview_that_had_begun_goes_on_with_the_text_it_was_planned_from(
    visitor: httpx.Client,
) -> None:
    page = visitor.get(f"/session/{BEGUN}/interview", headers=HEADERS["browser"]).text
    assert "A document has changed since this interview began" in page
    assert visitor.get(f"/session/{BEGUN}/interview").json()["progress"]["question_count"] == 3
    sent = visitor.post(f"/session/{BEGUN}/message", data={"answer": ANSWERS[2]})
    assert sent.json()["question_count"] == 4
    visitor.post(f"/session/{BEGUN}/complete")
    report = visitor.get(f"/session/{BEGUN}/feedback", headers=HEADERS["browser"]).text
    assert "Mara Lindholm" in report
    assert "Mara Berg" not in report


def test_the_lines_that_its_questions_rest_on_still_stand_beside_them(
    visitor: httpx.Client,
) -> None:
    told = visitor.get(f"/session/{FINISHED}/interview").json()["conversation"]
    asked = [message for message in told if message["role"] == "assistant"]
    lines = [line for message in asked for line in message["rests_on"]]
    assert {line["source"] for line in lines} == {"cv", "job"}
    assert all(line["quote"] in {"cv": CV, "job": JOB}[line["source"]] for line in lines)
    assert {(message["skipped"], message["worded_by"]) for message in asked} == {(False, "")}


def test_the_report_keeps_its_words(visitor: httpx.Client) -> None:
    report = visitor.get(f"/session/{FINISHED}/feedback").json()["feedback"]
    assert report["interview_score"] == 7
    assert len(report["answers"]) == len(ANSWERS)
    assert (report["score_note"], report["score_range"], report["next"]) == (None, None, [])
    page = visitor.get(f"/session/{FINISHED}/feedback", headers=HEADERS["browser"])
    assert page.status_code == 200
    assert "<mark" not in page.text
    assert page.text.count('class="button"') == 1  # to practise again
    markdown = visitor.get(f"/session/{FINISHED}/feedback.md").text
    for text in ANSWERS:
        assert text in shown_words(page)
        assert f"> {text}\n" in markdown
    assert "cv.pdf" in visitor.get(f"/session/{FINISHED}/upload", headers=HEADERS["browser"]).text


def test_an_answer_without_marks_is_plain_text_and_can_be_given_again(
    visitor: httpx.Client,
) -> None:
    url = f"/session/{FINISHED}/answer/3"
    page = visitor.get(url, headers=HEADERS["browser"]).text
    assert f'dir="auto">{ANSWERS[2]}</p>' in page
    assert "What the marks mean" not in page
    assert visitor.post(url, data={"answer": ANSWERS[2]}).json()["marks"]
    first, again = visitor.get(url).json()["attempts"]
    assert (first["scored_by"], first["marks"]) == ("rules-3", [])
    assert first["scores"]
    assert again["scored_by"] != "rules-3"
    page = visitor.get(url, headers=HEADERS["browser"]).text
    assert "The rules have changed since your interview" in page
