"""An export: one file with all that is a visitor's, and nothing else."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.clock import now
from tests.clients import CV, HEADERS, completed, create
from tests.conftest import NewClient
from tests.exports import bring, exported, fill, sessions_of, with_opinion


@pytest.fixture
def visitor(new_client: NewClient) -> httpx.Client:
    visitor = new_client("api")
    fill(visitor)
    return visitor


def keys(value: Any) -> Iterator[str]:
    """Every name in a JSON value."""
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from keys(each)
    if isinstance(value, list):
        for each in value:
            yield from keys(each)


@pytest.mark.parametrize("kind", HEADERS)
def test_every_client_gets_the_file_to_keep(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    create(visitor)
    got = visitor.get("/you/export")
    name = f"rehearse-{now():%Y-%m-%d}.json"
    assert got.status_code == 200
    assert got.headers["content-type"] == "application/json"
    assert got.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert got.headers["cache-control"] == "no-store"
    assert len(got.json()["sessions"]) == 1


def test_a_visitor_with_nothing_gets_a_file_with_no_sessions(new_client: NewClient) -> None:
    got = new_client("browser").get("/you/export")
    content = got.json()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", content.pop("exported_at"))
    assert content == {"format": "rehearse", "version": 2, "sessions": []}
    assert "set-cookie" not in got.headers


def test_a_head_has_no_body(new_client: NewClient) -> None:
    visitor = new_client("api")
    create(visitor)
    assert visitor.head("/you/export").content == b""


def test_everything_of_every_session_is_in_it_the_oldest_first(visitor: httpx.Client) -> None:
    fresh, reviewed, begun, done, again, whole = sessions_of(visitor)
    assert fresh["job_title"] == "Ward sister"
    assert fresh["company_name"] == "Zoë & Søn <b>"
    assert fresh["documents"] == {"cv": None, "job_description": None}
    assert (fresh["review"], fresh["interview"], fresh["feedback"]) == (None, None, None)
    assert (fresh["rules_only"], fresh["opinion"]) == (False, None)
    assert reviewed["documents"]["cv"]["text"] == CV.strip()
    assert reviewed["review"]["added"] == ["Night shifts", "A car"]
    assert begun["documents"]["cv"]["text"].startswith("Another CV.")
    assert begun["interview"]["documents"]["cv"] == CV.strip()
    assert [turn["skipped"] for turn in begun["interview"]["turns"]] == [False, False, True, False]
    assert begun["interview"]["turns"][3]["rephrased"] is True
    assert begun["interview"]["completed_at"] is None
    assert [each["number"] for each in done["attempts"]] == [1, 2, 3]
    assert done["feedback"]["report"]["scored_by"] == done["feedback"]["scored_by"]
    assert (done["lineage"], again["lineage"]) == (None, done["uid"])
    assert len(whole["interview"]["turns"]) == 8
    made = [each["created_at"] for each in sessions_of(visitor)]
    assert made == sorted(made)


def test_it_names_nothing_of_the_store(visitor: httpx.Client) -> None:
    content = exported(visitor)
    token = visitor.cookies["rehearse"]
    assert token not in str(content)
    names = set(keys(content))
    assert not {name for name in names if name.endswith(("_key", "text_id", "session_id"))}
    for session in content["sessions"]:
        plan = (session["interview"] or {}).get("plan") or {"requirements": []}
        ids = [one.pop("id") for one in plan["requirements"]]
        assert all(re.fullmatch("[ra][0-9a-f]+", each) for each in ids)
    assert "id" not in set(keys(content))


def test_it_holds_nothing_of_anybody_else(visitor: httpx.Client, new_client: NewClient) -> None:
    other = new_client("api")
    create(other, job_title="Somebody else's")
    assert "Somebody else" not in visitor.get("/you/export").text
    assert [each["job_title"] for each in sessions_of(other)] == ["Somebody else's"]


def test_with_markdown_it_is_a_zip_with_every_report_beside_it(new_client: NewClient) -> None:
    visitor = new_client("browser")
    first, second = completed(visitor, 4), completed(visitor, 5)
    completed(visitor, 4, job_title="Koch", company_name="Zum Löwen")
    got = visitor.get("/you/export", params={"with": "markdown"})
    today = f"{now():%Y-%m-%d}"
    assert got.headers["content-type"] == "application/zip"
    assert got.headers["content-disposition"] == f'attachment; filename="rehearse-{today}.zip"'
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            f"rehearse-{today}.json",
            f"rehearse-staff-nurse-{today}.md",
            f"rehearse-staff-nurse-{today}-2.md",
            f"rehearse-koch-{today}.md",
        ]
        reports = [visitor.get(f"/session/{one}/feedback.md").content for one in (first, second)]
        assert [archive.read(name) for name in archive.namelist()[1:3]] == reports
        assert bring(new_client("api"), archive.read(archive.namelist()[0])).is_success


def test_a_second_opinion_stands_in_the_file_and_under_its_report(new_client: NewClient) -> None:
    owner, visitor = new_client("api"), new_client("api")
    completed(owner, 5)
    content = exported(owner)
    content["sessions"] = [with_opinion(each) for each in content["sessions"]]
    bring(visitor, content).raise_for_status()
    got = visitor.get("/you/export?with=markdown")
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        file, report = map(archive.read, archive.namelist())
    (session,) = visitor.get("/dashboard").json()["recent_sessions"]
    assert report == visitor.get(f"/session/{session['id']}/feedback.md").content
    assert "## A second opinion by a-model\n\n**5 of 10**" in report.decode()
    assert json.loads(file)["sessions"] == content["sessions"]


@pytest.mark.parametrize(
    "query", ["with=pdf", "with=", "with=markdown&with=markdown", "with=MARKDOWN"]
)
def test_with_anything_else_it_is_refused(new_client: NewClient, query: str) -> None:
    got = new_client("api").get(f"/you/export?{query}")
    assert got.status_code == 400
    assert (
        got.json()["error"]
        == "An export can be asked for with=markdown, or as it is. Please leave the rest out."
    )


def test_an_export_opens_nothing_and_begins_nothing(new_client: NewClient) -> None:
    visitor = new_client("api")
    fill(visitor)
    reviewed = sessions_of(visitor)[1]
    assert reviewed["interview"] is None
    before = sessions_of(visitor)
    visitor.get("/you/export?with=markdown")
    assert sessions_of(visitor) == before
