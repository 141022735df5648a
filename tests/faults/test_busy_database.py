"""A database that can't be written for a while: locked by somebody else, or on a full disk.

Writes say so, reads go on, and it heals without a restart.
"""

import os
import resource
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.clients import HEADERS, NURSE, client, create
from tests.faults.locking import locked_for_writing
from tests.server import Server, serving

Fault = Callable[[Server], AbstractContextManager[None]]


def test_a_locked_database_is_read_and_heals(tmp_path: Path) -> None:
    def locked(server: Server) -> AbstractContextManager[None]:
        return locked_for_writing(server.database)

    with serving(tmp_path) as server:
        assert_writes_fail_and_reads_go_on(server, locked, ["api"])  # each waits 5 s


def test_a_full_disk_is_read_and_heals(tmp_path: Path) -> None:
    """A real one of 4 MB."""
    with small_disk(tmp_path) as disk, serving(disk) as server:
        assert_writes_fail_and_reads_go_on(server, filled, HEADERS)


def test_a_file_that_may_not_grow_is_read_and_heals(tmp_path: Path) -> None:
    """The same where nobody may make a disk: the kernel refuses what goes past the size."""
    with serving(tmp_path) as server:
        assert_writes_fail_and_reads_go_on(server, file_size_limited, HEADERS)


def assert_writes_fail_and_reads_go_on(server: Server, fault: Fault, kinds: Iterable[str]) -> None:
    with client(server.url, "api") as visitor:
        before = [create(visitor, job_title=f"Before {number}") for number in range(3)]
        with fault(server):
            for kind in kinds:
                with client(server.url, kind, like=visitor) as sender:
                    assert_refused_for_now(refused(sender), kind)
            assert_unhealthy(visitor)
            assert ids(visitor) == before[::-1]
            assert visitor.get(f"/session/{before[0]}/upload").json()["job_title"] == "Before 0"
        after = create(visitor, job_title="After")
        assert visitor.get("/health").json() == {"status": "ok"}
        assert ids(visitor)[0] == after
        assert server.process.poll() is None


def refused(sender: httpx.Client) -> httpx.Response:
    """The first refusal: a disk may have room for some more in a page that is begun."""
    for number in range(200):
        form = {**NURSE, "job_title": f"{number} " + "x" * 190}
        answer = sender.post("/session/create", data=form)
        if answer.status_code not in (200, 302):
            return answer
    raise AssertionError("every write was taken")


def assert_refused_for_now(answer: httpx.Response, kind: str) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "reach its database" in answer.text
    if kind == "htmx":  # the form stays, with what was typed
        assert answer.headers["hx-retarget"] == "#notice"


def assert_unhealthy(visitor: httpx.Client) -> None:
    answer = visitor.get("/health")
    assert answer.status_code == 503
    assert "read but not written" in answer.json()["error"]


def ids(visitor: httpx.Client) -> list[int]:
    cards = visitor.get("/dashboard").json()["recent_sessions"]
    return [card["id"] for card in cards if not card["job_title"].endswith("x")]


@contextmanager
def small_disk(folder: Path, size_mb: int = 4) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk, and not in every container")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def filled(server: Server) -> AbstractContextManager[None]:
    """The disk of its database, and of its log."""
    return no_byte_left(server.folder)


@contextmanager
def no_byte_left(disk: Path) -> Iterator[None]:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 512):
                pass
        except OSError:
            yield
    ballast.unlink()


@contextmanager
def file_size_limited(server: Server) -> Iterator[None]:
    """The server may make no file larger than its database's log is by now."""
    process, log = server.process.pid, server.database.with_name("rehearse.db-wal")
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)
