"""What a document's process has and tells: nothing of anybody's, and nothing that it could use."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import traceback
from collections import Counter
from pathlib import Path

import pytest

from app.documents.reading.outcomes import CorruptedError, ResourceLimitError, TooShortError
from app.documents.reading.reader import DocumentReader
from tests.faults.processes import PROC
from tests.faults.reading import AMPLE_S, HANGING, child, limits, play, read, worker
from tests.files import LONG, docx, paragraph

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def test_a_child_has_no_variable_no_file_little_memory_and_few_rights() -> None:
    async def scene(reader: DocumentReader) -> None:
        reading = asyncio.create_task(read(reader, HANGING))
        pid = await child()
        assert (PROC / str(pid) / "environ").read_bytes() == b""
        most = limits(pid)
        assert most["Max file size"] == most["Max core file size"] == "0"
        assert most["Max address space"] == str(384 * 1024 * 1024)
        assert most["Max cpu time"] == str(AMPLE_S + 1)
        assert opened_by(pid) == {"/dev/null": 3, "pipe": 2}
        assert set(opened_by(worker())) == {"/dev/null", "pipe"}  # no temporary file
        status = (PROC / str(pid) / "status").read_text().split()
        assert status[status.index("NoNewPrivs:") + 1] == "1"
        assert status[status.index("Seccomp:") + 1] == "2"  # by a filter
        assert reader.protections == ("no_new_privileges", "landlock", "seccomp")
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ResourceLimitError):
            await reading

    play(scene)


def opened_by(pid: int) -> Counter[str]:
    """What a process has open: its files by their paths, the rest by its kind; how often each."""
    opened = (entry.readlink() for entry in (PROC / str(pid) / "fd").iterdir())
    return Counter(str(path).partition(":")[0] for path in opened)


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

    async def scene(reader: DocumentReader) -> None:
        for document in documents:
            with pytest.raises((TooShortError, CorruptedError)) as raised:
                await read(reader, document)
            assert canary not in "".join(traceback.format_exception(raised.value))

    with caplog.at_level(logging.DEBUG):
        play(scene)
    assert canary not in caplog.text + "".join(capfd.readouterr())


def test_the_package_is_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zipfile.py").write_text("raise SystemExit('imported from the working folder')")
    assert play(lambda reader: read(reader, docx(paragraph(LONG)))) == LONG


def test_the_web_process_cannot_even_parse_a_document() -> None:
    libraries = "{'pypdfium2', 'charset_normalizer', 'pyexpat'}"
    code = f"import sys, app.documents.reading.reader; print({libraries} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
