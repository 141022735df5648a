"""A question may be skipped, and asked once in other words; an answer may say how long it took."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.clients import ANSWERS, HEADERS, answer, answered, seen, with_documents
from tests.conftest import NewClient

TWICE = "This question was already asked in another way."


def do(visitor: httpx.Client, session: int, action: str, **more: Any) -> httpx.Response:
    return visitor.post(f"/session/{session}/message", json={"action": action, **more})


def conversation(visitor: httpx.Client, session: int) -> list[dict[str, Any]]:
    api = {"Accept": "application/json", "HX-Request": "false"}
    body = visitor.get(f"/session/{session}/interview", headers=api).json()
    return list(body["conversation"])


def open_question(visitor: httpx.Client, session: int) -> str:
    return str(conversation(visitor, session)[-1]["content"])


@pytest.mark.parametrize("kind", HEADERS)
def test_each_client_skips_and_is_asked_the_next(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    skipped = visitor.post(f"/session/{session}/message", data={"action": "skip"})
    told = conversation(visitor, session)
    assert [(each["role"], each["skipped"]) for each in told] == [
        ("assistant", True),
        ("assistant", False),
    ]
    if kind in ("browser", "script"):
        assert skipped.headers["location"] == f"/session/{session}/interview"
    if kind in ("api", "script"):
        assert skipped.json()["next_question"] == told[-1]["content"]
        assert skipped.json()["question_count"] == 2
    if kind == "htmx":
        assert "Question 2 of 8" in skipped.text
        assert '<p class="hint">Skipped</p>' in skipped.text


@pytest.mark.parametrize("kind", HEADERS)
def test_each_client_is_asked_in_other_words_and_keeps_what_was_typed(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    first = open_question(visitor, session)
    form = {"action": "rephrase", "answer": "I was on nights", "question": "1"}
    rephrased = visitor.post(f"/session/{session}/message", data=form)
    now = open_question(visitor, session)
    assert now != first
    assert len(conversation(visitor, session)) == 1
    if kind in ("htmx", "browser"):
        assert rephrased.status_code == 200
        assert "\nI was on nights</textarea>" in rephrased.text
        assert 'value="rephrase"' not in rephrased.text
    else:
        assert rephrased.json() == {
            "next_question": now,
            "is_complete": False,
            "question_count": 1,
        }


@pytest.mark.parametrize("kind", HEADERS)
def test_it_is_asked_in_other_words_once(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    do(visitor, session, "rephrase")
    now = open_question(visitor, session)
    refused = do(visitor, session, "rephrase", answer="I was on nights")
    assert refused.status_code == 400
    assert TWICE in refused.text
    if kind in ("htmx", "browser"):
        assert "\nI was on nights</textarea>" in refused.text
    assert open_question(visitor, session) == now


def test_the_same_request_in_other_words_twice_is_one(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    key = {"Idempotency-Key": "x" * 20}
    url, form = f"/session/{session}/message", {"action": "rephrase"}
    once, twice = (visitor.post(url, json=form, headers=key) for _ in range(2))
    assert (once.status_code, once.json()) == (twice.status_code, twice.json())


def test_a_probe_can_be_asked_in_other_words_too(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    for _ in range(8):
        answer(visitor, session, "I do not know.")
        if conversation(visitor, session)[-1].get("kind") == "probe":
            break
    probe = open_question(visitor, session)
    assert conversation(visitor, session)[-1]["kind"] == "probe"
    assert do(visitor, session, "rephrase").json()["next_question"] != probe


def test_eight_skips_end_an_interview_that_has_no_report(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    last = [do(visitor, session, "skip").json() for _ in range(8)][-1]
    assert last == {"next_question": None, "is_complete": True, "question_count": 8}
    refused = visitor.post(f"/session/{session}/complete")
    assert refused.json()["error"] == "Cannot generate feedback for an empty interview."
    page = new_client("browser", like=visitor).get(f"/session/{session}/interview").text
    assert "Practise again" in page
    assert "Get my feedback" not in page


def test_the_report_counts_what_was_answered_and_numbers_it_as_it_was_asked(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    do(visitor, session, "skip")
    for text in ANSWERS[1:]:
        answer(visitor, session, text)
    visitor.post(f"/session/{session}/complete")
    report = visitor.get(f"/session/{session}/feedback").json()["feedback"]
    assert [judged["number"] for judged in report["answers"]] == list(range(2, 9))
    told = {f"answer {number}": text for number, text in enumerate(ANSWERS, 1)}
    items = [*report["strength_items"], *report["weakness_items"], *report["cv_items"]]
    for item in items:
        if item["quote"] and item["source"].startswith("answer"):
            assert item["quote"] in told[item["source"]]


@pytest.mark.parametrize("number", [1, "1"])
def test_the_number_of_a_question_is_taken_as_the_responses_give_it(
    new_client: NewClient, number: object
) -> None:
    visitor = new_client("api")
    url = f"/session/{with_documents(visitor)}/message"
    taken = visitor.post(url, json={"answer": ANSWERS[0], "question": number})
    again = visitor.post(url, json={"answer": ANSWERS[1], "question": number})
    assert (taken.status_code, taken.json()["question_count"]) == (200, 2)
    assert again.json()["question_count"] == 2
    skipped = visitor.post(url, json={"action": "skip", "question": 2})
    assert skipped.json()["question_count"] == 3


@pytest.mark.parametrize("seconds", [0, 95, 7200, "95"])
def test_the_time_that_an_answer_took_is_taken(new_client: NewClient, seconds: object) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    url = f"/session/{session}/message"
    taken = visitor.post(url, json={"answer": ANSWERS[0], "seconds": seconds})
    assert taken.json()["question_count"] == 2


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"seconds": -1}, "seconds"),
        ({"seconds": 7201}, "seconds"),
        ({"seconds": "soon"}, "seconds"),
        ({"seconds": 1.5}, "seconds"),
        ({"seconds": True}, "seconds"),
        ({"action": "dance"}, "action"),
    ],
)
def test_what_cant_be_is_refused_and_nothing_is_kept(
    new_client: NewClient, form: dict[str, Any], field: str
) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    refused = visitor.post(f"/session/{session}/message", json={"answer": ANSWERS[0], **form})
    assert refused.status_code == 400
    assert list(refused.json()["fields"]) == [field]
    assert seen(visitor, session).json()["progress"]["question_count"] == 1


@pytest.mark.parametrize("action", ["skip", "rephrase"])
def test_a_wish_about_a_question_that_is_past_changes_nothing(
    new_client: NewClient, action: str
) -> None:
    visitor = new_client("api")
    session = answered(visitor, 2)
    before = conversation(visitor, session)
    late = do(visitor, session, action, question="1")
    assert (late.status_code, late.json()["question_count"]) == (200, 3)
    assert conversation(visitor, session) == before


@pytest.mark.parametrize("action", ["skip", "rephrase"])
def test_nothing_can_be_wished_of_an_ended_interview(new_client: NewClient, action: str) -> None:
    visitor = new_client("api")
    session = answered(visitor)
    refused = do(visitor, session, action)
    assert refused.status_code == 400
    assert refused.json()["error"] == "This interview is already complete."


def test_of_answers_and_skips_at_one_moment_each_question_gets_one(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    seen(visitor, session)

    def meet(number: int) -> int:
        like = new_client("api", like=visitor)
        form = {"action": "skip"} if number % 2 else {"answer": f"I did it {number} times."}
        return like.post(f"/session/{session}/message", json={**form, "question": "1"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(meet, range(16))) == {200}
    told = conversation(visitor, session)
    assert [each["role"] for each in told] in (
        ["assistant"] * 2,
        ["assistant", "user", "assistant"],
    )
