"""The interview, as each kind of client holds it."""

import re

import httpx
import pytest

from tests.clients import (
    ANSWERS,
    CV,
    HEADERS,
    JOB,
    answer,
    answered,
    create,
    seen,
    with_documents,
)
from tests.conftest import NewClient

VARY = "Accept, HX-Request, HX-Request-Type"
QUESTION_FIELDS = [
    "role", "id", "session_id", "content", "timestamp", "kind", "competency", "requirement_id",
    "why", "rests_on", "worded_by", "skipped",
]  # fmt: skip
PREFETCH = {"Sec-Purpose": "prefetch;prerender"}
GERMAN = (
    "Ich bin Krankenpflegerin mit sechs Jahren Erfahrung auf einer Station für innere Medizin. "
    "Ich habe die Stürze auf der Station von neun auf drei im Monat gesenkt und vier neue "
    "Kolleginnen eingearbeitet. "
)
JAPANESE = "私は六年間、急性期病棟で看護師として勤務し、新人看護師の指導も担当しました。" * 4


def session_of(visitor: httpx.Client, cv: str, job: str) -> int:
    """A session with these documents."""
    session = create(visitor)
    for route, form in (("cv", {"cv_text": cv}), ("job", {"job_description": job})):
        assert visitor.post(f"/session/{session}/upload-{route}", data=form).status_code == 200
    return session


# ---- The four clients ----


