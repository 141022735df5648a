"""A language model that is away or slow: who waits for it, and for how long."""

import asyncio
from contextlib import aclosing
from datetime import timedelta
from email.utils import format_datetime

import pytest

from app.clock import now
from app.interviewer.language_model.interface import (
    ModelAwayError,
    ModelError,
    ModelReplyError,
    spent_until,
)
from tests.model_server import (
    ModelAnswer,
    breaks_off,
    drips,
    hangs,
    model_server,
    refuses,
    says,
)
from tests.unit.asking import (
    AMPLE_S,
    GOOD,
    KEY,
    SHORT_S,
    VERDICT,
    Clock,
    Pauses,
    Quote,
    Verdict,
    ask,
    error_at,
    error_of,
    model_at,
    patient,
)

# ---- Another try ----

PASSING = {
    "408": refuses(408),
    "409": refuses(409),
    "429": refuses(429),
    "500": refuses(500),
    "503 while loading": refuses(503, "Loading model"),
    "529": refuses(529),
    "dead in the middle": breaks_off(says(GOOD)),
    "dead at once": breaks_off(ModelAnswer()),
}


@pytest.mark.parametrize("answer", PASSING.values(), ids=PASSING)
def test_what_another_moment_may_change_is_tried_twice_again(answer: ModelAnswer) -> None:
    pauses = Pauses()
    with model_server(answer, answer, says(GOOD)) as server:

        async def scene() -> None:
            async with aclosing(patient(server, pauses)) as model:
                reply = await ask(model)
                assert (reply.value, reply.usage.calls) == (VERDICT, 3)

        asyncio.run(scene())
    assert pauses.seconds == [0.5, 2.0]


@pytest.mark.parametrize("answer", PASSING.values(), ids=PASSING)
def test_after_the_third_try_it_is_away(answer: ModelAnswer) -> None:
    with model_server(answer) as server:
        error, _ = error_at(server)
    assert isinstance(error, ModelAwayError)
    assert (error.usage.calls, len(server.requests)) == (3, 3)


def test_a_server_that_nobody_listens_at_is_away() -> None:
    with model_server(says(GOOD)) as server:
        pass
    error, pauses = error_at(server)
    assert isinstance(error, ModelAwayError)
    assert "could not be reached" in str(error)
    assert len(pauses) == 2


@pytest.mark.parametrize(
    ("wanted", "pause"),
    [("3", 3), ("20", 20), ("1", 0.5 * 2), ("0", 0.5), ("soon", 0.5), ("-5", 0.5), ("", 0.5),
     ("9" * 400 + "x", 0.5), ("1e-9", 0.5), ("Wed, 21 Oct 2099 07:28:00 -0000", 0.5)],
)  # fmt: skip
def test_a_server_says_when_it_has_time_again(wanted: str, pause: float) -> None:
    pauses = Pauses()
    with model_server(refuses(429, Retry_After=wanted), says(GOOD)) as server:

        async def scene() -> None:
            async with aclosing(patient(server, pauses)) as model:
                await ask(model)

        asyncio.run(scene())
    assert pauses.seconds == [pause]


@pytest.mark.parametrize("wanted", ["21", "3600", "9" * 400, "nan", "infinity"])
def test_nobody_waits_for_a_server_that_wants_too_long(wanted: str) -> None:
    with model_server(refuses(503, Retry_After=wanted)) as server:
        error, pauses = error_at(server)
    assert isinstance(error, ModelAwayError)
    assert all(pause <= 20 for pause in pauses)


def test_a_server_may_say_by_the_date_when_it_has_time_again() -> None:
    soon, later = (format_datetime(now() + timedelta(seconds=each)) for each in (15, 300))
    with model_server(
        refuses(429, Retry_After=soon), refuses(429, Retry_After=later), says(GOOD)
    ) as server:
        error, pauses = error_at(server)
    assert isinstance(error, ModelAwayError)
    (pause,) = pauses
    assert 0.5 <= pause <= 15


NOT_TRIED_AGAIN = {
    401: "OPENAI_API_KEY",
    402: "paid",
    403: "OPENAI_API_KEY",
    404: "OPENAI_MODEL",
    301: "OPENAI_BASE_URL",
}


@pytest.mark.parametrize(("status", "setting"), NOT_TRIED_AGAIN.items())
def test_what_only_the_operator_can_change_names_the_setting(status: int, setting: str) -> None:
    with model_server(refuses(status, f"key {KEY} of yours")) as server:
        error, pauses = error_at(server)
    assert isinstance(error, ModelAwayError)
    assert setting in str(error)
    assert (pauses, len(server.requests)) == ([], 1)


