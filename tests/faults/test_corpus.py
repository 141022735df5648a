"""Every CV of the corpus through the isolated reader, the hostile ones between good ones."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.documents.reading.frames import ReadingResult, ReadingTask
from app.documents.reading.limits import MEMORY_BYTES
from app.documents.reading.outcomes import OUTCOMES
from app.documents.reading.reader import DocumentReader
from tests.corpus import BAD, FIELD_BAD, FIELD_GOOD, GOOD, Bad, found
from tests.files import LONG

Read = Callable[[bytes], ReadingResult]


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """One reader for the whole corpus: whatever a file does, the next one finds it at work."""
    with asyncio.Runner() as runner:
        started = DocumentReader.started()
        reader = runner.run(started.__aenter__())
        yield lambda data: runner.run(reader.read_result(ReadingTask(data), "test"))
        runner.run(started.__aexit__(None, None, None))


def name(path: object) -> str:
    return path.name if isinstance(path, Path) else ""


@pytest.mark.parametrize(("path", "strings"), (GOOD | FIELD_GOOD).items(), ids=name)
def test_a_good_file_is_read(path: Path, strings: list[str], read: Read) -> None:
    answer = read(path.read_bytes())
    assert answer.outcome == ""
    assert found(strings, content(answer)) == strings


@pytest.mark.parametrize(("path", "bad"), (BAD | FIELD_BAD).items(), ids=name)
def test_a_bad_file_ends_with_its_outcome_and_harms_no_other(
    path: Path, bad: Bad, read: Read
) -> None:
    answer = read(path.read_bytes())
    code = OUTCOMES[answer.outcome].code if answer.outcome else "ok"
    assert code in bad.outcome.split("|"), bad.note
    assert "root:" not in content(answer)
    assert answer.peak_memory_bytes <= MEMORY_BYTES
    assert content(read(LONG.encode())) == LONG


def content(result: ReadingResult) -> str:
    return result.text.content if result.text else ""
