"""The review: what was read is shown and chosen from before anything is asked."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.clients import JOB, answer, answered, completed, create, seen, with_documents
from tests.conftest import NewClient

STARTS = 7  # which of the requests begins the interview
ADDED = "Experience with arterial lines"


def review(visitor: httpx.Client, session: int) -> Any:
    return visitor.get(f"/session/{session}/review", headers={"Accept": "application/json"}).json()


def choose(visitor: httpx.Client, session: int, **choices: Any) -> httpx.Response:
    return visitor.post(f"/session/{session}/review", json=choices)


def by_text(body: Any) -> dict[str, Any]:
    return {one["text"]: one for one in body["requirements"]}


def test_it_shows_what_was_read_and_what_was_made_of_it(new_client: NewClient) -> None:
    visitor = new_client("api")
    body = review(visitor, with_documents(visitor))
    assert list(body) == ["language", "limited", "requirements", "left_out"]
    assert (body["language"], body["limited"]) == ("en", False)
    assert body["requirements"]
    for one in body["requirements"]:
        assert one["text"] in JOB
        assert (one["excluded"], one["added"]) == (False, False)


@pytest.mark.parametrize("kind", ["browser", "htmx", "script"])
def test_the_page_groups_the_requirements_and_leads_to_the_interview(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    page = visitor.get(f"/session/{session}/review").text
    assert page.index("Not found in your CV") < page.index("Found in your CV")
    assert 'name="start" value="1">Start the interview</button>' in page
    assert ("<html" in page) == (kind != "htmx")


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_both_documents_one_is_sent_to_the_upload_page(
    new_client: NewClient, method: str
) -> None:
    browser = new_client("browser")
    session = create(browser)
    answered_with = browser.request(method, f"/session/{session}/review")
    assert answered_with.status_code == 302
    assert answered_with.headers["location"] == f"/session/{session}/upload"
    api = new_client("api", like=browser)
    refused = api.request(method, f"/session/{session}/review")
    assert (refused.status_code, refused.json()["type"]) == (400, "ValidationError")
    assert "a CV and a job description" in refused.json()["error"]


def test_each_client_gets_the_review_as_it_then_stands(new_client: NewClient) -> None:
    api = new_client("api")
    session = with_documents(api)
    first = review(api, session)["requirements"][0]
    url, form = f"/session/{session}/review", {"exclude": first["id"], "must": ""}
    body = api.post(url, data=form)
    assert body.status_code == 200
    assert body.json() == review(api, session)
    assert by_text(body.json())[first["text"]]["excluded"]
    browser = new_client("browser", like=api).post(url, data=form)
    assert (browser.status_code, browser.headers["location"]) == (302, url)
    fragment = new_client("htmx", like=api).post(url, data=form)
    assert fragment.status_code == 200
    assert f'name="exclude" value="{first["id"]}"' in fragment.text
    assert "<html" not in fragment.text


def test_start_keeps_the_choices_and_goes_on(new_client: NewClient) -> None:
    visitor = new_client("htmx")
    session = with_documents(visitor)
    gone = visitor.post(f"/session/{session}/review", data={"start": "1", "add": ADDED})
    assert gone.headers["hx-redirect"] == f"/session/{session}/interview"
    assert ADDED in by_text(review(new_client("api", like=visitor), session))


def test_a_script_starts_by_a_number_or_a_text(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    for start in (1, "1"):
        script = visitor.post(
            f"/session/{session}/review", json={"start": start}, headers={"Accept": "*/*"}
        )
        assert script.headers["location"] == f"/session/{session}/interview"


def test_a_post_is_the_whole_of_what_is_chosen_and_twice_the_same_changes_nothing(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    as_read = review(visitor, session)
    ids = [one["id"] for one in as_read["requirements"]]
    choices = {"exclude": ids[:2], "must": ids[1:3], "add": [ADDED]}
    once = choose(visitor, session, **choices).json()
    assert choose(visitor, session, **choices).json() == once
    found = {one["id"]: one for one in once["requirements"]}
    assert [found[each]["excluded"] for each in ids[:3]] == [True, True, False]
    assert {one["id"] for one in once["requirements"] if one["importance"] == 1.0} == set(ids[1:3])
    assert found.keys() >= set(ids)
    assert by_text(once)[ADDED]["added"]
    assert choose(visitor, session).json() == as_read


def test_what_was_a_must_have_and_is_not_named_is_less(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    as_read = by_text(review(visitor, session))
    musts = [text for text, one in as_read.items() if one["importance"] == 1.0]
    assert musts
    without = by_text(choose(visitor, session, must=[]).json())
    assert {without[text]["importance"] for text in musts} == {0.6}
    absent = by_text(choose(visitor, session).json())
    assert absent == as_read


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({"exclude": ["r999"]}, "exclude"),
        ({"must": ["x"]}, "must"),
        ({"restore": ["no such line"]}, "restore"),
        ({"restore": [f"line {number}" for number in range(61)]}, "restore"),
        ({"add": ["ab"]}, "add"),
        ({"add": ["a" * 301]}, "add"),
        ({"add": [f"thing {number}" for number in range(11)]}, "add"),
        ({"add": ["some\x00thing"]}, "add"),
        ({"add": 7}, "add"),
        ({"exclude": [1]}, "exclude"),
    ],
)
def test_what_cant_be_chosen_is_refused_with_a_sentence_and_changes_nothing(
    new_client: NewClient, choices: dict[str, Any], field: str
) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    kept = choose(visitor, session, add=[ADDED]).json()
    refused = choose(visitor, session, **choices)
    assert (refused.status_code, refused.json()["type"]) == (400, "ValidationError")
    assert list(refused.json()["fields"]) == [field]
    assert review(visitor, session) == kept


def test_a_refused_addition_is_still_in_the_page(new_client: NewClient) -> None:
    visitor = new_client("htmx")
    session = with_documents(visitor)
    refused = visitor.post(f"/session/{session}/review", data={"add": f"{ADDED}\nab"})
    assert refused.status_code == 400
    assert f"{ADDED}\nab</textarea>" in refused.text
    assert 'aria-invalid="true"' in refused.text


def test_a_choice_hangs_on_the_text_and_outlives_a_mended_document(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    first, *_, last = review(visitor, session)["requirements"]
    choose(visitor, session, exclude=[last["id"]], add=[ADDED])
    mended = JOB.replace(first["text"], "Experience of keeping bees on the roof")
    visitor.post(f"/session/{session}/upload-job", data={"job_description": mended})
    found = by_text(review(visitor, session))
    assert first["text"] not in found
    assert found[last["text"]]["excluded"]
    assert found[ADDED]["added"]


def test_a_line_that_was_left_out_comes_back(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    job = f"{JOB}\nWe are an equal opportunity employer and welcome everybody who applies to us.\n"
    visitor.post(f"/session/{session}/upload-job", data={"job_description": job})
    line = review(visitor, session)["left_out"][-1]
    back = choose(visitor, session, restore=[line]).json()
    assert line not in back["left_out"]
    assert not by_text(back)[line]["added"]
    assert choose(visitor, session, restore=[line, line]).json() == back
    assert line in choose(visitor, session).json()["left_out"]


def test_the_interview_asks_about_what_was_added_and_not_about_what_was_struck_out(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    struck = review(visitor, session)["requirements"][:-1]
    choose(visitor, session, exclude=[one["id"] for one in struck], add=[ADDED])
    for _ in range(8):
        answer(visitor, session)
    visitor.post(f"/session/{session}/complete")
    body = seen(visitor, session).json()
    asked = {each.get("requirement_id") for each in body["conversation"]}
    planned = {one["id"]: one["text"] for one in body["requirements"]}
    assert ADDED in {planned[each] for each in asked if each}
    report = visitor.get(f"/session/{session}/feedback").text
    assert not [one["text"] for one in struck if one["text"] in report]


def test_once_begun_it_shows_what_was_planned_and_changes_no_more(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    choose(visitor, session, add=[ADDED])
    answer(visitor, session)
    before = review(visitor, session)
    assert by_text(before)[ADDED]["added"]
    refused = choose(visitor, session)
    assert (refused.status_code, refused.json()["type"]) == (409, "ConflictError")
    assert review(visitor, session) == before
    page = new_client("browser", like=visitor).get(f"/session/{session}/review").text
    assert "The interview has begun." in page
    assert 'type="checkbox"' not in page


def test_of_choices_and_a_start_at_one_moment_the_interview_rests_on_what_is_kept(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)

    def add(number: int) -> int:
        like = new_client("api", like=visitor)
        if number == STARTS:
            return seen(like, session).status_code
        return choose(like, session, add=[f"Keeping {number} bees"]).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(add, range(16)))
    assert set(statuses) <= {200, 409}
    planned = {text for text, one in by_text(review(visitor, session)).items() if one["added"]}
    answer(visitor, session)
    visitor.post(f"/session/{session}/complete")
    again = visitor.post(f"/session/{session}/again").json()["session_id"]
    kept = {text for text, one in by_text(review(visitor, again)).items() if one["added"]}
    assert planned == kept
    assert len(kept) <= 1


def test_practising_again_keeps_the_choices(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    choose(visitor, session, add=[ADDED])
    answer(visitor, session)
    visitor.post(f"/session/{session}/complete")
    again = visitor.post(f"/session/{session}/again").json()["session_id"]
    assert by_text(review(visitor, again))[ADDED]["added"]


@pytest.mark.parametrize(
    ("make", "page"),
    [
        (create, "upload"),
        (with_documents, "review"),
        (lambda visitor: answered(visitor, 1), "interview"),
        (completed, "feedback"),
    ],
)
def test_a_session_and_its_card_lead_to_where_it_stands(
    new_client: NewClient, make: Any, page: str
) -> None:
    visitor = new_client()
    session = make(visitor)
    assert visitor.get(f"/session/{session}").headers["location"] == f"/session/{session}/{page}"


def test_an_interview_works_without_a_review(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    assert seen(visitor, session).json()["progress"]["question_count"] == 1
