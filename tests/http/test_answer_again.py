"""One answer again, as each kind of client gives it."""

import re
from secrets import token_urlsafe
from typing import Any

import httpx
import pytest

from tests.clients import (
    ANSWERS,
    HEADERS,
    answer,
    answered,
    client,
    completed,
    shown_words,
    with_documents,
)
from tests.conftest import NewClient

NUMBER = 3
NEW = (
    "In May people fell at night on the way to the toilet, nine in a month. I had to bring that "
    "down. I asked the team to go round every hour, I made the chart with Sister Okoro, and falls "
    "went from nine a month to three. I learnt to ask the night staff first."
)
ATTEMPT_FIELDS = ["number", "answer", "scores", "marks", "items", "answered_at", "scored_by"]
TOO_LONG = "Answer too long (max 10,000 characters)"


def attempts(visitor: httpx.Client, session: int, number: int = NUMBER) -> list[dict[str, Any]]:
    with client(str(visitor.base_url), "api", like=visitor) as api:
        body = api.get(f"/session/{session}/answer/{number}").json()
    found: list[dict[str, Any]] = body["attempts"]
    return found


def give(visitor: httpx.Client, session: int, text: str = NEW, **more: str) -> httpx.Response:
    form = {"answer": text, **more}
    return visitor.post(f"/session/{session}/answer/{NUMBER}", data=form)


# ---- The four clients ----


