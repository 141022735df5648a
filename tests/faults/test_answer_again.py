"""Answers given again under fault: each is kept once, in its own order, and none is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import httpx

from tests.clients import ANSWERS, client, completed
from tests.conftest import NewClient
from tests.engines import Engine

MANY = 20
ROUNDS = 2  # the second has an answer that was kept before an earlier kill


def kept(visitor: httpx.Client, session: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = visitor.get(f"/session/{session}/answer/2").json()["attempts"]
    return found


def test_many_windows_at_once_keep_every_answer_under_a_number_of_its_own(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = completed(visitor, 4)
    twins = [new_client("api", like=visitor) for _ in range(MANY)]
    texts = [f"I took chart {number} to the ward." for number in range(MANY)]

    def give(number: int) -> dict[str, Any]:
        url = f"/session/{session}/answer/2"
        made: dict[str, Any] = twins[number].post(url, data={"answer": texts[number]}).json()
        return made

    with ThreadPoolExecutor(MANY) as pool:
        made = list(pool.map(give, range(MANY)))
    assert sorted(each["number"] for each in made) == list(range(1, MANY + 1))
    first, *later = kept(visitor, session)
    assert first["answer"] == ANSWERS[1]
    assert later == sorted(made, key=lambda each: -each["number"])


def test_an_answer_that_was_acknowledged_survives_a_kill_and_is_not_kept_twice(
    on_sqlite: Engine, tmp_path: Path
) -> None:
    with on_sqlite.serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = completed(visitor, 4)
        url = f"/session/{session}/answer/2"
        for number in range(1, ROUNDS + 1):
            form = {"answer": f"I took chart {number} to the ward."}
            key = {"Idempotency-Key": token_urlsafe()}
            made = visitor.post(url, data=form, headers=key).json()
            server.kill()
            server.restart()
            assert visitor.post(url, data=form, headers=key).json() == made
            stands = kept(visitor, session)
            assert stands[1] == made
            assert [each["number"] for each in stands] == [0, *range(number, 0, -1)]


def test_a_kill_while_answers_are_sent_leaves_each_whole_or_not_there(
    on_sqlite: Engine, tmp_path: Path
) -> None:
    with on_sqlite.serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = completed(visitor, 4)
        url = f"/session/{session}/answer/2"
        texts = [f"I took chart {number} to the ward." for number in range(MANY)]
        acknowledged = []

        def give(text: str) -> None:
            with client(server.url, "api", like=visitor) as twin:
                try:
                    made = twin.post(url, data={"answer": text})
                except httpx.TransportError:
                    return
            acknowledged.append(made.json())
            if made.json()["number"] == 3:
                server.kill()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(give, texts))
        server.restart()
        _, *later = kept(visitor, session)
        assert acknowledged
        assert all(made in later for made in acknowledged)
        assert {each["answer"] for each in later} <= set(texts)
        assert [each["number"] for each in later] == list(range(len(later), 0, -1))
