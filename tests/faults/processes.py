"""The processes of this machine as Linux shows them, to see who is there and who is gone."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Seen = TypeVar("Seen")

PROC = Path("/proc")
PATIENCE_S = 20  # a bound, never a measure


def children(pid: int) -> list[int]:
    """The running children of a process."""
    return [child for child, parent in parents().items() if parent == pid]


def descendants(pid: int) -> list[int]:
    """The running processes below a process, those that are nearer first."""
    found, of = [pid], parents()
    for each in found:
        found += [child for child, parent in of.items() if parent == each]
    return found[1:]


def command(pid: int) -> bytes:
    """How the process was started; nothing if it is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""


def processor_ticks(pid: int) -> int:
    """The processor time that the process has used, in ticks of 10 ms; 0 if it is gone."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def is_running(pid: int) -> bool:
    """Whether the process is there; one that waits to be reaped is gone."""
    return pid in parents()


def parents() -> dict[int, int]:
    """Every running process and its parent."""
    found = {}
    for entry in PROC.iterdir():
        if entry.name.isdecimal():
            try:
                state, parent, *_ = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            if state != "Z":
                found[int(entry.name)] = int(parent)
    return found


async def until(look: Callable[[], Seen]) -> Seen:
    """What is seen as soon as it is something; fails if it never is."""
    async with asyncio.timeout(PATIENCE_S):
        while not (seen := look()):  # noqa: ASYNC110  # nobody is told of another's process
            await asyncio.sleep(0.01)
    return seen
