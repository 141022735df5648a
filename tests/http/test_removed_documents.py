"""A document that is removed is gone at once, and can be had back from where it was removed."""

import html
import re

import httpx
import pytest

from tests.clients import CV, HEADERS, JOB, JSON, answered, create, with_documents
from tests.conftest import NewClient

REMOVED = {"remove-cv": "CV removed", "remove-job": "Job description removed"}
FIELDS = {"remove-cv": "cv_text", "remove-job": "job_description_text"}
KEEPS = "it keeps the texts that it began with"


def saved(visitor: httpx.Client, session: int) -> dict[str, str | None]:
    """The session as the API shows it."""
    body: dict[str, str | None] = visitor.get(f"/session/{session}/upload", headers=JSON).json()
    return body


@pytest.mark.parametrize("route", REMOVED)
@pytest.mark.parametrize("kind", HEADERS)
def test_a_document_can_be_removed_also_twice(new_client: NewClient, kind: str, route: str) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    for _ in range(2):
        answer = visitor.post(f"/session/{session}/{route}")
        assert answer.status_code == (302 if kind in ("browser", "script") else 200)
        if kind in ("api", "script"):
            assert answer.json()["message"] == REMOVED[route]
        if kind == "htmx":
            assert "Not added yet" in answer.text
    missing = [name for name, text in saved(visitor, session).items() if text is None]
    assert missing == ["user_id", FIELDS[route]]


@pytest.mark.parametrize("route", REMOVED)
def test_what_was_removed_is_in_the_fragment_that_undoes_it(
    new_client: NewClient, route: str
) -> None:
    visitor = new_client("htmx")
    session = with_documents(visitor)
    before = saved(visitor, session)
    fragment = visitor.post(f"/session/{session}/{route}").text
    assert saved(visitor, session)[FIELDS[route]] is None
    form = re.search(
        r'hx-post="([^"]*)"[^>]*>\s*<input type="hidden" name="(\w+)" value="([^"]*)"', fragment
    )
    assert form
    visitor.post(form[1], data={form[2]: html.unescape(form[3])}).raise_for_status()
    assert saved(visitor, session) == before


@pytest.mark.parametrize(
    ("route", "name", "text"),
    [("upload-cv", "cv_text", CV), ("upload-job", "job_description", JOB)],
)
def test_what_was_replaced_is_in_the_fragment_that_undoes_it(
    new_client: NewClient, route: str, name: str, text: str
) -> None:
    visitor = new_client("htmx")
    session = with_documents(visitor)
    before = saved(visitor, session)
    same = visitor.post(f"/session/{session}/{route}", data={name: text}).text
    assert "Undo" not in same
    fragment = visitor.post(f"/session/{session}/{route}", data={name: "Head chef. " * 9}).text
    assert "Replaced." in fragment
    assert saved(visitor, session) != before
    form = re.search(
        r'hx-post="([^"]*)"[^>]*>\s*<input type="hidden" name="(\w+)" value="([^"]*)"', fragment
    )
    assert form
    visitor.post(form[1], data={form[2]: html.unescape(form[3])}).raise_for_status()
    assert saved(visitor, session) == before


@pytest.mark.parametrize("route", REMOVED)
def test_what_was_not_there_leaves_nothing_to_undo(new_client: NewClient, route: str) -> None:
    visitor = new_client("htmx")
    assert "Undo" not in visitor.post(f"/session/{create(visitor)}/{route}").text


@pytest.mark.parametrize("route", REMOVED)
def test_a_page_asks_first_where_there_is_no_javascript(new_client: NewClient, route: str) -> None:
    visitor = new_client("browser")
    session = with_documents(visitor)
    url = f"/session/{session}/{route}"
    assert f'method="get"\n    action="{url}"' in visitor.get(f"/session/{session}/upload").text
    page = visitor.get(url)
    assert page.status_code == 200
    assert f'<form method="post" action="{url}">' in page.text
    assert KEEPS not in page.text
    assert saved(visitor, session)[FIELDS[route]] is not None


@pytest.mark.parametrize("route", REMOVED)
def test_nobody_is_asked_about_what_is_not_there(new_client: NewClient, route: str) -> None:
    visitor = new_client("browser")
    session = create(visitor)
    answer = visitor.get(f"/session/{session}/{route}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/session/{session}/upload")


@pytest.mark.parametrize("page", ["upload", *REMOVED])
def test_the_page_says_before_a_change_that_a_begun_interview_keeps_its_texts(
    new_client: NewClient, page: str
) -> None:
    visitor = new_client("browser")
    assert KEEPS not in visitor.get(f"/session/{with_documents(visitor)}/{page}").text
    assert KEEPS in visitor.get(f"/session/{answered(visitor, 1)}/{page}").text


def test_an_interview_keeps_what_was_removed_and_had_back(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = answered(visitor, 1)
    visitor.post(f"/session/{session}/remove-cv").raise_for_status()
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": CV}).raise_for_status()
    visitor.post(f"/session/{session}/upload-job", data={"job_description": JOB})
    page = visitor.get(f"/session/{session}/interview", headers=HEADERS["browser"]).text
    assert "Question 2 of 8" in page
