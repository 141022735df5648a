"""How many ask a language model at a time; who waits, and who leaves."""

import asyncio
from contextlib import aclosing
from threading import Event

from app.interviewer.language_model.interface import ModelAwayError
from tests.faults.processes import until
from tests.model_server import (
    hangs,
    model_server,
    says,
    waits,
)
from tests.unit.asking import (
    GOOD,
    SHORT_S,
    VERDICT,
    Verdict,
    ask,
    error_of,
    model_at,
)


def test_two_are_asked_at_a_time_and_the_third_waits() -> None:
    go_on = Event()
    with model_server(waits(says(GOOD), go_on)) as server:

        async def scene() -> None:
            async with aclosing(model_at(server)) as model:
                asks = [asyncio.create_task(ask(model)) for _ in range(3)]
                await until(lambda: len(server.requests) == 2)
                assert not any(each.done() for each in asks)
                go_on.set()
                assert [each.value for each in await asyncio.gather(*asks)] == [VERDICT] * 3

        asyncio.run(scene())
    assert server.connections == 2


def test_of_those_who_wait_the_shortest_is_asked_next() -> None:
    go_on = Event()
    with model_server(waits(says(GOOD), go_on)) as server:

        async def scene() -> None:
            async with aclosing(model_at(server)) as model:

                def begin(most: int) -> asyncio.Task[object]:
                    asked = model.ask("You judge.", {}, "Is it good?", Verdict, most)
                    return asyncio.create_task(asked)

                asks = [begin(most) for most in (1, 2)]
                await until(lambda: len(server.requests) == 2)
                asks += [begin(most) for most in (4000, 1500, 400, 1500, 300)]
                given_up = begin(100)
                await asyncio.sleep(0)  # until all of them wait
                given_up.cancel()
                go_on.set()
                await asyncio.gather(*asks)

        asyncio.run(scene())
    limits = [each.body["max_tokens"] for each in server.requests]
    assert sorted(limits) == [1, 2, 300, 400, 1500, 1500, 4000]
    assert set(limits[2:4]) == {300, 400}  # two at a time, so their order may differ
    assert 4000 in limits[-2:]


def test_who_gets_no_place_in_time_is_told_so_and_nothing_is_sent() -> None:
    go_on = Event()
    with model_server(waits(says(GOOD), go_on)) as server:

        async def scene() -> None:
            async with aclosing(model_at(server)) as model:
                asks = [asyncio.create_task(ask(model)) for _ in range(2)]
                await until(lambda: len(server.requests) == 2)
                model.timeout_s = SHORT_S
                error = await error_of(model)
                assert isinstance(error, ModelAwayError)
                assert "MODEL_CONCURRENCY" in str(error)
                assert error.usage.calls == 0
                go_on.set()
                await asyncio.gather(*asks)

        asyncio.run(scene())


def test_who_leaves_gives_the_place_back_and_closes_the_connection() -> None:
    with model_server(hangs(), hangs(), says(GOOD)) as server:

        async def scene() -> None:
            async with aclosing(model_at(server)) as model:
                asks = [asyncio.create_task(ask(model)) for _ in range(2)]
                await until(lambda: len(server.requests) == 2)
                for each in asks:
                    each.cancel()
                ended = await asyncio.gather(*asks, return_exceptions=True)
                assert all(isinstance(each, asyncio.CancelledError) for each in ended)
                assert (await ask(model)).value == VERDICT

        asyncio.run(scene())
