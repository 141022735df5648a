"""Reading CVs: the isolated reader against pdfplumber in process, in turns; its time and memory."""

import asyncio
import io
import time
from itertools import chain
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

from app.documents.reading.frames import ReadingResult, ReadingTask
from app.documents.reading.reader import DocumentReader
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
    async with DocumentReader.started() as reader:
        return [
            *await against_pdfplumber(reader),
            await docx_time(reader),
            *await memory_and_strings(reader),
        ]


async def against_pdfplumber(reader: DocumentReader) -> list[Row]:
    """Both read every file once a turn, so that a busy machine slows both."""
    documents = [data for path, data in files(".pdf") if pages(data) <= MAX_PAGES]
    turns = [
        [(await ms(reader, data), plumber_ms(data)) for data in documents]
        for _ in range(WARM_UP_TURNS + TURNS)
    ][WARM_UP_TURNS:]
    ours, theirs = zip(*chain(*turns), strict=True)
    ratio = median(sum(their for _, their in turn) / sum(our for our, _ in turn) for turn in turns)
    return [
        (f"{len(documents)} PDFs of 1 to 3 pages, isolated, p50", f"{median(ours):.1f} ms", ""),
        ("the same, pdfplumber in process, p50", f"{median(theirs):.1f} ms", ""),
        ("pdfplumber's time for all of them to ours, median turn", f"{ratio:.1f} x", "≥ 6"),
    ]


async def docx_time(reader: DocumentReader) -> Row:
    documents = [data for _, data in files(".docx")]
    times = [await ms(reader, data) for _ in range(TURNS) for data in documents]
    return (f"{len(documents)} DOCX, isolated, p50", f"{median(times):.1f} ms", "< 8 ms")


def content(result: ReadingResult) -> str:
    return result.text.content if result.text else ""


async def memory_and_strings(reader: DocumentReader) -> list[Row]:
    results = {
        path: await reader.read_result(ReadingTask(path.read_bytes()), "bench") for path in GOOD
    }
    peak = max(result.peak_memory_bytes for result in results.values()) / MB
    hits = sum(len(found(strings, content(results[path]))) for path, strings in GOOD.items())
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


async def ms(reader: DocumentReader, data: bytes) -> float:
    begin = time.perf_counter()
    await reader.read_result(ReadingTask(data), "bench")
    return (time.perf_counter() - begin) * 1000


def plumber_ms(data: bytes) -> float:
    begin = time.perf_counter()
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()
