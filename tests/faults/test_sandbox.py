"""What a process that reads a document can do once it is confined, were it an attacker's."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.documents.reading.sandbox import NO_NEW_PRIVILEGES, confine, shut_files_and_network

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has these protections")

LATE_S = 10


def confined(attempt: Callable[[], object], shut: Callable[[], object] = confine) -> str:
    """What becomes of an attempt in a forked and confined process: "done", or the error's name."""
    reading, writing = os.pipe()
    if not (pid := os.fork()):
        told = b"unexpected"
        try:
            signal.alarm(LATE_S)
            shut()
            attempt()
            told = b"done"
        except OSError as error:
            told = type(error).__name__.encode()
        finally:
            os.write(writing, told)
            os._exit(0)
    os.close(writing)
    told = os.read(reading, 100)
    os.close(reading)
    os.waitpid(pid, 0)
    return told.decode()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "rehearse.db"
    file.write_bytes(b"everybody's sessions")
    return file


def test_this_system_has_every_protection() -> None:
    """The documents promise them for a current Linux; the tests run on one."""
    told = "import app.documents.reading.sandbox as it; print(*it.confine(), flush=True)"
    said = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert said.stdout.split() == ["no_new_privileges", "landlock", "seccomp"]


def test_what_reading_needs_is_still_there() -> None:
    assert confined(lambda: bytearray(50_000_000)) == "done"
    assert confined(lambda: os.urandom(8)) == "done"


FILE_ATTEMPTS: dict[str, Callable[[Path], object]] = {
    "read": lambda file: file.read_bytes(),
    "write": lambda file: file.write_bytes(b""),
    "append": lambda file: os.open(file, os.O_WRONLY | os.O_APPEND),
    "make": lambda file: file.with_name("new").touch(),
    "unlink": lambda file: file.unlink(),
    "rename": lambda file: file.rename(file.with_name("gone")),
    "link": lambda file: file.with_name("link").hardlink_to(file),
    "truncate": lambda file: os.truncate(file, 0),
    "change its mode": lambda file: file.chmod(0),
    "change its owner": lambda file: os.chown(file, 1, 1),
    "look into its folder": lambda file: list(file.parent.iterdir()),
    "make a folder": lambda file: file.with_name("folder").mkdir(),
    "leave the folder": lambda file: os.chdir(file.parent),
    "ask for its size": lambda file: file.stat(),
    "give it a date": lambda file: os.utime(file),
}


@pytest.mark.parametrize("name", FILE_ATTEMPTS)
def test_no_file_can_be_reached(name: str, database: Path) -> None:
    before = database.stat()
    assert confined(lambda: FILE_ATTEMPTS[name](database)) == "PermissionError"
    assert [file.name for file in database.parent.iterdir()] == [database.name]
    assert database.read_bytes() == b"everybody's sessions"
    assert (database.stat().st_mode, database.stat().st_mtime) == (before.st_mode, before.st_mtime)


def test_nobody_can_be_called() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        assert confined(lambda: socket.create_connection(address)) == "PermissionError"
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
    for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):
        assert confined(lambda family=family: socket.socket(family)) == "PermissionError"  # type: ignore[misc]
    assert confined(socket.socketpair) == "PermissionError"


def test_a_socket_that_was_open_before_calls_nobody() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.socket() as before,
    ):
        address = listener.getsockname()
        assert confined(lambda: before.connect(address)) == "PermissionError"


def test_no_process_can_be_started_or_signalled() -> None:
    parent = os.getpid()
    attempts: list[Callable[[], object]] = [
        lambda: os.kill(parent, 0),
        lambda: os.kill(-1, 0),
        lambda: os.pidfd_open(parent),
        lambda: os.setpriority(os.PRIO_PROCESS, parent, 1),
        os.fork,
        lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
        lambda: os.posix_spawn("/bin/true", ["true"], {}),
    ]
    told = [confined(attempt) for attempt in attempts]
    assert told == ["PermissionError"] * len(attempts)


def test_landlock_alone_keeps_files_network_and_processes_too(database: Path) -> None:
    """Where a container refuses one of the two protections, the other holds."""
    parent = os.getpid()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        attempts: list[Callable[[], object]] = [
            database.read_bytes,
            database.unlink,
            lambda: database.write_bytes(b""),
            lambda: os.truncate(database, 0),
            lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
            lambda: socket.create_connection(listener.getsockname()),
            lambda: os.kill(parent, 0),
        ]
        told = [confined(attempt, only_landlock) for attempt in attempts]
    assert told == ["PermissionError"] * len(attempts)


def only_landlock() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    assert shut_files_and_network(libc)


REFUSED = {  # by their numbers on x86_64 and aarch64, where no module of Python's calls them
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "mount": (165, 40),
    "bpf": (321, 280),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "unshare": (272, 97),
    "memfd_create": (319, 279),
    "prctl": (157, 167),
    "open by x32": (0x40000002, 0x40000002),
}


@pytest.mark.parametrize("name", REFUSED)
def test_no_other_call_of_the_system_is_answered(name: str) -> None:
    number = REFUSED[name][os.uname().machine == "aarch64"]
    assert confined(lambda: raise_unless_answered(number)) == "PermissionError"


def raise_unless_answered(number: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, 0, 0, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "")
