"""`Idempotency-Key`: the same key is the same request, on every POST that makes something."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from secrets import token_urlsafe
from typing import Any

import httpx
import pytest

from tests.clients import ANSWERS, CV, JOB, NURSE, answered, completed, create, with_documents
from tests.conftest import NewClient

MANY = 10


def told(visitor: httpx.Client, session: int) -> list[str]:
    messages = visitor.get(f"/session/{session}/interview").json()["conversation"]
    return [each["content"] for each in messages if each["role"] == "user"]


def titles(visitor: httpx.Client, _session: int) -> list[str]:
    recent = visitor.get("/dashboard").json()["recent_sessions"]
    return [each["job_title"] for each in recent]


def documents(visitor: httpx.Client, session: int) -> list[str | None]:
    body = visitor.get(f"/session/{session}/upload").json()
    return [body["cv_text"], body["job_description_text"]]


def chosen(visitor: httpx.Client, session: int) -> Any:
    return visitor.get(f"/session/{session}/review").json()


def report(visitor: httpx.Client, session: int) -> Any:
    return visitor.get(f"/session/{session}/feedback").json()["feedback"]["id"]


def attempts(visitor: httpx.Client, session: int) -> list[str]:
    body = visitor.get(f"/session/{session}/answer/2").json()
    return [each["answer"] for each in body["attempts"]]


# By a name: what comes before, the path, two contents of which the first is kept, and what tells.
Case = tuple[
    Callable[[httpx.Client], int],
    str,
    dict[str, str],
    dict[str, str],
    Callable[[httpx.Client, int], Any],
]
POSTS: dict[str, Case] = {
    "create": (create, "/session/create", NURSE, {**NURSE, "job_title": "Midwife"}, titles),
    "again": (completed, "/session/{id}/again", {}, {"a": "b"}, titles),
    "message": (
        with_documents,
        "/session/{id}/message",
        {"answer": ANSWERS[0]},
        {"answer": ANSWERS[1]},
        told,
    ),
    "review": (
        with_documents,
        "/session/{id}/review",
        {"add": "Arterial lines"},
        {"add": "Keeping bees"},
        chosen,
    ),
    "answer": (
        completed,
        "/session/{id}/answer/2",
        {"answer": ANSWERS[0]},
        {"answer": ANSWERS[1]},
        attempts,
    ),
    "complete": (lambda v: answered(v, 2), "/session/{id}/complete", {}, {"a": "b"}, report),
    "upload-cv": (
        create,
        "/session/{id}/upload-cv",
        {"cv_text": CV},
        {"cv_text": "Other. " * 20},
        documents,
    ),
    "upload-job": (
        create,
        "/session/{id}/upload-job",
        {"job_description": JOB},
        {"job_description": "Other. " * 20},
        documents,
    ),
}


MAKING = [name for name in POSTS if not name.startswith("upload")]


def answer_of(answer: httpx.Response) -> tuple[int, str, str | None]:
    return answer.status_code, answer.text, answer.headers.get("location")


@pytest.mark.parametrize("kind", ["api", "script"])
@pytest.mark.parametrize("name", POSTS)
def test_the_same_key_gets_the_first_answer_again_whatever_else_is_sent(
    new_client: NewClient, name: str, kind: str
) -> None:
    before, path, first, other, state = POSTS[name]
    visitor = new_client(kind)
    session = before(visitor)
    api = new_client("api", like=visitor)
    key = {"Idempotency-Key": token_urlsafe()}
    url = path.replace("{id}", str(session))
    said = visitor.post(url, data=first, headers=key)
    assert said.status_code < 400
    stands = state(api, session)
    assert answer_of(visitor.post(url, data=other, headers=key)) == answer_of(said)
    assert state(api, session) == stands
    assert answer_of(visitor.post(url, json=first, headers=key)) == answer_of(said)


@pytest.mark.parametrize("name", MAKING)
def test_ten_at_once_with_one_key_are_one_request(new_client: NewClient, name: str) -> None:
    before, path, first, _, state = POSTS[name]
    visitor = new_client("api")
    session = before(visitor)
    key = {"Idempotency-Key": token_urlsafe()}
    url = path.replace("{id}", str(session))
    twins = [new_client("api", like=visitor) for _ in range(MANY)]
    with ThreadPoolExecutor(MANY) as pool:
        answers = pool.map(lambda twin: twin.post(url, data=first, headers=key), twins)
    assert len({answer_of(answer) for answer in answers}) == 1
    if name in ("create", "again"):
        assert len(state(visitor, session)) == 2
    if name == "message":
        assert told(visitor, session) == [ANSWERS[0]]
    if name == "answer":
        assert attempts(visitor, session) == [ANSWERS[1], ANSWERS[0]]


@pytest.mark.parametrize(
    "name", ["create", "message", "review", "answer", "upload-cv", "upload-job"]
)
def test_another_key_is_another_request(new_client: NewClient, name: str) -> None:
    before, path, first, other, state = POSTS[name]
    visitor = new_client("api")
    session = before(visitor)
    url = path.replace("{id}", str(session))
    visitor.post(url, data=first, headers={"Idempotency-Key": token_urlsafe()})
    stands = state(visitor, session)
    visitor.post(url, data=other, headers={"Idempotency-Key": token_urlsafe()})
    assert state(visitor, session) != stands


@pytest.mark.parametrize("kind", ["api", "script"])
def test_the_cv_of_another_session_is_taken_over_once_for_a_key(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    with_cv, with_another, session = with_documents(visitor), create(visitor), create(visitor)
    api = new_client("api", like=visitor)
    visitor.post(f"/session/{with_another}/upload-cv", data={"cv_text": f"{CV}One line more."})
    url, key = f"/session/{session}/reuse-cv", {"Idempotency-Key": token_urlsafe()}
    said = visitor.post(url, data={"from": with_cv}, headers=key)
    stands = documents(api, session)
    assert answer_of(visitor.post(url, data={"from": with_another}, headers=key)) == answer_of(said)
    assert documents(api, session) == stands
    visitor.post(url, data={"from": with_another}, headers={"Idempotency-Key": token_urlsafe()})
    assert documents(api, session) != stands


@pytest.mark.parametrize("name", POSTS)
def test_a_key_is_nothing_to_another_visitor(new_client: NewClient, name: str) -> None:
    before, path, first, _, _ = POSTS[name]
    key = {"Idempotency-Key": token_urlsafe()}
    said = set()
    for _ in range(2):
        visitor = new_client("api")
        url = path.replace("{id}", str(before(visitor)))
        answer = visitor.post(url, data=first, headers=key)
        assert answer.status_code == 200
        said.add(answer.text)
    assert len(said) == (1 if name in ("message", "review") else 2)


@pytest.mark.parametrize("key", ["k" * 7000, "\xff", ",", "k" * 43, '"quoted"'])
@pytest.mark.parametrize("name", POSTS)
def test_no_key_breaks_a_request(new_client: NewClient, name: str, key: str) -> None:
    before, path, first, _, _ = POSTS[name]
    visitor = new_client("api")
    url = path.replace("{id}", str(before(visitor)))
    headers = httpx.Headers({"Idempotency-Key": key}, encoding="latin-1")
    assert visitor.post(url, data=first, headers=headers).status_code in (200, 400)
