"""Lines of the log: written soon, and never left behind."""

import asyncio
import json
import logging
from collections.abc import Iterator

import pytest

from app.web import log


@pytest.fixture
def log_started() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    log.flush()  # what a loop that is gone would have written
    log.start()
    yield
    logging.basicConfig(level=level, handlers=handlers, force=True)


@pytest.mark.usefixtures("log_started")
def test_a_line_from_outside_the_loop_is_written_and_later_ones_are_too(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "FLUSH_AFTER_S", 0)
    logging.getLogger("library").warning("before the loop")

    async def serve() -> None:
        logging.getLogger("library").warning("in the loop")
        for _ in range(3):  # turns of the loop
            await asyncio.sleep(0)

    asyncio.run(serve())
    lines = [json.loads(line) for line in capfdbinary.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["library: before the loop", "library: in the loop"]


@pytest.mark.usefixtures("log_started")
def test_what_a_library_logs_is_kept_without_its_arguments(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    logging.getLogger("library").warning("could not read %s", "Quetzalcoatlus")
    written = capfdbinary.readouterr().err
    assert b"could not read %s" in written
    assert b"Quetzalcoatlus" not in written
