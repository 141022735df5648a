"""The page of an error: its heading, what happened, why it can be, and a way on."""

import pytest

from tests.clients import create
from tests.conftest import NewClient

NOT_THERE = {  # of one status, each under a heading of its own
    "/nowhere": ("There is nothing at this address", "Page not found. Please check the address."),
    "/session/999999": ("There is no such session", "Session not found."),
    "/session/{}/feedback": ("There is no report yet", "Feedback for session not found."),
}


@pytest.mark.parametrize("path", NOT_THERE)
def test_the_heading_of_a_page_is_that_of_its_error_and_not_of_its_status(
    new_client: NewClient, path: str
) -> None:
    visitor = new_client("browser")
    answer = visitor.get(path.format(create(visitor)))
    heading, sentence = NOT_THERE[path]
    assert answer.status_code == 404
    assert f"<title>{heading} · Rehearse</title>" in answer.text
    assert f"<h1>{heading}</h1>" in answer.text
    assert f'<p class="error-message">{sentence}</p>' in answer.text
    assert 'href="/dashboard"' in answer.text


@pytest.mark.parametrize("kind", ["browser", "htmx"])
def test_a_session_that_is_not_open_to_a_visitor_says_why_it_can_be(
    new_client: NewClient, kind: str
) -> None:
    session = create(new_client("browser"))
    answer = new_client(kind).get(f"/session/{session}/upload")
    assert answer.status_code == 403
    assert "You don&#39;t have access to this session." in answer.text
    assert "Perhaps it was opened in another browser, or the cookies were cleared." in answer.text


@pytest.mark.parametrize(
    ("sent_to", "page"),
    [
        ("/you/link", "/you"),
        ("/you/devices/1/sign-out", "/you"),
        ("/session/create", "/"),
        ("/session/1/message", "/session/1"),
        ("/session/1/answer/2", "/session/1/answer/2"),
        ("/nowhere/at/all", "/nowhere/at/all"),
    ],
)
def test_a_choice_of_colours_leads_to_a_page_also_from_the_answer_to_a_form(
    new_client: NewClient, sent_to: str, page: str
) -> None:
    visitor = new_client("browser")
    before = {"Referer": f"{str(visitor.base_url).rstrip('/')}{sent_to}"}
    answer = visitor.post("/theme", data={"theme": "dark"}, headers=before)
    assert (answer.status_code, answer.headers["location"]) == (302, page)
