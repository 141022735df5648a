"""Whose turn it is, where several ask for what there is little of."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.turns import Turns


class FullError(Exception):
    pass


class Play:
    """Turns, and what became of everybody who asked for one."""

    def __init__(self, places: int = 1, most_waiting: int = 8) -> None:
        self.turns = Turns(places, most_waiting, FullError)
        self.served: list[str] = []
        self.refused: list[str] = []
        self.now: list[tuple[str, asyncio.Event]] = []

    async def ask(self, asker: str) -> None:
        try:
            async with self.turns.take(asker):
                self.served.append(asker)
                place = (asker, asyncio.Event())
                self.now.append(place)
                try:
                    await place[1].wait()
                finally:
                    self.now.remove(place)
        except FullError:
            self.refused.append(asker)

    async def come(self, askers: str) -> list[asyncio.Task[None]]:
        """Each letter asks for a turn."""
        tasks = [asyncio.create_task(self.ask(asker)) for asker in askers]
        await settle()
        return tasks

    async def end_all(self) -> str:
        """End one turn after the other; gives the order in which all were served."""
        while self.now:
            self.now[0][1].set()
            await settle()
        return "".join(self.served)


async def settle() -> None:
    """Until everybody has done what can be done just now."""
    for _ in range(5):
        await asyncio.sleep(0)


def played(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scene())


def test_a_free_place_is_taken_at_once_and_the_next_waits() -> None:
    async def scene() -> None:
        play = Play(places=2)
        await play.come("abc")
        assert play.served == ["a", "b"]
        assert await play.end_all() == "abc"

    played(scene)


def test_one_asker_has_one_turn_at_a_time_even_where_places_are_free() -> None:
    async def scene() -> None:
        play = Play(places=2)
        await play.come("aa")
        assert play.served == ["a"]
        await play.come("b")
        assert play.served == ["a", "b"]
        assert await play.end_all() == "aba"

    played(scene)


def test_who_asks_once_waits_for_one_turn_of_who_asks_often() -> None:
    async def scene() -> None:
        play = Play()
        await play.come("aaaaaa")
        await play.come("bb")
        assert await play.end_all() == "abab" + "aaaa"

    played(scene)


def test_askers_take_turns_in_a_round() -> None:
    async def scene() -> None:
        play = Play()
        await play.come("aaabbbcc")
        assert await play.end_all() == "abcabcab"

    played(scene)


def test_one_too_many_is_refused_and_of_equals_it_is_the_newest() -> None:
    async def scene() -> None:
        play = Play(most_waiting=2)
        await play.come("abcd")
        assert play.refused == ["d"]
        assert await play.end_all() == "abc"

    played(scene)


def test_who_fills_the_queue_gives_way_to_who_comes_later() -> None:
    async def scene() -> None:
        play = Play(most_waiting=4)
        await play.come("aaaaaaa")
        assert play.refused == ["a", "a"]
        await play.come("bc")
        assert play.refused == ["a"] * 4
        await play.come("bb")
        assert play.refused == ["a"] * 4 + ["b"] * 2
        assert await play.end_all() == "abcaa"

    played(scene)


def test_who_leaves_the_queue_makes_room_at_once() -> None:
    async def scene() -> None:
        play = Play(most_waiting=2)
        *_, leaving = await play.come("abc")
        leaving.cancel()
        await play.come("d")
        assert not play.refused
        assert await play.end_all() == "abd"

    played(scene)


def test_a_turn_that_comes_as_its_caller_leaves_goes_to_the_next() -> None:
    async def scene() -> None:
        play = Play()
        await play.turns.begin("a")
        leaving, _ = await play.come("bc")
        play.turns.end("a")  # the place is b's, who has not run since
        leaving.cancel()
        await settle()
        assert play.served == ["c"]
        await play.end_all()

    played(scene)


def test_a_turn_may_outlast_its_caller() -> None:
    async def scene() -> None:
        play = Play()
        await play.turns.begin("a")
        await play.come("b")
        assert not play.served
        play.turns.end("a")
        await settle()
        assert play.served == ["b"]
        await play.end_all()

    played(scene)


STEPS = st.lists(
    st.tuples(st.sampled_from(["come", "come", "cancel", "end", "run", "run"]), st.integers(0, 99)),
    min_size=20,
    max_size=60,
)


@settings(deadline=None)
@given(STEPS, st.integers(1, 3), st.integers(0, 6))
def test_no_place_is_ever_lost_or_taken_twice(
    steps: list[tuple[str, int]], places: int, most_waiting: int
) -> None:
    async def scene() -> None:
        play = Play(places, most_waiting)
        tasks: list[asyncio.Task[None]] = []
        for step, number in steps:
            if step == "come":
                tasks.append(asyncio.create_task(play.ask("abcd"[number % 4])))
            elif step == "cancel" and tasks:
                tasks[number % len(tasks)].cancel()
            elif step == "end" and play.now:
                play.now[number % len(play.now)][1].set()
            else:
                await asyncio.sleep(0)  # one step, so that what comes next comes in between
            at_once = [asker for asker, _ in play.now]
            assert len(at_once) <= places
            assert len(set(at_once)) == len(at_once)
        await settle()
        await play.end_all()
        assert all(task.done() for task in tasks)
        assert len(await play.come("abcd"[:places])) == len(play.now) == places  # none is lost
        await play.end_all()

    played(scene)


def test_the_error_is_the_callers_own() -> None:
    async def scene() -> None:
        turns = Turns(1, 0, FullError)
        async with turns.take("a"):
            with pytest.raises(FullError):
                await turns.begin("b")

    played(scene)
