"""Every CV of the corpus through the isolated reader, the hostile ones between good ones."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.documents.reading.answer import Answer
from app.documents.reading.limits import MEMORY_BYTES
from app.documents.reading.outcomes import OUTCOMES
from app.documents.reading.reader import Reader
from tests.corpus import BAD, GOOD, Bad, found
from tests.files import LONG

Read = Callable[[bytes], Answer]


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """One reader for the whole corpus: whatever a file does, the next one finds it at work."""
    with asyncio.Runner() as runner:
        started = Reader.started()
        reader = runner.run(started.__aenter__())
        yield lambda data: runner.run(reader.answer(data))
        runner.run(started.__aexit__(None, None, None))


def name(path: object) -> str:
    return path.name if isinstance(path, Path) else ""


@pytest.mark.parametrize(("path", "strings"), GOOD.items(), ids=name)
def test_a_good_file_is_read(path: Path, strings: list[str], read: Read) -> None:
    answer = read(path.read_bytes())
    assert answer.outcome == ""
    assert found(strings, answer.text) == strings


@pytest.mark.parametrize(("path", "bad"), BAD.items(), ids=name)
def test_a_bad_file_ends_with_its_outcome_and_harms_no_other(
    path: Path, bad: Bad, read: Read
) -> None:
    answer = read(path.read_bytes())
    code = OUTCOMES[answer.outcome].code if answer.outcome else "ok"
    assert code in bad.outcome.split("|"), bad.note
    assert "root:" not in answer.text
    assert answer.peak_memory_bytes <= MEMORY_BYTES
    assert read(LONG.encode()).text == LONG
