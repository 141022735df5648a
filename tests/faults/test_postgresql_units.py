"""Units of work on PostgreSQL that something comes in between of: whole, or not there."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from secrets import token_urlsafe

from tests.clients import ANSWERS, NURSE, answered, client, create
from tests.engines import stored
from tests.faults.test_cancelled import BODY, kept, leave
from tests.faults.test_interview import told
from tests.faults.test_postgresql_away import assert_refused_for_now
from tests.modelled import until
from tests.postgresql import PostgreSQL, holding
from tests.server import Server

ROUNDS = 5

NEXT_TURN = """insert into turn (session_id, number, question, asked_at)
    values ($1, $2, '{}', 1)"""  # a unit that asks this question has to wait for it
CUT = """select pg_terminate_backend(pid) from pg_stat_activity
    where datname = $1 and pid <> pg_backend_pid()"""


def test_an_answer_that_is_on_its_way_as_the_interview_ends_is_in_the_report_or_not_kept(
    own_postgresql: PostgreSQL, on_own_postgresql: Server
) -> None:
    """The answer is written and not yet committed as the end comes."""
    with client(on_own_postgresql.url, "api") as visitor, ThreadPoolExecutor(2) as pool:
        session = answered(visitor, 2)
        with held_up(on_own_postgresql, session, 4):
            form = {"answer": ANSWERS[2], "question": "3"}
            reply = pool.submit(visitor.post, f"/session/{session}/message", data=form)
            until(lambda: len(own_postgresql.waiting()) == 1)
            end = pool.submit(visitor.post, f"/session/{session}/complete")
            until(lambda: end.done() or len(own_postgresql.waiting()) == 2)
        assert reply.result().status_code in (200, 400, 409)
        assert end.result().status_code == 200
        report = visitor.get(f"/session/{session}/feedback").json()["feedback"]
        assert len(report["answers"]) == len(told(visitor, session))


def held_up(server: Server, session: int, number: int) -> AbstractContextManager[None]:
    """Lets a unit that asks the question of this number wait in its middle."""
    return holding(server.settings["DATABASE_URL"], NEXT_TURN, session, number)


def test_a_connection_that_is_cut_in_the_middle_of_a_unit_leaves_nothing_of_it(
    own_postgresql: PostgreSQL, on_own_postgresql: Server
) -> None:
    with client(on_own_postgresql.url, "api") as visitor, ThreadPoolExecutor(1) as pool:
        session = answered(visitor, 2)
        url, form = f"/session/{session}/message", {"answer": ANSWERS[2], "question": "3"}
        key = {"Idempotency-Key": token_urlsafe()}
        with held_up(on_own_postgresql, session, 4):
            reply = pool.submit(visitor.post, url, data=form, headers=key)
            until(lambda: len(own_postgresql.waiting()) == 1)
            (process,) = own_postgresql.waiting()
            own_postgresql.administer("select pg_terminate_backend($1)", process)
            assert_refused_for_now(reply.result())
        assert told(visitor, session) == ANSWERS[:2]
        again = [visitor.post(url, data=form, headers=key) for _ in range(2)]
        assert {answer.status_code for answer in again} == {200}
        assert told(visitor, session) == ANSWERS[:3]


def test_connections_that_are_cut_all_at_once_are_opened_again(
    own_postgresql: PostgreSQL, on_own_postgresql: Server
) -> None:
    (name,) = stored(on_own_postgresql, "select current_database()::text")
    with client(on_own_postgresql.url, "api") as visitor:
        for _ in range(ROUNDS):
            create(visitor)
            own_postgresql.administer(CUT, *name)
            until(lambda: visitor.get("/dashboard").is_success)
            until(lambda: visitor.post("/session/create", data=NURSE).is_success)


def test_clients_that_leave_while_their_write_waits_leave_nothing_half_done(
    on_own_postgresql: Server,
) -> None:
    url = on_own_postgresql.settings["DATABASE_URL"]
    with client(on_own_postgresql.url, "api") as visitor:
        create(visitor)
        with holding(url, "lock table session in exclusive mode"):
            for _ in range(20):
                leave(on_own_postgresql, BODY)
        create(visitor, job_title="The next request")
        on_own_postgresql.stop()
        titles = [title for title, _ in kept(on_own_postgresql)]
        assert titles.count("The next request") == 1
        assert set(titles) <= {"The next request", "Staff nurse"}
        assert '"error"' not in on_own_postgresql.log
