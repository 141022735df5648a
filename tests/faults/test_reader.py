"""Real faults: killed and stopped processes, hanging documents, callers that leave."""

import asyncio
import os
import signal
import subprocess
import sys

import pytest
import uvloop

from app.documents.reading.outcomes import (
    EmptyFileError,
    ImageError,
    NoTextError,
    ResourceLimitError,
    TextTooLongError,
    TimedOutError,
    TooManyPagesError,
    TooShortError,
)
from app.documents.reading.reader import DocumentReader
from tests.faults.processes import descendants, is_running, until
from tests.faults.reading import ABORTING, GOOD, HANGING, SHORT_S, child, play, read, worker
from tests.files import LONG, pdf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def test_a_document_that_hangs_is_ended_and_the_next_one_is_read() -> None:
    async def scene(reader: DocumentReader) -> str:
        with pytest.raises(TimedOutError):
            await read(reader, HANGING)
        return await read(reader, GOOD)

    assert play(scene, wall_time_s=SHORT_S) == LONG


def test_a_document_that_crashes_its_process_is_told_as_too_complex() -> None:
    async def scene(reader: DocumentReader) -> str:
        before = worker()
        with pytest.raises(ResourceLimitError):
            await read(reader, ABORTING)
        assert worker() == before
        return await read(reader, GOOD)

    assert play(scene) == LONG


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"", EmptyFileError),
        (b"\x89PNG\r\n\x1a\n", ImageError),
        (pdf(*[[LONG]] * 51), TooManyPagesError),
        (b"word " * 40_001, TextTooLongError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_outcome_keeps_its_class_on_the_way_here(data: bytes, outcome: type[Exception]) -> None:
    async def scene(reader: DocumentReader) -> None:
        with pytest.raises(outcome) as raised:
            await read(reader, data)
        assert raised.type is outcome

    play(scene)


def test_a_child_that_is_killed_takes_nothing_else_with_it() -> None:
    async def scene(reader: DocumentReader) -> str:
        before = worker()
        reading = asyncio.create_task(read(reader, HANGING))
        os.kill(await child(), signal.SIGKILL)
        with pytest.raises(ResourceLimitError):
            await reading
        assert worker() == before
        return await read(reader, GOOD)

    assert play(scene) == LONG


def test_a_worker_that_is_killed_takes_its_child_with_it_and_another_starts() -> None:
    async def scene(reader: DocumentReader) -> str:
        reading = asyncio.create_task(read(reader, HANGING))
        for _ in range(2):  # the document gets a second try
            busy, first = await child(), worker()
            os.kill(first, signal.SIGKILL)
            await until(lambda pid=busy: not is_running(pid))  # type: ignore[misc]
        with pytest.raises(ResourceLimitError):
            await reading
        return await read(reader, GOOD)

    assert play(scene) == LONG


def test_an_idle_worker_that_is_killed_is_not_noticed_by_the_next_document() -> None:
    async def scene(reader: DocumentReader) -> str:
        os.kill(worker(), signal.SIGKILL)
        return await read(reader, GOOD)

    assert play(scene) == LONG


def test_a_worker_that_no_longer_answers_is_replaced() -> None:
    async def scene(reader: DocumentReader) -> str:
        os.kill(worker(), signal.SIGSTOP)
        with pytest.raises(TimedOutError):
            await read(reader, GOOD)
        return await read(reader, GOOD)

    assert play(scene, wall_time_s=SHORT_S) == LONG


def test_pasted_text_is_tidied_where_it_keeps_nobody_waiting() -> None:
    async def scene(reader: DocumentReader) -> None:
        text = await reader.read_text(f"\ud800 Zoe\u0308\r\n{LONG}", 1)
        assert text.content == f"Zoë\n{LONG}"
        text = await reader.read_text("short", 1, least=5, most=5)
        assert (text.content, text.word_count) == ("short", 1)
        for pasted, outcome in (
            ("\u3164" * 99, NoTextError),
            ("short", TooShortError),
            ("a" * 200_001, TextTooLongError),
        ):
            with pytest.raises(outcome):
                await reader.read_text(pasted, 1)

    play(scene)


def test_no_process_stays_when_the_reader_ends_in_the_middle_of_a_document() -> None:
    left: list[int] = []

    async def scene(reader: DocumentReader) -> object:
        reading = asyncio.create_task(read(reader, HANGING))
        left.extend([await child(), worker()])
        return asyncio.gather(reading, return_exceptions=True)

    play(scene)
    assert not any(is_running(pid) for pid in left)


OWNER = """
import asyncio, sys
from app.documents.reading.reader import DocumentReader

async def main() -> None:
    async with DocumentReader.started() as reader:
        await reader.read(sys.stdin.buffer.read(), "owner")

asyncio.run(main())
"""


def test_no_process_stays_when_the_owner_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER], stdin=subprocess.PIPE) as owner:
        assert owner.stdin is not None
        with owner.stdin as documents:
            documents.write(HANGING)
        asyncio.run(child())
        below = descendants(owner.pid)
        owner.kill()
    asyncio.run(until(lambda: not any(is_running(pid) for pid in below)))


def test_the_servers_own_event_loop_can_read_too() -> None:
    async def main() -> str:
        async with DocumentReader.started(1) as reader:
            os.kill(worker(), signal.SIGKILL)
            return await read(reader, GOOD)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(main()) == LONG
