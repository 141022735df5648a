"""An import: an export file brought back, all of it and nothing twice."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients import ANSWERS, CV, HEADERS, JOB, answer, client, completed, create, shown_words
from tests.conftest import NewClient
from tests.engines import Engine, stored
from tests.exports import bring, exported, fill, renamed, sessions_of

DONE = {"imported": 6, "already_here": 0, "redirect": "/sessions"}
AGAIN = {"imported": 0, "already_here": 6, "redirect": "/sessions"}


@pytest.fixture
def owner(new_client: NewClient) -> httpx.Client:
    owner = new_client("api")
    fill(owner)
    return owner


def test_what_was_exported_and_imported_is_exported_as_it_was(
    owner: httpx.Client, new_client: NewClient
) -> None:
    other = new_client("api")
    assert bring(other, exported(owner)).json() == DONE
    assert sessions_of(other) == sessions_of(owner)
    third = new_client("api")
    assert bring(third, exported(other)).json() == DONE
    assert sessions_of(third) == sessions_of(owner)


def test_the_same_file_twice_makes_nothing_twice(owner: httpx.Client) -> None:
    content = exported(owner)
    assert bring(owner, content).json() == AGAIN
    assert bring(owner, content).json() == AGAIN
    assert exported(owner)["sessions"] == content["sessions"]


@pytest.mark.parametrize("answered_count", [0, 1])
def test_an_interview_whose_next_question_was_on_its_way_goes_on_here(
    owner: httpx.Client, new_client: NewClient, answered_count: int
) -> None:
    content = exported(owner)
    (begun,) = (each for each in content["sessions"] if len(turns_of(each)) == 4)
    begun["interview"]["turns"] = turns_of(begun)[:answered_count]
    other = new_client("api")
    assert bring(other, {**content, "sessions": [begun]}).json()["imported"] == 1
    assert sessions_of(other) == [begun]
    (session,) = (card["id"] for card in other.get("/sessions").json()["sessions"])
    for text in ANSWERS[answered_count:]:
        assert other.get(f"/session/{session}/interview").is_success
        assert answer(other, session, text).status_code == 200
    assert other.post(f"/session/{session}/complete").is_success


def turns_of(session: dict[str, Any]) -> list[dict[str, Any]]:
    turns: list[dict[str, Any]] = (session["interview"] or {}).get("turns", [])
    return turns


def test_a_session_that_is_here_stays_as_it_is(owner: httpx.Client, new_client: NewClient) -> None:
    content = exported(owner)
    other = new_client("api")
    first = content["sessions"][0]
    bring(other, {**content, "sessions": [{**first, "job_title": "Another name"}]})
    assert bring(other, content).json() == {**DONE, "imported": 5, "already_here": 1}
    assert {each["job_title"] for each in sessions_of(other)} == {"Another name", "Staff nurse"}


def test_it_goes_on_where_it_stood(owner: httpx.Client, new_client: NewClient) -> None:
    other = new_client("api")
    bring(other, exported(owner))
    mine, theirs = (
        visitor.get("/dashboard").json()["recent_sessions"] for visitor in (owner, other)
    )
    for before, after in zip(mine, theirs, strict=True):
        assert before["id"] != after["id"]
        assert {**before, "id": 0} == {**after, "id": 0}
    begun = theirs[3]["id"]
    assert answer(other, begun, ANSWERS[4]).json()["question_count"] == 5


def test_its_pages_read_the_same(owner: httpx.Client, new_client: NewClient) -> None:
    other = new_client("api")
    bring(other, exported(owner))
    mine, theirs = (
        [each["id"] for each in visitor.get("/dashboard").json()["recent_sessions"]]
        for visitor in (owner, other)
    )
    whole, again, done, begun, reviewed = range(5)
    pages = [(each, page) for each in (whole, done, begun) for page in ("interview", "review")]
    pages += [(each, "upload") for each in (whole, again, done, begun, reviewed)]
    pages += [(done, page) for page in ("feedback", "feedback.md", "answer/2")]
    for session, page in pages:
        read = [
            visitor.get(f"/session/{ids[session]}/{page}", headers=HEADERS["browser"])
            for visitor, ids in ((owner, mine), (other, theirs))
        ]
        assert [each.status_code for each in read] == [200, 200]
        assert shown_words(read[0]) == shown_words(read[1])


def test_another_visitors_file_makes_copies(owner: httpx.Client, new_client: NewClient) -> None:
    other = new_client("api")
    bring(other, exported(owner))
    for session in other.get("/dashboard").json()["recent_sessions"]:
        other.post(f"/session/{session['id']}/remove-cv")
    assert sessions_of(owner)[1]["documents"]["cv"]


def test_a_visitor_who_has_nothing_is_given_the_cookie(
    owner: httpx.Client, new_client: NewClient
) -> None:
    other = new_client("api")
    got = bring(other, exported(owner))
    assert "HttpOnly" in got.headers["set-cookie"]
    assert len(sessions_of(other)) == 6


def test_a_token_that_owns_nothing_is_replaced(owner: httpx.Client, new_client: NewClient) -> None:
    other = new_client("api")
    other.headers["Cookie"] = f"rehearse={'A' * 43}"
    got = bring(other, exported(owner))
    assert "rehearse=" in got.headers["set-cookie"]
    assert "A" * 43 not in got.headers["set-cookie"]


def test_a_file_without_sessions_makes_nobody_known(new_client: NewClient) -> None:
    visitor = new_client("api")
    got = bring(visitor, exported(visitor))
    assert got.json() == {"imported": 0, "already_here": 0, "redirect": "/sessions"}
    assert "set-cookie" not in got.headers


@pytest.mark.parametrize(
    ("kind", "status", "place"),
    [("browser", 302, "location"), ("script", 302, "location"), ("htmx", 200, "hx-redirect")],
)
def test_every_client_goes_on_to_the_sessions(
    new_client: NewClient, kind: str, status: int, place: str
) -> None:
    owner = new_client("api")
    create(owner)
    got = bring(new_client(kind), exported(owner))
    assert (got.status_code, got.headers[place]) == (status, "/sessions")
    if kind == "script":
        assert got.json()["imported"] == 1


@pytest.mark.parametrize("kind", ["browser", "htmx"])
def test_the_form_says_what_is_wrong_beside_the_file(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    form = visitor.get("/you/import")
    assert form.status_code == 200
    assert "up to 50 MB" in form.text
    got = bring(visitor, b"{}")
    assert got.status_code == 400
    assert "This is not an export of Rehearse" in got.text
    assert 'aria-invalid="true"' in got.text
    assert ("<html" in got.text) == (kind == "browser")


def test_two_at_once_make_nothing_twice(owner: httpx.Client, new_client: NewClient) -> None:
    content = exported(owner)
    visitor = new_client("api")
    create(visitor)
    visitors = [new_client("api", like=visitor) for _ in range(6)]
    with ThreadPoolExecutor(len(visitors)) as pool:
        answers = list(pool.map(lambda each: bring(each, content).json(), visitors))
    assert sorted(each["imported"] for each in answers) == [0, 0, 0, 0, 0, 6]
    assert len(sessions_of(visitor)) == 7


def test_the_same_request_gets_the_first_answer_again(
    owner: httpx.Client, new_client: NewClient
) -> None:
    content = exported(owner)
    visitor = new_client("api")
    create(visitor)
    visitor.headers["Idempotency-Key"] = "once"
    assert [bring(visitor, content).json() for _ in range(2)] == [DONE, DONE]
    visitor.headers["Idempotency-Key"] = "another"
    assert bring(visitor, content).json() == AGAIN


def test_runs_of_one_job_stay_together_under_their_new_owner(
    owner: httpx.Client, new_client: NewClient
) -> None:
    other = new_client("browser")
    bring(other, exported(owner))
    assert "run 2 of 2" in other.get("/dashboard/recent").text


def test_runs_of_one_job_share_their_texts_again(
    engine: Engine, tmp_path: Path, owner: httpx.Client
) -> None:
    content = exported(owner)
    again = [renamed(content["sessions"][4:5])[0] for _ in range(20)]
    with engine.serving(tmp_path) as server, client(server.urls, "api") as visitor:
        bring(visitor, {**content, "sessions": [*content["sessions"], *again]})
        kept = [text for (text,) in stored(server, "select content from text")]
    assert sorted(kept) == sorted({CV.strip(), JOB.strip(), ("Another CV. " * 20).strip()})


def test_a_lineage_that_is_not_in_the_file_is_kept(new_client: NewClient) -> None:
    owner, other = new_client("api"), new_client("api")
    again = owner.post(f"/session/{completed(owner, 4)}/again")
    assert again.is_success
    content = exported(owner)
    last = content["sessions"][-1]
    bring(other, {**content, "sessions": [last]})
    assert sessions_of(other) == [last]


def test_a_file_that_an_editor_laid_out_anew_is_read_the_same(
    owner: httpx.Client, new_client: NewClient
) -> None:
    content = exported(owner)
    laid_out = [
        json.dumps(content, indent=4).encode(),
        json.dumps(content, sort_keys=True).encode(),
        json.dumps(content, ensure_ascii=False, separators=(",\r\n", " : ")).encode(),
        b"\xef\xbb\xbf" + json.dumps(content).encode() + b"\n\n",
    ]
    for data in laid_out:
        other = new_client("api")
        assert bring(other, data).json() == DONE
        assert sessions_of(other) == content["sessions"]


def test_a_session_of_a_hundred_is_found_by_its_place(
    owner: httpx.Client, new_client: NewClient
) -> None:
    content = exported(owner)
    sessions = [renamed(content["sessions"][:1])[0] for _ in range(100)]
    sessions[61]["job_title"] = " "
    other = new_client("api")
    got = bring(other, {**content, "sessions": sessions})
    assert (
        got.json()["error"]
        == "Session 62 of the file: Job title cannot be empty. Nothing was imported."
    )
    assert "set-cookie" not in got.headers
    assert sessions_of(other) == []


def test_what_was_forgotten_comes_back_as_it_was(new_client: NewClient) -> None:
    visitor = new_client("api")
    fill(visitor)
    before = exported(visitor)
    visitor.post("/you/forget", data={"confirm": "forget"}).raise_for_status()
    assert exported(visitor)["sessions"] == []
    bring(visitor, before).raise_for_status()
    after = exported(visitor)
    assert after["sessions"] == before["sessions"]
    assert after.keys() == before.keys()


def test_an_export_of_very_many_sessions_comes_back(new_client: NewClient) -> None:
    owner = new_client("api")
    create(owner)
    file = owner.get("/you/export").json()
    sessions = [{**file["sessions"][0], "uid": f"{n:032x}", "lineage": None} for n in range(1001)]
    many = json.dumps({**file, "sessions": sessions})
    answer = new_client("api").post("/you/import", files={"export_file": ("all.json", many)})
    assert answer.json() == {"imported": 1001, "already_here": 0, "redirect": "/sessions"}


def test_devices_that_have_the_same_sessions_have_them_once(new_client: NewClient) -> None:
    laptop, phone = new_client("api"), new_client("api")
    fill(laptop)
    content = exported(laptop)
    bring(phone, content).raise_for_status()
    other = next(
        card["id"]
        for card in phone.get("/sessions").json()["sessions"]
        if card["state"] == "documents"
    )
    names = {"job_title": "Called otherwise here", "company_name": "St Elsewhere"}
    phone.post(f"/session/{other}/edit", data=names).raise_for_status()
    url = laptop.post("/you/link").json()["url"]
    count = phone.post(url).json()["sessions"]
    assert count == len(content["sessions"]) + 1  # what differs stays, under a name of its own
    joined = exported(laptop)["sessions"]
    assert len({session["uid"] for session in joined}) == count
    assert "Called otherwise here" in [session["job_title"] for session in joined]
