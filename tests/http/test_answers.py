"""Answers in an interview: which are kept, which are refused, and what a client sees of both."""

import html

import pytest

from tests.clients import (
    ANSWERS,
    HEADERS,
    answer,
    answered,
    completed,
    seen,
    with_documents,
)
from tests.conftest import NewClient

VARY = "Accept, HX-Request, HX-Request-Type"
COMPLETE = "This interview is already complete."
TOO_LONG = "Answer too long (max 10,000 characters)"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Answer cannot be empty."),
        (" \n\t\u200b", "Answer cannot be empty."),
        ("x" * 10_001, TOO_LONG),
    ],
    ids=["empty", "blank", "10,001"],
)
@pytest.mark.parametrize("kind", HEADERS)
def test_an_answer_that_is_none_is_refused_and_kept_in_the_form(
    new_client: NewClient, kind: str, text: str, sentence: str
) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    refused = answer(visitor, session, text)
    assert refused.status_code == 400
    assert refused.headers["vary"] == VARY
    assert sentence in refused.text
    if kind in ("api", "script"):
        assert refused.json() == {
            "error": sentence,
            "type": "ValidationError",
            "fields": {"answer": sentence},
        }
    else:
        assert f"\n{text.strip()}</textarea>" in refused.text
        assert 'aria-invalid="true"' in refused.text
        assert ("<html" in refused.text) is (kind == "browser")
    body = seen(new_client("api", like=visitor), session).json()
    assert body["progress"]["question_count"] == 1


def test_ten_thousand_characters_are_taken(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    assert answer(visitor, session, "答" * 10_000).json()["question_count"] == 2


def test_an_answer_with_control_characters_is_refused(new_client: NewClient) -> None:
    visitor = new_client("api")
    refused = answer(visitor, with_documents(visitor), "I\x07led")
    assert refused.status_code == 400
    assert "can't be shown" in refused.json()["error"]


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("number", ["1", "3", "9", "x"])
def test_an_answer_to_a_question_that_is_not_open_is_not_kept(
    new_client: NewClient, kind: str, number: str
) -> None:
    visitor = new_client(kind)
    session = answered(visitor, 1)
    stale = answer(visitor, session, "Another tab's answer", question=number)
    assert stale.status_code == (302 if kind in ("browser", "script") else 200)
    if kind == "api":
        assert stale.json()["question_count"] == 2
    body = seen(new_client("api", like=visitor), session).json()
    assert [said["content"] for said in body["conversation"] if said["role"] == "user"] == [
        ANSWERS[0]
    ]


def test_the_number_of_the_open_question_is_taken(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    counts = [
        answer(visitor, session, text, question=str(number)).json()["question_count"]
        for number, text in enumerate(ANSWERS, 1)
    ]
    assert counts == [2, 3, 4, 5, 6, 7, 8, 8]


def test_after_the_eighth_answer_it_is_complete(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = answered(visitor, 7)
    last = answer(visitor, session, ANSWERS[7]).json()
    assert last == {"next_question": None, "is_complete": True, "question_count": 8}
    body = seen(visitor, session).json()
    assert body["progress"]["is_complete"]
    assert len(body["conversation"]) == 16
    page = seen(new_client("browser", like=visitor), session).text
    assert "That was the last question" in page
    assert "Get my feedback" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize("kind", HEADERS)
def test_an_answer_after_the_end_is_refused(new_client: NewClient, kind: str, count: int) -> None:
    visitor = new_client(kind)
    session = completed(visitor, count)
    refused = answer(visitor, session, "One more thing")
    assert refused.status_code == 400
    if kind in ("api", "script"):
        assert refused.json() == {"error": COMPLETE, "type": "ValidationError"}
    else:
        assert COMPLETE in refused.text


def test_markup_in_an_answer_stays_text(new_client: NewClient) -> None:
    visitor = new_client("htmx")
    text = "<script>alert(1)</script> & \"quotes\" 'too'"
    fragment = answer(visitor, with_documents(visitor), text).text
    assert "<script" not in fragment
    assert text in html.unescape(fragment)
