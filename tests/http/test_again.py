"""Practising again: a new session with the same job and the same documents."""

import re

import httpx
import pytest

from tests.clients import ANSWERS, HEADERS, client, completed
from tests.conftest import NewClient

COMPARED = "Compared with your last run"


@pytest.mark.parametrize("kind", HEADERS)
def test_practising_again_takes_the_same_documents_to_a_new_interview(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = completed(visitor, 1)
    begun = visitor.post(f"/session/{session}/again")
    api = new_client("api", like=visitor)
    ids = [each["id"] for each in api.get("/dashboard").json()["recent_sessions"]]
    assert ids[1:] == [session]
    url = f"/session/{ids[0]}/interview"
    if kind in ("api", "script"):
        assert begun.json() == {"redirect": url, "session_id": ids[0]}
    if kind != "api":
        assert (begun.headers.get("location") or begun.headers["hx-redirect"]) == url
    old, new = (api.get(f"/session/{each}/upload").json() for each in (session, ids[0]))
    for name in ("job_title", "company_name", "cv_text", "job_description_text"):
        assert new[name] == old[name]
    assert api.get(url).json()["progress"]["question_count"] == 1


def test_another_interview_on_the_same_documents_has_other_wordings(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = completed(visitor)

    def asked(session: int) -> str:
        body: dict[str, list[dict[str, str]]] = visitor.get(f"/session/{session}/interview").json()
        return body["conversation"][0]["content"]

    # Wordings are drawn: one of four, so that five interviews are alike once in 256 times.
    first = asked(session)
    copies = (visitor.post(f"/session/{session}/again").json()["session_id"] for _ in range(40))
    assert any(asked(copy) != first for copy in copies)


def test_a_double_click_on_practise_again_is_one_session(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor, 1)
    page = new_client("browser", like=visitor).get(f"/session/{session}/feedback").text
    key = re.search(r'name="request_key" value="([A-Za-z0-9_-]{43})"', page)
    assert key
    twice = [
        visitor.post(f"/session/{session}/again", data={"request_key": key[1]}).json()
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    assert len(visitor.get("/dashboard").json()["recent_sessions"]) == 2


def test_a_report_is_compared_with_the_last_run_that_has_one(new_client: NewClient) -> None:
    visitor = new_client("browser")
    first = completed(visitor)
    assert COMPARED not in visitor.get(f"/session/{first}/feedback").text
    second, third, fourth = (run_again(visitor, first) for _ in range(3))
    answer_all(visitor, second, "We just did what had to be done, as always.")
    answer_all(visitor, fourth, ANSWERS[2])
    run_of_a_run = run_again(visitor, fourth)
    answer_all(visitor, run_of_a_run, ANSWERS[1])
    assert visitor.get(f"/session/{third}/feedback").status_code == 404
    assert compared(visitor, second) == changes(visitor, first, second)
    assert compared(visitor, fourth) == changes(visitor, second, fourth)
    assert compared(visitor, run_of_a_run) == changes(visitor, fourth, run_of_a_run)
    assert COMPARED not in visitor.get(f"/session/{first}/feedback").text


def test_another_session_for_the_same_job_is_not_compared(new_client: NewClient) -> None:
    visitor = new_client("browser")
    completed(visitor)
    other = completed(visitor)
    assert COMPARED not in visitor.get(f"/session/{other}/feedback").text


def run_again(visitor: httpx.Client, session: int) -> int:
    begun = visitor.post(f"/session/{session}/again")
    return int(begun.headers["location"].split("/")[2])


def answer_all(visitor: httpx.Client, session: int, text: str) -> None:
    for number, answer in enumerate([text, *ANSWERS[1:5]], 1):
        form = {"answer": answer, "question": str(number)}
        visitor.post(f"/session/{session}/message", data=form)
    visitor.post(f"/session/{session}/complete")


def compared(visitor: httpx.Client, session: int) -> list[tuple[str, str]]:
    """What the page says was before, and is now, by dimension."""
    page = visitor.get(f"/session/{session}/feedback").text
    section = page.partition(COMPARED)[2].partition("</section>")[0]
    return re.findall(r"<span>(\d\.\d|not scored) .*?<strong>(\d\.\d|not scored)</strong>", section)


def changes(visitor: httpx.Client, before: int, after: int) -> list[tuple[str, str]]:
    """The same from the two reports."""
    with client(str(visitor.base_url), "api", like=visitor) as api:
        old, new = (
            {
                one["name"]: f"{one['score']:.1f}"
                for one in api.get(f"/session/{each}/feedback").json()["feedback"]["dimensions"]
            }
            for each in (before, after)
        )
    return [(old.get(name, "not scored"), new.get(name, "not scored")) for name in old | new]
