"""Interviews under fault: one turn for each question, one report, and nothing lost in between."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.clients import ANSWERS, answered, client, with_documents
from tests.conftest import NewClient
from tests.server import serving

MANY = 50


def told(visitor: httpx.Client, session: int) -> list[str]:
    """The candidate's side of the conversation."""
    messages = visitor.get(f"/session/{session}/interview").json()["conversation"]
    return [message["content"] for message in messages if message["role"] == "user"]


def test_fifty_answers_to_one_question_at_once_are_one_turn(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = answered(visitor, 1)
    twins = [new_client("api", like=visitor) for _ in range(MANY)]

    def send(number: int) -> httpx.Response:
        form = {"answer": f"I took answer {number} to the ward.", "question": "2"}
        return twins[number].post(f"/session/{session}/message", data=form)

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(send, range(MANY)))
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["question_count"] for answer in answers} == {3}
    assert len({answer.json()["next_question"] for answer in answers}) == 1
    assert len(told(visitor, session)) == 2


def test_first_visits_at_once_begin_one_interview(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    twins = [new_client("api", like=visitor) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        seen = pool.map(lambda twin: twin.get(f"/session/{session}/interview").json(), twins)
        assert len({str(body) for body in seen}) == 1


def test_first_visits_of_many_to_a_server_that_has_just_started_all_begin(tmp_path: Path) -> None:
    """The interviewer's rules are set up by the first of them, and take one text at a time."""
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        visitor.timeout = 60
        urls = [f"/session/{with_documents(visitor)}/interview" for _ in range(30)]
        with ThreadPoolExecutor(30) as pool:
            assert {answer.status_code for answer in pool.map(visitor.get, urls)} == {200}


def test_two_ends_at_once_are_one_report(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = answered(visitor)
    twins = [new_client("api", like=visitor) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda twin: twin.post(f"/session/{session}/complete"), twins))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 9
    (made,) = [answer.json()["feedback_id"] for answer in answers if answer.status_code == 200]
    assert visitor.get(f"/session/{session}/feedback").json()["feedback"]["id"] == made


def test_an_answer_and_the_end_at_once_leave_a_report_on_all_that_is_kept(
    new_client: NewClient,
) -> None:
    visitor, twin = new_client("api"), new_client("api")
    session = answered(visitor, 2)
    twin.cookies = visitor.cookies
    with ThreadPoolExecutor(2) as pool:
        reply = pool.submit(twin.post, f"/session/{session}/message", data={"answer": ANSWERS[2]})
        end = pool.submit(visitor.post, f"/session/{session}/complete")
        assert end.result().status_code == 200
        assert reply.result().status_code in (200, 400)
    report = visitor.get(f"/session/{session}/feedback").json()["feedback"]
    assert len(report["answers"]) == len(told(visitor, session))


def test_a_server_that_is_killed_goes_on_where_the_interview_stood(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = with_documents(visitor)
        for number, text in enumerate(ANSWERS, 1):
            form = {"answer": text, "question": str(number)}
            said = visitor.post(f"/session/{session}/message", data=form).json()
            server.kill()
            server.restart()
            stands = visitor.get(f"/session/{session}/interview").json()
            assert told(visitor, session) == ANSWERS[:number]
            assert stands["progress"]["is_complete"] is said["is_complete"]
            asked = stands["conversation"][-1]["content"]
            assert asked == (said["next_question"] or ANSWERS[-1])
        assert visitor.post(f"/session/{session}/complete").status_code == 200
