"""Real faults: killed and stopped processes, hanging documents, callers that leave."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
import uvloop

from app.documents.reading.outcomes import (
    BusyError,
    CorruptedError,
    EmptyFileError,
    ImageError,
    ResourceLimitError,
    TextTooLongError,
    TimedOutError,
    TooManyPagesError,
    TooShortError,
)
from app.documents.reading.process import environment
from app.documents.reading.reader import MAX_WAITING, Reader
from tests.corpus import HERE
from tests.faults.processes import (
    PROC,
    children,
    command,
    descendants,
    is_running,
    processor_ticks,
    until,
)
from tests.files import LONG, docx, paragraph, pdf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

Result = TypeVar("Result")
Scene = Callable[[Reader], Awaitable[Result]]

GOOD = LONG.encode()
# Its pattern for links makes striprtf try for hours.
HANGING = rb"{\rtf1 {\field{\*\fldinst{" + b'HYPERLINK "' * 100_000 + b"}"
ABORTING = (HERE / "cv-corpus/bad/xobject_bomb.pdf").read_bytes()  # PDFium runs out of memory
SLOW = (HERE / "cv-corpus/bad/many_glyphs.pdf").read_bytes()  # half a second


IDLE_TICKS = 3  # hundredths of a second; a fork takes less than one


def play(scene: Scene[Result], size: int = 1, is_forking: bool = True) -> Result:
    """What a scene with a reader of its own gives; no process may be left after it."""

    async def main() -> Result:
        async with Reader.started(size, is_forking) as reader:
            result = await scene(reader)
        assert workers() == []
        return result

    return asyncio.run(main())


def workers() -> list[int]:
    """The reader processes of this test; the suite may have other children."""
    return [pid for pid in children(os.getpid()) if b"reading.worker" in command(pid)]


def worker() -> int:
    (pid,) = workers()
    return pid


async def child() -> int:
    """The process that reads a document, as soon as one is at it."""
    await until(lambda: any(is_reading(pid) for pid in descendants(os.getpid())))
    return next(pid for pid in descendants(os.getpid()) if is_reading(pid))


def is_reading(pid: int) -> bool:
    """Whether it has its limits and has worked, as one that waits for a document has not."""
    return limits(pid).get("Max open files") == "32" and processor_ticks(pid) > IDLE_TICKS


def limits(pid: int) -> dict[str, str]:
    """A process's hard limits by their names; none if it is gone."""
    try:
        rows = (PROC / str(pid) / "limits").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {row[:26].strip(): row[47:68].strip() for row in rows}


def test_a_document_that_hangs_is_ended_and_the_next_one_is_read() -> None:
    async def scene(reader: Reader) -> str:
        with pytest.raises(TimedOutError):
            await reader.read(HANGING)
        return await reader.read(GOOD)

    assert play(scene) == LONG


def test_a_document_that_crashes_its_process_is_told_as_too_complex() -> None:
    async def scene(reader: Reader) -> str:
        before = worker()
        with pytest.raises(ResourceLimitError):
            await reader.read(ABORTING)
        assert worker() == before
        return await reader.read(GOOD)

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
    async def scene(reader: Reader) -> None:
        with pytest.raises(outcome) as raised:
            await reader.read(data)
        assert raised.type is outcome

    play(scene)


def test_a_child_that_is_killed_takes_nothing_else_with_it() -> None:
    async def scene(reader: Reader) -> str:
        before = worker()
        reading = asyncio.create_task(reader.read(HANGING))
        os.kill(await child(), signal.SIGKILL)
        with pytest.raises(ResourceLimitError):
            await reading
        assert worker() == before
        return await reader.read(GOOD)

    assert play(scene) == LONG


def test_a_worker_that_is_killed_takes_its_child_with_it_and_another_starts() -> None:
    async def scene(reader: Reader) -> str:
        reading = asyncio.create_task(reader.read(HANGING))
        for _ in range(2):  # the document gets a second try
            busy, first = await child(), worker()
            os.kill(first, signal.SIGKILL)
            await until(lambda pid=busy: not is_running(pid))  # type: ignore[misc]
        with pytest.raises(ResourceLimitError):
            await reading
        return await reader.read(GOOD)

    assert play(scene) == LONG


def test_an_idle_worker_that_is_killed_is_not_noticed_by_the_next_document() -> None:
    async def scene(reader: Reader) -> str:
        os.kill(worker(), signal.SIGKILL)
        return await reader.read(GOOD)

    assert play(scene) == LONG


def test_a_worker_that_no_longer_answers_is_replaced() -> None:
    async def scene(reader: Reader) -> str:
        os.kill(worker(), signal.SIGSTOP)
        with pytest.raises(TimedOutError):
            await reader.read(GOOD)
        return await reader.read(GOOD)

    assert play(scene) == LONG


