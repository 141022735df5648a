"""`POST /session/create`, as each kind of client sees it."""

import pytest

from tests.clients import NURSE, create
from tests.conftest import NewClient

BLANK = {"job_title": " \t ", "company_name": "St Elsewhere"}
BOTH_WRONG = {
    "job_title": "Job title cannot be empty",
    "company_name": "Company name too long (max 200 characters)",
}


def test_htmx_is_sent_on_to_the_upload_page(new_client: NewClient) -> None:
    answer = new_client("htmx").post("/session/create", data=NURSE)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["hx-redirect"].endswith("/upload")


def test_a_browser_is_redirected(new_client: NewClient) -> None:
    answer = new_client("browser").post("/session/create", data=NURSE)
    assert answer.status_code == 302
    assert answer.headers["location"].endswith("/upload")


def test_a_script_gets_the_redirect_and_the_json_of_the_specification(
    new_client: NewClient,
) -> None:
    answer = new_client("script").post("/session/create", data=NURSE)
    created = answer.json()
    assert answer.status_code == 302
    assert answer.headers["location"] == created["redirect"]
    assert created == {
        "redirect": f"/session/{created['session_id']}/upload",
        "session_id": created["session_id"],
    }


def test_an_api_client_gets_json_for_every_way_to_send_a_form(new_client: NewClient) -> None:
    visitor = new_client("api")
    parts = {name: (None, value) for name, value in NURSE.items()}
    for answer in (
        visitor.post("/session/create", data=NURSE),
        visitor.post("/session/create", json=NURSE),
        visitor.post("/session/create", files=parts),
    ):
        assert answer.status_code == 200
        assert list(answer.json()) == ["redirect", "session_id"]


@pytest.mark.parametrize("kind", ["htmx", "browser"])
def test_a_blank_job_title_is_refused_and_keeps_the_company(
    new_client: NewClient, kind: str
) -> None:
    answer = new_client(kind).post("/session/create", data=BLANK)
    assert answer.status_code == 400
    assert "Job title cannot be empty" in answer.text
    assert 'value="St Elsewhere"' in answer.text
    assert 'aria-describedby="job-title-hint job-title-error" aria-invalid="true"' in answer.text
    assert "Company name cannot be empty" not in answer.text


def test_htmx_gets_the_form_alone_and_a_browser_the_whole_page(new_client: NewClient) -> None:
    fragment = new_client("htmx").post("/session/create", data=BLANK).text
    page = new_client("browser").post("/session/create", data=BLANK).text
    assert fragment.lstrip().startswith("<form")
    assert page.startswith("<!doctype html>")
    assert page.count('class="session-form"') == 1


@pytest.mark.parametrize("kind", ["api", "script"])
def test_an_api_client_reads_all_faults_in_the_order_of_the_form(
    new_client: NewClient, kind: str
) -> None:
    form = {"company_name": "y" * 201, "job_title": ""}
    answer = new_client(kind).post("/session/create", data=form)
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "Job title cannot be empty",
        "type": "ValidationError",
        "fields": BOTH_WRONG,
    }
    assert list(answer.json()["fields"]) == ["job_title", "company_name"]


@pytest.mark.parametrize("field", ["job_title", "company_name"])
def test_two_hundred_characters_are_taken_and_one_more_is_not(
    new_client: NewClient, field: str
) -> None:
    visitor = new_client("api")
    longest = "🧑" * 200  # counted as code points, not as bytes
    assert visitor.post("/session/create", data={**NURSE, field: longest}).status_code == 200
    assert visitor.post("/session/create", data={**NURSE, field: longest + "x"}).status_code == 400


def test_the_space_around_a_field_is_not_kept(new_client: NewClient) -> None:
    visitor = new_client("api")
    created = create(visitor, job_title="  Chef \n")
    assert visitor.get(f"/session/{created}/upload").json()["job_title"] == "Chef"


@pytest.mark.parametrize("invisible", ["\u200b\u200d", "\u00a0\u2003", "\ufeff"])
def test_what_nobody_can_see_is_blank(new_client: NewClient, invisible: str) -> None:
    answer = new_client("api").post("/session/create", data={**NURSE, "job_title": invisible})
    assert answer.json()["error"] == "Job title cannot be empty"


@pytest.mark.parametrize("kind", ["htmx", "browser", "api", "script"])
def test_every_answer_says_what_it_depends_on(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    for form in (NURSE, BLANK):
        answer = visitor.post("/session/create", data=form)
        assert answer.headers["vary"] == "Accept, HX-Request, HX-Request-Type"


def test_the_first_session_brings_a_cookie_that_no_script_can_read(new_client: NewClient) -> None:
    cookie = new_client().post("/session/create", data=NURSE).headers["set-cookie"]
    assert cookie.startswith("rehearse=")
    for attribute in ("HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Lax"):
        assert attribute in cookie


def test_a_cookie_that_owns_nothing_is_replaced(new_client: NewClient) -> None:
    visitor = new_client()
    visitor.cookies["rehearse"] = planted = "A" * 43
    answer = visitor.post("/session/create", data=NURSE)
    assert planted not in answer.headers["set-cookie"]


def test_the_same_visitor_keeps_the_cookie(new_client: NewClient) -> None:
    visitor = new_client("api")
    create(visitor)
    token = visitor.cookies["rehearse"]
    create(visitor)
    assert visitor.cookies["rehearse"] == token
    assert len(visitor.get("/dashboard").json()["recent_sessions"]) == 2


def test_a_field_that_is_no_text_gets_a_sentence(new_client: NewClient) -> None:
    answer = new_client("api").post("/session/create", json={**NURSE, "job_title": ["x"]})
    assert answer.status_code == 400
    assert answer.json()["fields"] == {
        "job_title": "Job title must be text. Please send it as a string."
    }
