"""Many documents at once: who waits, who is sent away, and who is never kept out by another."""

import asyncio
import os
import signal
import sys

import pytest

from app.documents.reading.outcomes import BusyError, ResourceLimitError
from app.documents.reading.reader import MAX_WAITING, DocumentReader
from tests.faults.reading import GOOD, HANGING, SLOW, child, play, read
from tests.files import LONG

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def test_a_full_queue_sends_the_next_away_and_serves_those_who_wait() -> None:
    async def scene(reader: DocumentReader) -> list[str]:
        hanging = asyncio.create_task(read(reader, HANGING))
        busy = await child()
        waiting = [asyncio.create_task(read(reader, GOOD + b"%d" % n)) for n in range(MAX_WAITING)]
        await asyncio.sleep(0)  # each of them has taken its place
        with pytest.raises(BusyError):
            await read(reader, GOOD)
        waiting.pop().cancel()
        await asyncio.sleep(0)
        waiting.append(asyncio.create_task(read(reader, GOOD + b"7")))  # the place is free again
        os.kill(busy, signal.SIGKILL)
        with pytest.raises(ResourceLimitError):
            await hanging
        return await asyncio.gather(*waiting)

    assert play(scene) == [LONG + str(number) for number in range(MAX_WAITING)]


async def slow_read(reader: DocumentReader) -> "asyncio.Task[str]":
    """A read that is under way; one that was over before anybody saw it is begun again."""
    while True:
        reading = asyncio.create_task(read(reader, SLOW))
        seen = asyncio.create_task(child())
        await asyncio.wait((reading, seen), return_when=asyncio.FIRST_COMPLETED)
        seen.cancel()
        if not reading.done():
            return reading


def test_a_caller_who_leaves_does_not_shift_the_answers_of_the_others() -> None:
    async def scene(reader: DocumentReader) -> str:
        leaving = await slow_read(reader)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        return await read(reader, GOOD)

    assert play(scene) == LONG


def test_who_sends_many_documents_makes_another_wait_for_one_of_them_at_most() -> None:
    async def scene(reader: DocumentReader) -> None:
        many = [asyncio.create_task(read(reader, HANGING, "greedy")) for _ in range(12)]
        await child()
        other = asyncio.create_task(read(reader, GOOD, "other"))
        await asyncio.sleep(0)
        assert [task.done() for task in many].count(True) >= 12 - 1 - MAX_WAITING
        os.kill(await child(), signal.SIGKILL)
        assert await other == LONG
        for task in many:
            task.cancel()
        os.kill(await child(), signal.SIGKILL)
        await asyncio.gather(*many, return_exceptions=True)

    play(scene)


def test_of_two_processes_one_is_always_for_others() -> None:
    async def scene(reader: DocumentReader) -> str:
        many = [asyncio.create_task(read(reader, HANGING, "greedy")) for _ in range(4)]
        await child()
        text = await read(reader, GOOD, "other")
        assert not any(task.done() for task in many)
        return text

    assert play(scene, size=2) == LONG


def test_who_leaves_the_queue_leaves_nothing_to_read() -> None:
    async def scene(reader: DocumentReader) -> str:
        hanging = asyncio.create_task(read(reader, HANGING))
        busy = await child()
        left = [asyncio.create_task(read(reader, HANGING)) for _ in range(MAX_WAITING)]
        await asyncio.sleep(0)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        os.kill(busy, signal.SIGKILL)
        with pytest.raises(ResourceLimitError):
            await hanging
        return await read(reader, GOOD)  # at once: nothing hangs before it

    assert play(scene) == LONG


def test_many_at_once_each_get_their_own_text() -> None:
    async def scene(reader: DocumentReader) -> list[str]:
        return await asyncio.gather(*(read(reader, GOOD + b"%d" % n) for n in range(10)))

    assert play(scene, size=2) == [LONG + str(number) for number in range(10)]
