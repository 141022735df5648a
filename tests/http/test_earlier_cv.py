"""The CV of an earlier session is offered and taken over, to its owner alone."""

import html

import httpx
import pytest

from tests.clients import CV, HEADERS, create, with_documents
from tests.conftest import NewClient
from tests.files import LONG

SAVED = "CV uploaded and processed successfully!"
OFFER = "Use the CV of "


def reuse(visitor: httpx.Client, session: int, source: object) -> httpx.Response:
    return visitor.post(f"/session/{session}/reuse-cv", data={"from": str(source)})


def cv_text(visitor: httpx.Client, session: int) -> str | None:
    headers = {**HEADERS["api"], "HX-Request": "false"}
    text: str | None = visitor.get(f"/session/{session}/upload", headers=headers).json()["cv_text"]
    return text


def page_of(visitor: httpx.Client, session: int) -> str:
    return html.unescape(visitor.get(f"/session/{session}/upload").text)


@pytest.mark.parametrize("kind", HEADERS)
def test_the_cv_of_an_own_session_is_taken_over_and_answered_as_an_upload(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    source = with_documents(visitor)
    session = create(visitor)
    answer = reuse(visitor, session, source)
    assert answer.status_code == (302 if kind in ("browser", "script") else 200)
    if kind in ("api", "script"):
        url = f"/session/{session}/upload"
        assert answer.json() == {"success": True, "message": SAVED, "redirect": url}
    if kind == "htmx":
        assert answer.text.lstrip().startswith('<section class="document" id="cv"')
        assert "Added" in answer.text
    assert cv_text(visitor, session) == CV.strip()


def test_all_that_is_known_of_a_file_comes_with_it(new_client: NewClient) -> None:
    visitor = new_client("browser")
    source, session = create(visitor), create(visitor)
    visitor.post(f"/session/{source}/upload-cv", files={"cv_file": ("zoë.txt", LONG.encode())})
    reuse(visitor, session, source)
    page = page_of(visitor, session)
    assert "<bdi>zoë.txt</bdi>" in page
    assert f"<dd>{len(LONG.split())} words</dd>" in page


def test_it_is_json_too_and_happens_as_often_as_it_is_sent(new_client: NewClient) -> None:
    visitor = new_client("api")
    source, session = with_documents(visitor), create(visitor)
    for _ in range(2):
        answer = visitor.post(f"/session/{session}/reuse-cv", json={"from": str(source)})
        assert answer.json()["success"]
    assert reuse(visitor, source, source).json()["success"]
    assert cv_text(visitor, source) == CV.strip()


@pytest.mark.parametrize("kind", HEADERS)
def test_a_session_without_a_cv_has_none_to_give(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    answer = reuse(visitor, create(visitor), create(visitor))
    assert answer.status_code == 400
    assert "That session has no CV. Please choose a file or paste its text." in answer.text
    if kind in ("api", "script"):
        assert answer.json()["code"] == "no_cv"


def test_what_fails_leaves_the_cv_that_was_there(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    assert reuse(visitor, session, create(visitor)).status_code == 400
    assert cv_text(visitor, session) == CV.strip()


@pytest.mark.parametrize("form", [{}, {"from": ""}, {"from": " "}, {"cv_text": CV}])
def test_a_form_that_names_no_session_is_refused(
    new_client: NewClient, form: dict[str, str]
) -> None:
    visitor = new_client("api")
    answer = visitor.post(f"/session/{create(visitor)}/reuse-cv", data=form)
    assert answer.status_code == 400
    assert answer.json()["fields"] == {
        "from": "No session was named. Please say which session's CV to use."
    }


def test_somebody_elses_cv_is_not_taken_over(new_client: NewClient) -> None:
    visitor, other = new_client("api"), new_client("api")
    session = create(visitor)
    answer = reuse(visitor, session, with_documents(other))
    assert (answer.status_code, answer.json()["type"]) == (403, "ForbiddenError")
    assert cv_text(visitor, session) is None


@pytest.mark.parametrize("source", [2**63 - 1, 2**63, "0", "-1", "01", "x", "\u0661", "9" * 400])
def test_a_session_that_is_none_is_not_found(new_client: NewClient, source: object) -> None:
    visitor = new_client("api")
    answer = reuse(visitor, create(visitor), source)
    assert (answer.status_code, answer.json()["error"]) == (404, "Session not found")


def test_the_page_offers_the_newest_other_cv_while_it_has_none(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = create(visitor)
    assert OFFER not in page_of(visitor, session)
    older = with_documents(visitor, job_title="Porter")
    with_documents(new_client("browser"), job_title="Somebody else's")
    newer = create(visitor, job_title="Midwife")
    visitor.post(f"/session/{newer}/upload-cv", files={"cv_file": ("my.txt", LONG.encode())})
    create(visitor, job_title="Without a CV")
    page = page_of(visitor, session)
    assert f'name="from" value="{newer}"' in page
    assert "<bdi>my.txt</bdi>, from <bdi>Midwife</bdi> at <bdi>St Elsewhere</bdi>" in page
    assert OFFER not in page_of(visitor, older)
    visitor.post(f"/session/{newer}/remove-cv")
    assert f'name="from" value="{older}"' in page_of(visitor, session)
    reuse(visitor, session, older)
    assert OFFER not in page_of(visitor, session)


def test_the_offer_comes_back_with_a_refusal_and_with_a_removal(new_client: NewClient) -> None:
    visitor = new_client("htmx")
    with_documents(visitor)
    session = with_documents(visitor)
    assert OFFER in visitor.post(f"/session/{session}/remove-cv").text
    assert OFFER in visitor.post(f"/session/{session}/upload-cv", data={"cv_text": "x"}).text
