"""Which choices are kept: of requests that come late, twice, or from a page that is out of date."""

import socket

import httpx
import pytest

from tests.clients import HEADERS, JOB, answer, seen, with_documents
from tests.conftest import NewClient
from tests.http.raw import FORM, head_bytes
from tests.http.test_review import ADDED, by_text, choose, review
from tests.server import Server

BOILERPLATE = "We are an equal opportunity employer and welcome everybody who applies to us."
CZECH_CV = "Jsem zdravotní sestra. Pracovala jsem v nemocnici v Praze a starala se o pacienty. " * 3
CZECH_JOB = """Hledáme zdravotní sestru na interní oddělení
Co od vás potřebujeme
- Odbornou způsobilost k výkonu povolání všeobecné sestry
- Praxi na lůžkovém oddělení a schopnost práce ve směnném provozu
"""


def describe(visitor: httpx.Client, session: int, job: str) -> None:
    url = f"/session/{session}/upload-job"
    visitor.post(url, data={"job_description": job}, headers={"HX-Request": "false"})


def reading_key(page: str) -> str:
    return page.split('name="reading" value="')[1].split('"')[0]


def test_choices_whose_body_comes_late_undo_nothing_that_was_sent_after_them(
    new_client: NewClient, server: Server
) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    body = b"add=Keeping+bees"
    sent = {**FORM, **HEADERS["api"], "Cookie": cookie, "Content-Length": str(len(body))}
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as late:
        late.sendall(head_bytes("POST", f"/session/{session}/review", sent) + body[:4])
        visitor.get("/health")  # by then the head of the late one has arrived
        later = choose(visitor, session, add=[ADDED]).json()
        late.sendall(body[4:])
        assert late.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert review(visitor, session) == later


@pytest.mark.parametrize("kind", ["browser", "htmx"])
def test_ids_of_a_page_whose_job_was_replaced_choose_nothing(
    new_client: NewClient, kind: str
) -> None:
    api = new_client("api")
    session = with_documents(api)
    visitor = new_client(kind, like=api)
    url = f"/session/{session}/review"
    key, first = reading_key(visitor.get(url).text), review(api, session)["requirements"][0]
    describe(api, session, JOB.replace(first["text"], "Experience of keeping bees on the roof"))
    form = {"reading": key, "exclude": first["id"], "add": ADDED}
    refused = visitor.post(url, data=form)
    assert refused.status_code == 409
    assert "The documents were changed since this page was opened." in refused.text
    assert "keeping bees" in refused.text
    assert f"{ADDED}</textarea>" in refused.text
    assert not any(one["excluded"] or one["added"] for one in review(api, session)["requirements"])
    again = visitor.post(url, data={**form, "reading": reading_key(refused.text)})
    assert again.status_code < 400
    assert by_text(review(api, session))[ADDED]["added"]


def test_a_script_that_names_its_reading_is_told_when_it_is_another(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    refused = choose(visitor, session, reading="0" * 16)
    assert (refused.status_code, refused.json()["type"]) == (409, "ConflictError")


@pytest.mark.parametrize("kind", ["browser", "htmx"])
def test_choices_after_the_interview_has_begun_get_what_it_was_planned_from_and_the_way_on(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    answer(visitor, session)
    refused = visitor.post(f"/session/{session}/review", data={"add": ADDED, "start": "1"})
    assert refused.status_code == 409
    assert "The interview has begun." in refused.text
    assert f'href="/session/{session}/interview">Go on</a>' in refused.text
    assert ADDED not in refused.text


def test_a_line_that_came_back_is_never_said_to_be_added(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    describe(visitor, session, f"{JOB}\n- {BOILERPLATE}\n")
    line = review(visitor, session)["left_out"][-1]
    assert line == BOILERPLATE
    chosen = by_text(choose(visitor, session, restore=[line], add=[ADDED]).json())
    seen(visitor, session)
    planned = by_text(review(visitor, session))
    for found in (chosen, planned):
        assert (found[line]["added"], found[ADDED]["added"]) == (False, True)


def test_what_is_added_and_was_read_anyway_stands_there_once(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    as_read = review(visitor, session)
    text = as_read["requirements"][0]["text"]
    assert choose(visitor, session, add=[text]).json() == as_read


def test_where_the_language_has_no_rules_nothing_is_offered_that_would_not_be_asked(
    new_client: NewClient,
) -> None:
    visitor = new_client()
    session = with_documents(visitor)
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": CZECH_CV})
    describe(visitor, session, CZECH_JOB)
    page = visitor.get(f"/session/{session}/review").text
    assert "Limited analysis" in page
    assert 'name="add"' not in page
    assert "Start the interview" in page