def test_a_full_queue_sends_the_next_away_and_serves_those_who_wait() -> None:
    async def scene(reader: Reader) -> list[str]:
        hanging = asyncio.create_task(reader.read(HANGING))
        busy = await child()
        waiting = [asyncio.create_task(reader.read(GOOD + b"%d" % n)) for n in range(MAX_WAITING)]
        await asyncio.sleep(0)  # each of them has taken its place
        with pytest.raises(BusyError):
            await reader.read(GOOD)
        waiting.pop().cancel()
        await asyncio.sleep(0)
        waiting.append(asyncio.create_task(reader.read(GOOD + b"7")))  # the place is free again
        os.kill(busy, signal.SIGKILL)
        with pytest.raises(ResourceLimitError):
            await hanging
        return await asyncio.gather(*waiting)

    assert play(scene) == [LONG + str(number) for number in range(MAX_WAITING)]


def test_a_caller_who_leaves_does_not_shift_the_answers_of_the_others() -> None:
    async def scene(reader: Reader) -> str:
        leaving = asyncio.create_task(reader.read(SLOW))
        await child()
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        return await reader.read(GOOD)

    assert play(scene) == LONG


def test_many_at_once_each_get_their_own_text() -> None:
    async def scene(reader: Reader) -> list[str]:
        return await asyncio.gather(*(reader.read(GOOD + b"%d" % n) for n in range(10)))

    assert play(scene, size=2) == [LONG + str(number) for number in range(10)]


def test_no_process_stays_when_the_reader_ends_in_the_middle_of_a_document() -> None:
    left: list[int] = []

    async def scene(reader: Reader) -> object:
        reading = asyncio.create_task(reader.read(HANGING))
        left.extend([await child(), worker()])
        return asyncio.gather(reading, return_exceptions=True)

    play(scene)
    assert not any(is_running(pid) for pid in left)


OWNER = """
import asyncio, sys
from app.documents.reading.reader import Reader

async def main() -> None:
    async with Reader.started() as reader:
        await reader.read(sys.stdin.buffer.read())

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


def test_a_child_has_no_variable_no_file_and_little_memory() -> None:
    async def scene(reader: Reader) -> None:
        reading = asyncio.create_task(reader.read(HANGING))
        pid = await child()
        assert environment() == {}
        assert (PROC / str(pid) / "environ").read_bytes() == b""
        most = limits(pid)
        assert most["Max file size"] == most["Max core file size"] == "0"
        assert most["Max address space"] == str(384 * 1024 * 1024)
        assert most["Max cpu time"] == "6"
        opened = sorted(str(entry.readlink()) for entry in (PROC / str(pid) / "fd").iterdir())
        assert opened[:3] == ["/dev/null"] * 3
        assert [kind.partition(":")[0] for kind in opened[3:]] == ["pipe", "pipe"]
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ResourceLimitError):
            await reading

    play(scene)


def test_nothing_of_a_document_is_in_an_error_a_log_or_an_output(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    canary = "kanarienvogel"
    documents = [
        canary.encode(),
        docx(f"<w:p>{canary}</w:q>"),
        docx(paragraph(canary), parts={f"{canary}.xml": canary, "word/document.xml": None}),
        rb"{\rtf1 \u99999999 " + canary.encode() + b"}",
    ]

    async def scene(reader: Reader) -> None:
        for document in documents:
            with pytest.raises((TooShortError, CorruptedError)) as raised:
                await reader.read(document)
            assert canary not in "".join(traceback.format_exception(raised.value))

    with caplog.at_level(logging.DEBUG):
        play(scene)
    assert canary not in caplog.text + "".join(capfd.readouterr())


def test_without_fork_each_document_has_a_process_of_its_own() -> None:
    async def scene(reader: Reader) -> list[str]:
        first = await reader.read(GOOD)
        with pytest.raises(CorruptedError):
            await reader.read(b"%PDF-1.4")
        with pytest.raises(ResourceLimitError):
            await reader.read(ABORTING)
        return [first, await reader.read(GOOD)]

    assert play(scene, is_forking=False) == [LONG, LONG]


def test_the_servers_own_event_loop_can_read_too() -> None:
    async def main() -> str:
        async with Reader.started(1) as reader:
            os.kill(worker(), signal.SIGKILL)
            return await reader.read(GOOD)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(main()) == LONG


def test_the_package_is_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zipfile.py").write_text("raise SystemExit('imported from the working folder')")
    assert play(lambda reader: reader.read(docx(paragraph(LONG)))) == LONG


def test_the_web_process_cannot_even_parse_a_document() -> None:
    libraries = "{'pypdfium2', 'striprtf', 'charset_normalizer', 'pyexpat'}"
    code = f"import sys, app.documents.reading.reader; print({libraries} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
