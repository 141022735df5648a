"""A session gets another name, or is deleted for good: for every kind of client."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.clients import (
    ANSWERS,
    HEADERS,
    JSON,
    NURSE,
    answer,
    answered,
    completed,
    create,
    seen,
    shown_words,
    with_documents,
)
from tests.conftest import NewClient

NEW_NAMES = {"job_title": "Charge nurse", "company_name": "St Anywhere"}


def names(visitor: httpx.Client, session: int) -> dict[str, str]:
    body = visitor.get(f"/session/{session}/upload", headers=JSON).json()
    return {name: body[name] for name in NEW_NAMES}


@pytest.mark.parametrize("kind", HEADERS)
def test_a_session_can_be_called_otherwise(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = create(visitor)
    answer = visitor.post(f"/session/{session}/edit", data=NEW_NAMES)
    url = f"/session/{session}"
    if kind == "htmx":
        assert (answer.status_code, answer.headers["hx-redirect"]) == (200, url)
    elif kind == "api":
        assert answer.json() == {"redirect": url, "session_id": session}
    else:
        assert (answer.status_code, answer.headers["location"]) == (302, url)
    assert names(new_client("api", like=visitor), session) == NEW_NAMES
    found = visitor.get("/sessions?q=anywhere", headers=JSON).json()["sessions"]
    assert [card["id"] for card in found] == [session]
    assert visitor.get("/sessions?q=elsewhere", headers=JSON).json()["total"] == 0


@pytest.mark.parametrize("kind", HEADERS)
def test_a_wrong_name_is_refused_and_keeps_the_other(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = create(visitor)
    form = {"job_title": " ", "company_name": "Typed & kept"}
    answer = visitor.post(f"/session/{session}/edit", data=form)
    assert answer.status_code == 400
    assert "Job title cannot be empty" in answer.text
    if kind in ("htmx", "browser"):
        assert 'value="Typed &amp; kept"' in answer.text
        assert ("<html" in answer.text) == (kind == "browser")
    assert names(new_client("api", like=visitor), session) == NURSE


def test_the_form_is_filled_in_with_what_a_session_is_called(new_client: NewClient) -> None:
    visitor = new_client()
    session = create(visitor, job_title='Chef "A"', company_name="B & C")
    page = visitor.get(f"/session/{session}/edit").text
    assert 'value="Chef &#34;A&#34;"' in page
    assert 'value="B &amp; C"' in page
    assert "keep the names" not in page


def test_an_interview_keeps_the_names_it_was_planned_with(new_client: NewClient) -> None:
    """Two equal interviews, of which one session is renamed in the middle, say the same."""
    told = []
    for is_renamed in (False, True):
        visitor = new_client("api")
        session = answered(visitor, 3)
        if is_renamed:
            visitor.post(f"/session/{session}/edit", data=NEW_NAMES)
            page = visitor.get(f"/session/{session}/edit", headers=HEADERS["browser"]).text
            assert "keep the names that it began with" in page
        for text in ANSWERS[3:]:
            answer(visitor, session, text)
        visitor.post(f"/session/{session}/complete")
        asked = [each["content"] for each in seen(visitor, session).json()["conversation"]]
        report = visitor.get(f"/session/{session}/feedback").json()["feedback"]
        told.append((asked[-2:], report["strengths"], report["weaknesses"]))
    assert told[0][1:] == told[1][1:]
    assert "St Anywhere" not in str(told)
    assert seen(visitor, session).json()["session"]["company_name"] == "St Anywhere"


def test_the_page_names_what_goes_with_a_session(new_client: NewClient) -> None:
    visitor = new_client()
    session = completed(visitor)
    visitor.post(f"/session/{session}/answer/2", data={"answer": ANSWERS[1]})
    words = " ".join(shown_words(visitor.get(f"/session/{session}/delete")).split())
    assert "Delete Staff nurse at St Elsewhere?" in words
    for part in ("your CV", "its job description", "8 answers", "the feedback", "the 1 answer"):
        assert part in words
    assert "the same CV" not in words
    with_documents(visitor)
    words = " ".join(shown_words(visitor.get(f"/session/{session}/delete")).split())
    assert "its copy of your CV (the same CV stays in 1 other session)" in words
    fresh = " ".join(shown_words(visitor.get(f"/session/{create(visitor)}/delete")).split())
    assert "CV" not in fresh
    assert "interview, with" not in fresh


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("kind", HEADERS)
def test_a_deleted_session_is_gone_for_everybody(
    new_client: NewClient, kind: str, method: str
) -> None:
    visitor, other = new_client(kind), new_client("api")
    session, kept = completed(visitor), create(visitor)
    create(other)
    url = f"/session/{session}/delete" if method == "POST" else f"/session/{session}"
    answer = visitor.request(method, url)
    said = {"deleted": session, "redirect": "/sessions"}
    if kind == "htmx":
        assert (answer.status_code, answer.text) == (200, "")
        assert "hx-redirect" not in answer.headers
    elif kind == "api":
        assert (answer.status_code, answer.json()) == (200, said)
    else:
        assert answer.status_code == (302 if method == "POST" else 303)
        assert answer.headers["location"] == "/sessions"
        assert answer.json() == said
    for who in (new_client("api", like=visitor), other):
        for page in ("", "/upload", "/review", "/interview", "/feedback", "/answer/1", "/delete"):
            assert who.get(f"/session/{session}{page}").status_code == 404
        assert who.post(f"/session/{session}/message", data={"answer": "x"}).status_code == 404
        assert who.delete(f"/session/{session}").status_code == 404
    listed = visitor.get("/sessions", headers=JSON).json()["sessions"]
    assert [card["id"] for card in listed] == [kept]
    assert create(visitor) > kept > session


@pytest.mark.parametrize(
    ("here", "goes"),
    [
        ("/session/{id}/delete", True),
        ("/session/{id}/feedback?x=1", True),
        ("/session/{id}", True),
        ("/session/{id}0/upload", False),
        ("/sessions", False),
        ("/dashboard", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_htmx_leaves_a_page_of_the_session_that_it_deleted(
    new_client: NewClient, here: str, goes: bool
) -> None:
    visitor = new_client("htmx")
    session = create(visitor)
    url = f"{visitor.base_url}{here.format(id=session)}" if here.startswith("/") else here
    answer = visitor.delete(f"/session/{session}", headers={"HX-Current-URL": url})
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers.get("hx-redirect") == ("/sessions" if goes else None)


def test_another_site_can_delete_nothing(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = create(visitor)
    for method, url in (("DELETE", ""), ("POST", "/delete"), ("POST", "/edit")):
        refused = visitor.request(
            method, f"/session/{session}{url}", headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert refused.status_code == 403
    assert visitor.get(f"/session/{session}/upload").status_code == 200


def test_a_text_that_another_session_shares_stays_with_it(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    copy = visitor.post(f"/session/{session}/again").json()["session_id"]
    visitor.delete(f"/session/{session}")
    body = visitor.get(f"/session/{copy}/upload").json()
    assert body["cv_text"].startswith("Mara Lindholm")
    assert seen(visitor, copy).json()["progress"]["question_count"] == 1


def test_removing_a_document_says_what_an_interview_keeps(new_client: NewClient) -> None:
    browser, htmx = new_client("browser"), new_client("htmx")
    session = answered(browser, 1)
    htmx.cookies = browser.cookies
    asked = browser.get(f"/session/{session}/remove-cv").text
    removed = htmx.post(f"/session/{session}/remove-cv").text
    for text in (asked, removed):
        assert "keeps the texts that it began with. So does its report" in text
        assert f'href="/session/{session}/delete"' in text


@pytest.mark.parametrize("kind", HEADERS)
def test_an_interview_that_begins_while_its_session_is_deleted_says_so(
    new_client: NewClient, kind: str
) -> None:
    visitor, other_tab = new_client(kind), new_client("api")
    for _ in range(3):
        session = with_documents(visitor)
        other_tab.cookies.set("rehearse", visitor.cookies["rehearse"])
        with ThreadPoolExecutor(2) as pool:
            begun = pool.submit(visitor.get, f"/session/{session}/interview")
            deleted = pool.submit(other_tab.delete, f"/session/{session}")
        assert deleted.result().status_code == 200
        assert begun.result().status_code in (200, 404), begun.result().text