@pytest.mark.parametrize("kind", ["htmx", "browser", "script"])
def test_the_page_shows_the_question_why_it_was_asked_the_answer_and_the_form(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = completed(visitor)
    page = visitor.get(f"/session/{session}/answer/{NUMBER}")
    assert page.status_code == 200
    assert ("<html" in page.text) is (kind != "htmx")
    assert "Why this question?" in page.text
    assert "In the interview" in page.text
    assert "of 5:" in page.text
    assert page.text.count("<textarea") == 1
    assert "What changed" not in page.text


def test_the_json_has_the_question_and_the_interviews_answer_first(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    body = visitor.get(f"/session/{session}/answer/{NUMBER}").json()
    assert list(body) == ["question", "attempts"]
    conversation = visitor.get(f"/session/{session}/interview").json()["conversation"]
    assert body["question"] == conversation[2 * NUMBER - 2]
    (first,) = body["attempts"]
    assert list(first) == ATTEMPT_FIELDS
    assert (first["number"], first["answer"]) == (0, ANSWERS[NUMBER - 1])
    assert first["answered_at"] == conversation[2 * NUMBER - 1]["timestamp"]
    report = visitor.get(f"/session/{session}/feedback").json()["feedback"]
    judged = report["answers"][NUMBER - 1]
    assert (first["scores"], first["marks"]) == (judged["scores"], judged["marks"])
    assert first["scored_by"] == report["scored_by"]
    items = [*report["strength_items"], *report["weakness_items"]]
    assert first["items"] == [item for item in items if item["source"] == f"answer {NUMBER}"]


@pytest.mark.parametrize("kind", HEADERS)
def test_another_answer_is_judged_and_kept_beside_the_first(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = completed(visitor)
    given = give(visitor, session)
    assert given.status_code == (302 if kind in ("browser", "script") else 200)
    if kind in ("api", "script"):
        assert list(given.json()) == ATTEMPT_FIELDS
        assert (given.json()["number"], given.json()["answer"]) == (1, NEW)
    if kind == "htmx":
        assert given.text.lstrip().startswith('<div class="one-answer" id="answer-again"')
    if kind in ("browser", "script"):
        assert given.headers["location"] == f"/session/{session}/answer/{NUMBER}"
    page = visitor.get(f"/session/{session}/answer/{NUMBER}").text
    for shown in (page, given.text) if kind == "htmx" else (page,):
        if kind != "api":
            assert "What changed" in shown
            assert "In the interview" in shown
            assert "Your new answer" in shown
            assert "higher" in shown
            assert ">\n</textarea>" in shown
    first, new = attempts(visitor, session)
    assert first["answer"] == ANSWERS[NUMBER - 1]
    assert {mark["kind"] for mark in new["marks"]} >= {"action", "result", "learning", "figure"}


def test_later_answers_stand_newest_first(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    texts = [f"{NEW} That was try {number}." for number in (1, 2, 3)]
    assert [give(visitor, session, text).json()["number"] for text in texts] == [1, 2, 3]
    kept = attempts(visitor, session)
    assert [each["number"] for each in kept] == [0, 3, 2, 1]
    assert [each["answer"] for each in kept[1:]] == texts[::-1]
    page = new_client("browser", like=visitor).get(f"/session/{session}/answer/{NUMBER}").text
    assert page.index("Try 2, ") < page.index("Try 1, ")


def test_the_same_words_get_the_same_scores_and_marks(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    for number, text in enumerate(ANSWERS, 1):
        url = f"/session/{session}/answer/{number}"
        again = visitor.post(url, data={"answer": text}).json()
        first = attempts(visitor, session, number)[0]
        assert (again["scores"], again["marks"]) == (first["scores"], first["marks"])


def test_the_report_never_changes(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    before = visitor.get(f"/session/{session}/feedback").json()
    give(visitor, session)
    assert visitor.get(f"/session/{session}/feedback").json() == before


def test_the_feedback_leads_to_each_answer_and_back(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = completed(visitor, 4)
    page = visitor.get(f"/session/{session}/feedback").text
    for number in range(1, 5):
        assert f'href="/session/{session}/answer/{number}"' in page
        url = f"/session/{session}/answer/{number}"
        assert f'href="/session/{session}/feedback#answer-{number}"' in visitor.get(url).text


# ---- What is not there ----


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("kind", HEADERS)
def test_before_a_report_there_is_nothing_to_answer_again(
    new_client: NewClient, kind: str, method: str
) -> None:
    visitor = new_client(kind)
    for session in (with_documents(visitor), answered(visitor, 3), answered(visitor)):
        missing = visitor.request(
            method, f"/session/{session}/answer/1", data={"answer": NEW} if method == "POST" else {}
        )
        assert missing.status_code == 404
        assert "Feedback for session not found." in missing.text


@pytest.mark.parametrize(
    "number", ["0", "2", "4", "8", "9", "01", "+1", "1.0", "x", "\u0661", "1 "]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_question_that_was_not_answered_is_not_found(
    new_client: NewClient, number: str, method: str
) -> None:
    visitor = new_client("api")
    session = answered(visitor, 1)
    visitor.post(f"/session/{session}/message", data={"action": "skip"})
    answer(visitor, session, ANSWERS[2])
    visitor.post(f"/session/{session}/complete")
    form = {"answer": NEW} if method == "POST" else {}
    missing = visitor.request(method, f"/session/{session}/answer/{number}", data=form)
    assert missing.status_code == 404
    assert missing.json() == {
        "error": "That question was not answered. Please choose one that was.",
        "type": "NotFoundError",
    }
    assert visitor.get(f"/session/{session}/answer/3").status_code == 200


# ---- What is refused ----


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Answer cannot be empty."),
        (" \n\t\u200b", "Answer cannot be empty."),
        ("x" * 10_001, TOO_LONG),
        ("I\x07led", "Your answer has characters that can't be shown. Please type it again."),
    ],
    ids=["empty", "blank", "10,001", "control"],
)
@pytest.mark.parametrize("kind", HEADERS)
def test_an_answer_that_is_none_is_refused_and_kept_in_the_form(
    new_client: NewClient, kind: str, text: str, sentence: str
) -> None:
    visitor = new_client(kind)
    session = completed(visitor, 4)
    refused = give(visitor, session, text)
    assert refused.status_code == 400
    if kind in ("api", "script"):
        assert refused.json()["error"] == sentence
        assert refused.json()["fields"] == {"answer": sentence}
    else:
        assert sentence.replace("'", "&#39;") in refused.text
        assert f"\n{text.strip()}</textarea>" in refused.text
        assert 'aria-invalid="true"' in refused.text
        assert ("<html" in refused.text) is (kind == "browser")
    assert len(attempts(visitor, session)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "答" * 10_000,
        "asdf qwer asdf zxcv",
        ANSWERS[0],
        "Ich habe die Stürze auf der Station von neun auf drei im Monat gesenkt. " * 5,
        "I did 1. " * 1100,
        "😀 I led 4 of us. 😀",
        "x",
    ],
    ids=["Chinese", "noise", "another answer", "German", "10,000 marks", "emoji", "a letter"],
)
def test_any_answer_is_taken(new_client: NewClient, text: str) -> None:
    visitor = new_client("api")
    session = completed(visitor, 4)
    assert give(visitor, session, text).json()["answer"] == text.strip()
    page = new_client("browser", like=visitor).get(f"/session/{session}/answer/{NUMBER}")
    assert page.status_code == 200
    assert text.strip()[:40] in shown_words(page)


def test_markup_in_an_answer_stays_text(new_client: NewClient) -> None:
    visitor = new_client("htmx")
    session = completed(visitor, 4)
    fragment = give(visitor, session, "I cut <script>alert(1)</script> from 9 to <b>2</b>.").text
    assert "<script>" not in fragment
    assert "<b>2" not in fragment


# ---- Once ----


@pytest.mark.parametrize("kind", HEADERS)
def test_a_form_sent_twice_is_one_attempt(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = completed(visitor, 4)
    page = visitor.get(f"/session/{session}/answer/{NUMBER}", headers=HEADERS["browser"]).text
    key = re.search(r'name="request_key" value="([A-Za-z0-9_-]{43})"', page)
    assert key
    said = [give(visitor, session, request_key=key[1]) for _ in range(2)]
    assert {each.status_code for each in said} == {said[0].status_code}
    if kind in ("api", "script"):
        assert said[0].json() == said[1].json()
    assert len(attempts(visitor, session)) == 2
    give(visitor, session, f"{NEW} And more.", request_key=key[1])
    assert len(attempts(visitor, session)) == 3


def test_a_key_of_one_question_is_nothing_to_another(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor, 4)
    key = {"Idempotency-Key": token_urlsafe()}
    for number in (1, 2):
        url = f"/session/{session}/answer/{number}"
        assert visitor.post(url, data={"answer": NEW}, headers=key).json()["number"] == 1
    assert [len(attempts(visitor, session, number)) for number in (1, 2, 3)] == [2, 2, 1]
