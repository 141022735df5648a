"""A database of each earlier version, with rows in every table that it had: all are found."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import msgspec
import pytest

from app.interviewer.model import Documents, Question, Turn
from app.review.model import Chosen
from app.store.migrations import migrations
from app.store.sqlite.inspection import APPLICATION_ID
from app.text import folded
from tests.clients import ANSWERS, CV, JOB, client
from tests.faults.test_older_database import (
    BEGUN,
    DESCRIBED,
    FINISHED,
    FRESH,
    OWNER,
    TOKEN,
    WHEN,
    fill,
)
from tests.roles.rules import RULES
from tests.server import serving

WITH_INTERVIEWS, WITH_REVIEWS, WITH_ATTEMPTS, WITH_RUNS = 3, 6, 7, 7
BEFORE_OWNERS = 8  # whose rows the later steps take along
AGAIN = 5  # the id of a second run of FINISHED
ATTEMPT = "Since then I ask first. I gave the drug late once, I told the sister, and it was fine."


def older(path: Path, version: int) -> None:
    """A database as that version left it."""
    if version < WITH_INTERVIEWS:
        early(path, version)
        return
    fill(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.create_function("folded", 1, folded)
        for step in migrations()[WITH_INTERVIEWS : min(version, BEFORE_OWNERS)]:
            database.executescript(step)
        if version >= WITH_REVIEWS:
            chosen = msgspec.json.encode(Chosen(added=["Arterial lines"])).decode()
            database.execute(
                "insert into review (session_id, choices) values (?, ?)", (DESCRIBED, chosen)
            )
        if version >= WITH_ATTEMPTS:
            database.execute(
                "insert into attempt "
                "(session_id, turn_number, number, answer, judgement, answered_at) "
                "values (?, 2, 1, ?, ?, ?)",
                (FINISHED, ATTEMPT, judgement(database), WHEN),
            )
        if version >= WITH_RUNS:
            database.execute(
                "insert into session (id, owner, job_title, company_name, created_at, first_run) "
                "values (?, ?, 'Staff nurse 5', 'St Elsewhere', ?, ?)",
                (AGAIN, OWNER, WHEN + AGAIN, FINISHED),
            )
        for step in migrations()[BEFORE_OWNERS:version]:
            database.executescript(step)
        database.execute(f"pragma user_version = {version}")


def early(path: Path, version: int) -> None:
    """Version 1 or 2, which knew sessions and documents alone."""
    with closing(sqlite3.connect(path)) as database, database:
        for step in migrations()[:version]:
            database.executescript(step)
        database.execute(f"pragma application_id = {APPLICATION_ID}")
        database.execute(f"pragma user_version = {version}")
        for session in (FRESH, DESCRIBED):
            database.execute(
                "insert into session (id, owner, job_title, company_name, created_at) "
                "values (?, ?, ?, 'St Elsewhere', ?)",
                (session, OWNER, f"Staff nurse {session}", WHEN + session),
            )
        for kind, text in (("cv", CV), ("job", JOB)):
            database.execute(
                "insert into document (session_id, kind, content) values (?, ?, ?)",
                (DESCRIBED, kind, text),
            )


def judgement(database: sqlite3.Connection) -> str:
    """What that version would have kept of the attempt."""
    rows = database.execute(
        "select question, answer from turn where session_id = ? order by number", (FINISHED,)
    ).fetchall()
    turns = [Turn(msgspec.json.decode(asked, type=Question), text) for asked, text in rows]
    documents = Documents(f"Staff nurse {FINISHED}", "St Elsewhere", CV, JOB)
    judged = RULES.judge_attempt(documents, turns, 2, ATTEMPT)
    return msgspec.json.encode(judged).decode()


@pytest.mark.parametrize("version", range(1, len(migrations())))
def test_all_rows_of_an_earlier_version_are_found(tmp_path: Path, version: int) -> None:
    older(tmp_path / "rehearse.db", version)
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        visitor.headers["Cookie"] = f"session={TOKEN}"
        listed = visitor.get("/sessions").json()["sessions"]
        expected = [DESCRIBED, FRESH]
        if version >= WITH_INTERVIEWS:
            expected = [FINISHED, BEGUN, *expected]
        if version >= WITH_RUNS:
            expected = [AGAIN, *expected]
        assert [card["id"] for card in listed] == expected
        assert visitor.get("/sessions?q=STAFF nurse 2").json()["total"] == 1
        body = visitor.get(f"/session/{DESCRIBED}/upload").json()
        texts = [body["cv_text"].strip(), body["job_description_text"].strip()]
        assert texts == [CV.strip(), JOB.strip()]
        if version >= WITH_INTERVIEWS:
            has_report(visitor)
        if version >= WITH_REVIEWS:
            read = visitor.get(f"/session/{DESCRIBED}/review").json()["requirements"]
            assert "Arterial lines" in [each["text"] for each in read if each["added"]]
        if version >= WITH_ATTEMPTS:
            first, later = visitor.get(f"/session/{FINISHED}/answer/2").json()["attempts"]
            assert (first["answer"], later["answer"]) == (ANSWERS[1], ATTEMPT)
        if version >= WITH_RUNS:
            page = visitor.get("/sessions", headers={"Accept": "text/html"}).text
            assert "2 runs, best 7" in page


def has_report(visitor: httpx.Client) -> None:
    report = visitor.get(f"/session/{FINISHED}/feedback").json()["feedback"]
    assert (report["interview_score"], report["scored_by"]) == (7, "rules-3")
    told = visitor.get(f"/session/{FINISHED}/interview").json()["conversation"]
    assert [each["content"] for each in told if each["role"] == "user"] == ANSWERS
    begun = visitor.get(f"/session/{BEGUN}/interview").json()
    assert begun["progress"]["question_count"] == 3
