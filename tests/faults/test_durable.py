"""An answer leaves only after the disk has confirmed what it says."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clients import client, create
from tests.faults.test_kill import worker_of
from tests.server import serving

CALLS = "trace=pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg"


@pytest.mark.skipif(not shutil.which("strace"), reason="strace shows it, and is not here")
def test_the_disk_has_confirmed_a_session_before_its_answer_is_sent(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    with serving(tmp_path) as server, client(server.url, "script") as visitor:
        create(visitor)
        with traced(worker_of(server), calls):
            create(visitor)
    lines = calls.read_text("utf-8").splitlines()
    written = last(lines, "pwrite64", "rehearse.db-wal")
    confirmed = last(lines, "sync(", "rehearse.db-wal")
    answered = last(lines, "302 Found", "socket:")
    assert written < confirmed < answered


@contextmanager
def traced(process: int, output: Path) -> Iterator[None]:
    """Write the calls of a process to `output`, in their order, with the names of the files."""
    command = ["strace", "-f", "-y", "-e", CALLS, "-o", str(output), "-p", str(process)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr
        if "attached" not in tracer.stderr.readline():
            pytest.skip("strace may not look at a process here")
        try:
            yield
        finally:
            tracer.terminate()
            tracer.communicate()


def last(lines: list[str], call: str, file: str) -> int:
    """Where the last call of that kind on that file stands."""
    return max(number for number, line in enumerate(lines) if call in line and file in line)
