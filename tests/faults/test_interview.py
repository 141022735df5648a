"""Interviews under fault: one turn for each question, one report, and nothing lost in between."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import httpx

from tests.clients import ANSWERS, HEADERS, answered, client, with_documents
from tests.conftest import NewClient
from tests.engines import Engine

MANY = 50
KILLED_AFTER = (1, 4, len(ANSWERS))


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


def test_first_visits_of_many_to_a_server_that_has_just_started_all_begin(
    engine: Engine, tmp_path: Path
) -> None:
    """The interviewer's rules are set up by the first of them, and take one text at a time."""
    with engine.serving(tmp_path) as server, client(server.url, "api") as visitor:
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
        assert reply.result().status_code in (200, 400, 409)
    report = visitor.get(f"/session/{session}/feedback").json()["feedback"]
    assert len(report["answers"]) == len(told(visitor, session))


def test_a_server_that_is_killed_goes_on_where_the_interview_stood(
    engine: Engine, tmp_path: Path
) -> None:
    with engine.serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = with_documents(visitor)
        for number, text in enumerate(ANSWERS, 1):
            form = {"answer": text, "question": str(number)}
            said = visitor.post(f"/session/{session}/message", data=form).json()
            if number in KILLED_AFTER:
                server.kill()
                server.restart()
            stands = visitor.get(f"/session/{session}/interview").json()
            assert told(visitor, session) == ANSWERS[:number]
            assert stands["progress"]["is_complete"] is said["is_complete"]
            asked = stands["conversation"][-1]["content"]
            assert asked == (said["next_question"] or ANSWERS[-1])
        assert visitor.post(f"/session/{session}/complete").status_code == 200


def test_a_skip_and_other_words_survive_a_kill(on_sqlite: Engine, tmp_path: Path) -> None:
    with on_sqlite.serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = with_documents(visitor)
        for action in ("rephrase", "skip", "rephrase", "skip"):
            url = f"/session/{session}/message"
            said = visitor.post(url, data={"action": action}).json()
            server.kill()
            server.restart()
            conversation = visitor.get(f"/session/{session}/interview").json()["conversation"]
            assert conversation[-1]["content"] == said["next_question"]
            assert len(conversation) == said["question_count"]
        assert [message["skipped"] for message in conversation] == [True, True, False]
        assert visitor.post(url, data={"action": "rephrase"}).status_code == 200
        assert visitor.post(url, data={"action": "rephrase"}).status_code == 400


def test_of_twenty_answers_without_a_number_at_once_one_is_kept_and_the_others_are_told(
    new_client: NewClient,
) -> None:
    visitor = new_client("script")
    session = answered(visitor, 1)
    bodies = [f"answer=I+took+answer+{number}+to+the+ward.".encode() for number in range(20)]
    with ExitStack() as opened:
        begun = [opened.enter_context(begin_answer(visitor, session, len(body))) for body in bodies]
        for connection, body in zip(begun, bodies, strict=True):
            connection.sendall(body)
        answers = [b"".join(iter(partial(each.recv, 65536), b"")) for each in begun]
    refused = [answer for answer in answers if answer.startswith(b"HTTP/1.1 409 ")]
    assert len(refused) == 19
    assert all(b'"type":"ConflictError"' in answer for answer in refused)
    (kept,) = [n for n, answer in enumerate(answers) if answer.startswith(b"HTTP/1.1 200 ")]
    visitor.headers.update(HEADERS["api"])
    assert told(visitor, session) == [ANSWERS[0], f"I took answer {kept} to the ward."]


def begin_answer(visitor: httpx.Client, session: int, length: int) -> socket.socket:
    """An answer that has arrived but for its body, which the server has asked for."""
    connection = socket.create_connection((visitor.base_url.host, visitor.base_url.port or 80), 20)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    connection.sendall(
        f"POST /session/{session}/message HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n"
        "Accept: application/json\r\nExpect: 100-continue\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {length}\r\n\r\n".encode()
    )
    assert connection.recv(100).startswith(b"HTTP/1.1 100 Continue")
    return connection
