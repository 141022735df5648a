"""Reading CVs: the isolated reader against pdfplumber in process, in turns; its time and memory."""

import asyncio
import io
import time
from collections.abc import Awaitable, Callable
from itertools import chain
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

from app.documents.reading.answer import Answer
from app.documents.reading.reader import Reader
from tests.corpus import GOOD, found

MAX_PAGES = 3
TURNS = 20
WARM_UP_TURNS = 2
MB = 1024 * 1024

Row = tuple[str, str, str]


def main() -> None:
    """Print what was measured, with the targets."""
    rows = asyncio.run(measured())
    for what, value, target in [("Reading CVs", "measured", "target"), *rows]:
        print(f"{what:<58}{value:>12}   {target}")


async def measured() -> list[Row]:
    async with Reader.started() as reader:
        return [
            *await against_pdfplumber(reader),
            await docx_time(reader),
            *await memory_and_strings(reader),
        ]


async def against_pdfplumber(reader: Reader) -> list[Row]:
    """Both read every file once a turn, so that a busy machine slows both."""
    documents = [data for path, data in files(".pdf") if pages(data) <= MAX_PAGES]
    turns = [
        [(await ms(reader.answer, data), plumber_ms(data)) for data in documents]
        for _ in range(WARM_UP_TURNS + TURNS)
    ][WARM_UP_TURNS:]
    ours, theirs = zip(*chain(*turns), strict=True)
    ratio = median(sum(their for _, their in turn) / sum(our for our, _ in turn) for turn in turns)
    return [
        (f"{len(documents)} PDFs of 1 to 3 pages, isolated, p50", f"{median(ours):.1f} ms", ""),
        ("the same, pdfplumber in process, p50", f"{median(theirs):.1f} ms", ""),
        ("pdfplumber's time for all of them to ours, median turn", f"{ratio:.1f} x", "≥ 6"),
    ]


async def docx_time(reader: Reader) -> Row:
    documents = [data for _, data in files(".docx")]
    times = [await ms(reader.answer, data) for _ in range(TURNS) for data in documents]
    return (f"{len(documents)} DOCX, isolated, p50", f"{median(times):.1f} ms", "< 8 ms")


async def memory_and_strings(reader: Reader) -> list[Row]:
    answers = {path: await reader.answer(path.read_bytes()) for path in GOOD}
    peak = max(answer.peak_memory_bytes for answer in answers.values()) / MB
    hits = sum(len(found(strings, answers[path].text)) for path, strings in GOOD.items())
    share = 100 * hits / sum(map(len, GOOD.values()))
    return [
        (
            "peak memory of a child on good files, shared pages included",
            f"{peak:.0f} MB",
            "≤ 60 MB",
        ),
        (f"strings found in {len(GOOD)} files", f"{share:.1f} %", "≥ 99 %"),
    ]


def files(suffix: str) -> list[tuple[Path, bytes]]:
    return [(path, path.read_bytes()) for path in GOOD if path.suffix == suffix]


def pages(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


async def ms(read: Callable[[bytes], Awaitable[Answer]], data: bytes) -> float:
    begin = time.perf_counter()
    await read(data)
    return (time.perf_counter() - begin) * 1000


def plumber_ms(data: bytes) -> float:
    begin = time.perf_counter()
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()