def test_a_request_that_is_too_long_is_no_failure_of_the_connection() -> None:
    refusal = refuses(400, "the request exceeds the available context size")
    with model_server(*[refusal] * 4, says(GOOD)) as server:

        async def scene() -> None:
            async with aclosing(patient(server, Pauses())) as model:
                for _ in range(4):
                    error = await error_of(model)
                    assert isinstance(error, ModelReplyError)
                    assert "too long for its context" in str(error)
                    assert error.usage.calls == 1
                await ask(model)

        asyncio.run(scene())


# ---- The deadline ----


@pytest.mark.parametrize("answer", [hangs(), drips(says(GOOD))], ids=["hangs", "drips"])
def test_a_slow_server_is_waited_for_until_the_deadline(answer: ModelAnswer) -> None:
    with model_server(answer) as server:

        async def scene() -> ModelError:
            async with aclosing(model_at(server, timeout_s=AMPLE_S)) as model:
                return await error_of(model)

        error = asyncio.run(scene())
    assert isinstance(error, ModelAwayError)
    assert f"within {AMPLE_S} seconds (MODEL_TIMEOUT_S)" in str(error)
    assert len(server.requests) == 1


def test_pauses_end_at_the_deadline_too() -> None:
    with model_server(refuses(429, Retry_After="20")) as server:

        async def scene() -> ModelError:
            async with aclosing(model_at(server, timeout_s=SHORT_S)) as model:
                return await error_of(model)

        assert "MODEL_TIMEOUT_S" in str(asyncio.run(scene()))


# ---- The circuit ----


def test_after_three_failures_nobody_waits_for_a_minute() -> None:
    clock = Clock()
    with model_server(*[refuses(503)] * 9, says(GOOD)) as server:

        async def scene() -> None:
            async with aclosing(patient(server, Pauses(), clock)) as model:
                for _ in range(3):
                    await error_of(model)
                clock.seconds += 59
                error = await error_of(model)
                assert isinstance(error, ModelAwayError)
                assert "asked again in 1 seconds" in str(error)
                assert (error.usage.calls, len(server.requests)) == (0, 9)
                clock.seconds += 1
                assert (await ask(model)).value == VERDICT

        asyncio.run(scene())


def test_the_first_failure_after_the_minute_begins_another() -> None:
    clock = Clock()
    with model_server(refuses(503)) as server:

        async def scene() -> None:
            async with aclosing(patient(server, Pauses(), clock)) as model:
                for _ in range(3):
                    await error_of(model)
                clock.seconds += 60
                await error_of(model)
                await error_of(model)
                assert len(server.requests) == 4 * 3

        asyncio.run(scene())


def test_an_unusable_reply_shows_that_the_model_is_there() -> None:
    away, unusable = [refuses(503)] * 3, [says("no")] * 2
    with model_server(*away, *away, *unusable, *away, *away, says(GOOD)) as server:

        async def scene() -> None:
            async with aclosing(patient(server, Pauses())) as model:
                for _ in range(5):
                    await error_of(model)
                assert (await ask(model)).value == VERDICT

        asyncio.run(scene())


# ---- What people are told of it ----


def test_a_model_is_away_from_the_first_failure_to_the_next_answer() -> None:
    with model_server(*[refuses(503)] * 3, says("no"), says("no")) as server:

        async def scene() -> None:
            async with aclosing(patient(server, Pauses())) as model:
                assert not model.is_away
                await error_of(model)
                assert model.is_away
                await error_of(model)  # it can't be used, and shows that the model is there
                assert not model.is_away

        asyncio.run(scene())


def test_the_usual_time_is_told_after_three_of_a_kind_and_failures_count() -> None:
    clock = Clock()

    def after(seconds: float, answer: ModelAnswer) -> ModelAnswer:
        clock.seconds += seconds
        return answer

    script = iter([(1, says(GOOD)), (3, refuses(404)), (9, refuses(422)), (100, refuses(401))])
    with model_server(lambda _: after(*next(script))) as server:

        async def scene() -> None:
            async with aclosing(patient(server, Pauses(), clock)) as model:
                await ask(model)
                await error_of(model)
                assert model.usual_s(Verdict) is None
                await error_of(model)
                assert model.usual_s(Verdict) == 3
                assert model.usual_s(Quote) is None
                await error_of(model)
                assert model.usual_s(Verdict, Quote) == 6

        asyncio.run(scene())


def test_who_gives_up_knows_what_was_spent() -> None:
    with model_server(hangs()) as server:

        async def scene() -> int:
            async with aclosing(model_at(server)) as model:
                try:
                    async with asyncio.timeout(AMPLE_S):
                        await ask(model)
                except TimeoutError as late:
                    return spent_until(late).calls
                return -1

        assert asyncio.run(scene()) == 1
    assert spent_until(TimeoutError()).calls == 0
