"""What a process that reads one document may take of the machine; beyond it, it is ended."""

import ctypes
import os
import resource
import signal
import sys

WALL_TIME_S = 5
MEMORY_BYTES = 384 * 1024 * 1024
OPEN_FILES = 32

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux' prctl


def peak_memory_bytes() -> int:
    """The most memory that this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def limit_this_process(wall_time_s: int) -> None:
    """Set the limits on this process, for good; of processor time, as much as of time."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),  # it writes no file, so no temporary one either
        (resource.RLIMIT_CORE, 0),  # a core dump would hold the document
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(kind, (most, most))
    # At the lower limit comes SIGXCPU, which tells why; at the upper one only SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (wall_time_s, wall_time_s + 1))


def ring_when_late(wall_time_s: int) -> None:
    """End this process a little after its time, should nobody be left to do so."""
    signal.alarm(wall_time_s + 1)


def die_with_parent(parent: int) -> None:
    """Be killed when the parent process dies. Only Linux offers it; elsewhere the alarm does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it was asked for
            os._exit(1)
