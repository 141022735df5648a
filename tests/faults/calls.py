"""Whom a server calls, as the kernel shows it to another process.

A filter of the kernel (seccomp) stops each call that opens a socket or connects one, of the server
and of all that it starts; the test takes it down and lets it go on. That needs no tool, no root and
no right that a container takes away: Linux 5.5 or newer, nothing else. What is short or fails is
seen too, unlike in `/proc/net`, and nothing in the server can hide it.

    with watching(folder) as (calls, command), serving(folder, command) as server:
        ...  # calls.opened, calls.connected
"""

import array
import ctypes
import errno
import os
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path
from select import POLLIN, poll
from threading import Thread

from app.documents.reading.sandbox import (
    ALLOW,
    JUMP_IF_EQUAL,
    LOAD,
    NO_NEW_PRIVILEGES,
    NUMBER_AT,
    VERDICT,
)
from tests.server import REHEARSE

NUMBERS = {
    "x86_64": {"socket": 41, "connect": 42},
    "aarch64": {"socket": 198, "connect": 203},
}
IO_URING_SETUP = 425  # would lead around these; it is refused, as containers refuse it
REFUSE = 0x00050000 | errno.ENOSYS
SECCOMP = {"x86_64": 317, "aarch64": 277}
SET_FILTER, NEW_LISTENER = 1, 8
NOTIFY = 0x7FC00000  # the verdict that leaves a call to whoever listens
RECEIVE, SEND = 0xC0502100, 0xC0182101  # what a listener does, as an ioctl
NOTICE = struct.Struct("QIIiIQ6Q")  # id, pid, flags, number, architecture, place, arguments
REPLY = struct.Struct("QqiI")  # id, value, error, flags
GO_ON = 1
WAIT_MS = 50
WITHIN = (socket.AF_UNIX, socket.AF_NETLINK)  # this machine: its processes, and its kernel
LARGEST_ADDRESS = 128  # bytes, of any family


@dataclass
class Calls:
    """What was called so far that can lead to another machine.

    `opened` has the families of sockets, `connected` hosts and ports.
    """

    opened: list[int] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)

    def note(self, pid: int, name: str, arguments: tuple[int, ...]) -> None:
        if name == "socket":
            if arguments[0] not in WITHIN:
                self.opened.append(arguments[0])
        else:
            _, place, length, *_ = arguments
            address = memory_of(pid, place, min(length, LARGEST_ADDRESS))
            if family_of(address) not in WITHIN:
                self.connected.append(read_address(address))


def memory_of(pid: int, place: int, length: int) -> bytes:
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        memory.seek(place)
        return memory.read(length)


def family_of(address: bytes) -> int:
    family: int = struct.unpack_from("H", address)[0]
    return family


def read_address(address: bytes) -> tuple[str, int]:
    """The host and the port; of what is no TCP or UDP the number of its family, and 0."""
    family = family_of(address)
    if family not in (socket.AF_INET, socket.AF_INET6):
        return str(family), 0
    (port,) = struct.unpack_from("!H", address, 2)
    host = address[4:8] if family == socket.AF_INET else address[8:24]
    return socket.inet_ntop(family, host), port


@contextmanager
def watching(folder: Path) -> Iterator[tuple[Calls, tuple[str, ...]]]:
    """The calls of a server for the block, and the command that starts it so."""
    folder.mkdir(parents=True, exist_ok=True)
    door = folder / "calls"
    calls = Calls()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(door))
        listener.listen()
        listener.settimeout(WAIT_MS / 1000)
        watch = Watch(listener, calls)
        watch.start()
        try:
            yield calls, (sys.executable, "-m", "tests.faults.calls", str(door), *REHEARSE)
        finally:
            watch.is_ending = True
            watch.join()


class Watch(Thread):
    """Takes down the calls of one process after the other, each with all that it started."""

    def __init__(self, door: socket.socket, calls: Calls) -> None:
        super().__init__()
        self.door = door
        self.calls = calls
        self.is_ending = False

    def run(self) -> None:
        while not self.is_ending:
            try:
                process, _ = self.door.accept()
            except TimeoutError:
                continue
            with process:
                _, (listener,), *_ = socket.recv_fds(process, 1, 1)
            with os.fdopen(listener, "rb", buffering=0):
                self.listen(listener)

    def listen(self, listener: int) -> None:
        """Until the last of its processes is gone."""
        names = {number: name for name, number in NUMBERS[os.uname().machine].items()}
        waiting = poll()
        waiting.register(listener, POLLIN)
        while not self.is_ending:
            for _, event in waiting.poll(WAIT_MS):
                if not event & POLLIN:
                    return
                notice = bytearray(NOTICE.size)
                try:
                    ioctl(listener, RECEIVE, notice)
                    number, pid, _, call, _, _, *arguments = NOTICE.unpack(notice)
                    self.calls.note(pid, names[call], tuple(arguments))
                    ioctl(listener, SEND, bytearray(REPLY.pack(number, 0, 0, GO_ON)))
                except FileNotFoundError:  # it was killed meanwhile
                    continue


def run_watched(door: str, *command: str) -> None:
    """Become this command, every socket of which is shown to whoever waits behind the door."""
    with socket.socket(socket.AF_UNIX) as way:
        way.connect(door)
        socket.send_fds(way, [b"!"], [filtered()])
    os.execv(command[0], command)  # noqa: S606  # there is no shell on purpose


def filtered() -> int:
    """Filter the calls of this process from now on; where they are told."""
    machine = os.uname().machine
    if sys.platform != "linux" or machine not in NUMBERS:
        sys.exit("Only Linux on x86_64 or aarch64 shows a test whom a server calls.")
    numbers = NUMBERS[machine]
    instructions = [
        (LOAD, 0, 0, NUMBER_AT),
        (JUMP_IF_EQUAL, 2, 0, numbers["socket"]),
        (JUMP_IF_EQUAL, 1, 0, numbers["connect"]),
        (JUMP_IF_EQUAL, 1, 2, IO_URING_SETUP),
        (VERDICT, 0, 0, NOTIFY),
        (VERDICT, 0, 0, REFUSE),
        (VERDICT, 0, 0, ALLOW),
    ]
    code = array.array("B", b"".join(struct.pack("HBBI", *each) for each in instructions))
    program = struct.pack("HxxxxxxP", len(instructions), code.buffer_info()[0])
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    listener: int = libc.syscall(SECCOMP[machine], SET_FILTER, NEW_LISTENER, program)
    if listener < 0:
        why = os.strerror(ctypes.get_errno())
        sys.exit(f"This kernel or container shows no test whom a server calls (seccomp: {why}).")
    return listener


if __name__ == "__main__":
    run_watched(*sys.argv[1:])
