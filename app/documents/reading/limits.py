"""What a process that reads one document may take of the machine; beyond it, it is ended."""

import ctypes
import os
import signal
import sys

if sys.platform != "win32":
    import resource

WALL_TIME_S = 5
MEMORY_BYTES = 384 * 1024 * 1024
OPEN_FILES = 32

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux' prctl


def peak_memory_bytes() -> int:
    """The most memory that this process has held; 0 where the system doesn't tell."""
    if sys.platform == "win32":
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def limit_this_process() -> None:
    """Set the limits on this process, for good. Windows has none: there only time counts."""
    if sys.platform == "win32":
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),  # it writes no file, so no temporary one either
        (resource.RLIMIT_CORE, 0),  # a core dump would hold the document
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(kind, (most, most))
    # At the lower limit comes SIGXCPU, which tells why; at the upper one only SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (WALL_TIME_S, WALL_TIME_S + 1))


def ring_when_late() -> None:
    """End this process a little after its time, should nobody be left to do so."""
    if sys.platform != "win32":
        signal.alarm(WALL_TIME_S + 1)


def die_with_parent(parent: int) -> None:
    """Be killed when the parent process dies. Only Linux offers it; elsewhere the alarm does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it was asked for
            os._exit(1)
