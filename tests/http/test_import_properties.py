"""A file that is taken in breaks no page: whatever was changed in it, there is never a 500."""

from random import Random

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clients import ANSWERS, HEADERS, client
from tests.exports import (
    Export,
    bring,
    exported,
    fill,
    mutate,
    renamed,
    sessions_of,
    with_opinion,
)
from tests.server import Server

PAGES = (
    *("", "/upload", "/review", "/interview", "/feedback", "/feedback.md"),
    "/feedback/opinion",
    *("/answer/1", "/answer/2", "/answer/8"),
)
DEEDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/message", {"action": "rephrase"}),
    ("/message", {"answer": ANSWERS[1]}),
    ("/message", {"action": "rephrase"}),
    ("/message", {"answer": "No."}),
    ("/message", {"action": "skip"}),
    ("/review", {"must": "", "add": "Night shifts"}),
    ("/complete", {}),
    ("/answer/2", {"answer": ANSWERS[2]}),
    ("/again", {}),
)


@pytest.fixture(scope="module")
def content(server: Server) -> Export:
    with client(server.urls, "api") as owner:
        fill(owner)
        content = exported(owner)
    sessions = [with_opinion(each) if each["feedback"] else each for each in content["sessions"]]
    return {**content, "sessions": sessions}


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9), changes=st.integers(1, 3))
def test_a_changed_file_is_refused_or_breaks_nothing(
    server: Server, content: Export, seed: int, changes: int
) -> None:
    random = Random(seed)  # noqa: S311  # the same seed has to make the same file
    session = random.choice(renamed(content["sessions"]))
    for _ in range(changes):
        mutate(session, random)
    with client(server.urls, "api") as visitor:
        got = bring(visitor, {**content, "sessions": [session]})
        assert got.status_code in (200, 400), got.text
        if got.status_code == 400:
            assert got.json()["error"].startswith("Session 1 of the file: ")
            return
        use(visitor)
        with client(server.urls, "api") as other:
            assert bring(other, exported(visitor)).is_success
            assert sessions_of(other) == sessions_of(visitor)


def use(visitor: httpx.Client) -> None:
    """Open every page of the session and do all that can be done there."""
    (session,) = visitor.get("/dashboard").json()["recent_sessions"]
    url = f"/session/{session['id']}"
    open_all(visitor, url)
    for path, form in DEEDS:
        assert visitor.post(f"{url}{path}", data=form).status_code < 500
    open_all(visitor, url)


def open_all(visitor: httpx.Client, url: str) -> None:
    pages = [*(url + page for page in PAGES), "/", "/dashboard/recent", "/you/export?with=markdown"]
    for page in pages:
        for kind in ("browser", "api"):
            assert visitor.get(page, headers=HEADERS[kind]).status_code < 500, page


def test_words_of_every_question_that_are_used_up_break_nothing(
    server: Server, content: Export
) -> None:
    """A plan that holds all the other wordings of the open question has none left."""
    session = content["sessions"][2]
    wordings: set[str] = set()
    for _ in range(6):  # more than the question has
        (session,) = renamed([session])
        turn = session["interview"]["turns"][-1]
        turn["rephrased"] = turn["question"]["is_rephrased"] = False
        questions = session["interview"]["plan"]["questions"]
        for question, text in zip(questions, sorted(wordings), strict=False):
            question["text"] = text
        with client(server.urls, "api") as visitor:
            assert bring(visitor, {**content, "sessions": [session]}).is_success
            (made,) = visitor.get("/dashboard").json()["recent_sessions"]
            url = f"/session/{made['id']}/message"
            got = visitor.post(url, data={"action": "rephrase"})
            assert got.status_code == 200
            wordings.add(got.json()["next_question"])
    assert len(wordings) < 6