@pytest.mark.parametrize("kind", ["htmx", "browser", "script"])
def test_the_page_shows_one_question_why_it_is_asked_and_the_form(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    page = seen(visitor, with_documents(visitor))
    assert page.status_code == 200
    assert page.headers["vary"] == VARY
    assert ("<html" in page.text) is (kind != "htmx")
    assert "Question 1 of 8</label>" in page.text
    assert "Why it is asked" in page.text
    assert page.text.count("<textarea") == 1
    assert '<input type="hidden" name="question" value="1">' in page.text
    assert "Finish early" not in page.text


def test_htmx_gets_the_answer_the_next_question_the_progress_and_an_empty_form(
    new_client: NewClient,
) -> None:
    visitor = new_client("htmx")
    fragment = answer(visitor, with_documents(visitor), "I led <b>four</b> of us.")
    assert fragment.status_code == 200
    assert fragment.headers["vary"] == VARY
    assert fragment.text.lstrip().startswith('<div class="interview" id="interview"')
    assert "I led &lt;b&gt;four&lt;/b&gt; of us." in fragment.text
    assert "Question 2 of 8" in fragment.text
    assert ">\n</textarea>" in fragment.text
    assert "Finish early" in fragment.text


def test_a_browser_is_sent_to_the_next_question(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = with_documents(visitor)
    sent_on = answer(visitor, session)
    assert sent_on.status_code == 302
    assert sent_on.headers["location"] == f"/session/{session}/interview"
    assert "Question 2 of 8" in seen(visitor, session).text


@pytest.mark.parametrize(("kind", "status"), [("api", 200), ("script", 302)])
def test_who_reads_json_gets_the_next_question(
    new_client: NewClient, kind: str, status: int
) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    told = answer(visitor, session)
    assert told.status_code == status
    assert list(told.json()) == ["next_question", "is_complete", "question_count"]
    body = seen(new_client("api", like=visitor), session).json()
    assert told.json() == {
        "next_question": body["conversation"][-1]["content"],
        "is_complete": False,
        "question_count": 2,
    }


def test_the_json_of_an_interview_is_that_of_the_contract(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = answered(visitor, 1)
    body = seen(visitor, session).json()
    assert list(body)[:3] == ["session", "conversation", "progress"]
    assert body["session"] == {
        "id": session,
        "job_title": "Staff nurse",
        "company_name": "St Elsewhere",
    }
    assert body["progress"] == {
        "question_count": 2,
        "max_questions": 8,
        "is_started": True,
        "is_complete": False,
    }
    question, reply, following = body["conversation"]
    assert list(question) == list(following) == QUESTION_FIELDS
    assert list(reply) == QUESTION_FIELDS[:5]
    assert [said["role"] for said in body["conversation"]] == ["assistant", "user", "assistant"]
    assert [said["id"] for said in body["conversation"]] == [1, 2, 3]
    assert question["kind"] == "question"
    assert reply["content"] == ANSWERS[0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", reply["timestamp"])
    fields = {"id", "text", "importance", "status", "evidence"}
    assert all(fields <= requirement.keys() for requirement in body["requirements"])


# ---- Before it can begin ----


MISSING = {
    "a CV and a job description": {},
    "a job description": {"upload-cv": {"cv_text": CV}},
    "a CV": {"upload-job": {"job_description": JOB}},
}


@pytest.mark.parametrize("missing", MISSING)
def test_without_its_documents_it_says_what_is_missing(new_client: NewClient, missing: str) -> None:
    browser = new_client("browser")
    session = create(browser)
    for route, form in MISSING[missing].items():
        browser.post(f"/session/{session}/{route}", data=form)
    for sent_back in (seen(browser, session), answer(browser, session)):
        assert sent_back.status_code == 302
        assert sent_back.headers["location"] == f"/session/{session}/upload"
    page = browser.get(f"/session/{session}/upload").text
    assert f"The interview opens once there is {missing}." in page
    api = new_client("api", like=browser)
    for refused in (seen(api, session), answer(api, session)):
        assert refused.status_code == 400
        assert refused.json() == {
            "error": f"The interview needs {missing} first. Please add what is missing.",
            "type": "ValidationError",
        }


@pytest.mark.parametrize("kind", HEADERS)
def test_a_page_that_is_fetched_ahead_begins_nothing(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    ahead = visitor.get(f"/session/{session}/interview", headers=PREFETCH)
    assert ahead.status_code == 200
    cards = new_client("htmx", like=visitor).get("/dashboard/recent").text
    assert "</progress> Ready to start</p>" in cards
    seen(visitor, session)
    cards = new_client("htmx", like=visitor).get("/dashboard/recent").text
    assert "Question 1 of 8" in cards


def test_a_second_visit_asks_the_same_question(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    assert seen(visitor, session).json() == seen(visitor, session).json()


# ---- Where the session stands ----


@pytest.mark.parametrize(
    ("count", "label", "action", "page"),
    [
        (3, "Question 4 of 8", "Go on", "interview"),
        (8, "Ready for feedback", "Get your feedback", "interview"),
    ],
)
def test_the_card_and_the_session_lead_back_to_the_exact_place(
    new_client: NewClient, count: int, label: str, action: str, page: str
) -> None:
    visitor = new_client("htmx")
    session = answered(visitor, count)
    card = visitor.get("/dashboard/recent").text
    assert f"</progress> {label}</p>" in card
    assert action in card
    sent_on = new_client("browser", like=visitor).get(f"/session/{session}")
    assert sent_on.headers["location"] == f"/session/{session}/{page}"


@pytest.mark.parametrize("kind", ["htmx", "browser"])
def test_a_document_that_changes_in_the_middle_changes_no_question(
    new_client: NewClient, kind: str
) -> None:
    visitor, api = new_client(kind), new_client("api")
    session = answered(visitor, 2)
    api.cookies = visitor.cookies
    before = seen(api, session).json()
    assert "still uses the earlier text" not in seen(visitor, session).text
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": "Head chef. " * 20})
    assert "It still uses the earlier text" in seen(visitor, session).text
    assert seen(api, session).json() == before
    visitor.post(f"/session/{session}/remove-job")
    assert answer(visitor, session, ANSWERS[2]).status_code in (200, 302)
    assert seen(api, session).json()["progress"]["question_count"] == 4


# ---- Documents that are hard to read ----


@pytest.mark.parametrize(
    ("cv", "job"),
    [
        (GERMAN, GERMAN),
        (JAPANESE, JAPANESE),
        (GERMAN, JOB),
        ("Ward nurse, 2019. " * 11_000, JOB),
        (CV, "x" * 50),
        (CV, "You will love it here. Free fruit, a pension and a bicycle, and colleagues."),
        (JOB, JOB),
        ("•\n" * 30 + "x" * 60, "•\n" * 30 + "x" * 60),
    ],
    ids=["German", "Japanese", "mixed", "long", "a word", "benefits", "the job itself", "bullets"],
)
def test_any_documents_give_eight_questions_and_a_report(
    new_client: NewClient, cv: str, job: str
) -> None:
    visitor = new_client("api")
    session = session_of(visitor, cv, job)
    counts = [answer(visitor, session, text).json()["question_count"] for text in ANSWERS]
    assert counts[-1] == 8
    asked = [m for m in seen(visitor, session).json()["conversation"] if m["role"] == "assistant"]
    assert all(message["content"] and message["why"] for message in asked)
    assert sum(message["kind"] == "probe" for message in asked) <= 3
    assert visitor.post(f"/session/{session}/complete").status_code == 200
    page = new_client("browser", like=visitor).get(f"/session/{session}/feedback")
    assert page.status_code == 200
