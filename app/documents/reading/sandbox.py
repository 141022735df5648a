"""What a process that reads one document may ask of the system: nearly nothing, once confined.

Linux alone has these protections, and where a kernel or a container lacks one, the others hold.
"""

import ctypes
import os
import struct
import sys

NO_NEW_PRIVILEGES, SET_SECCOMP, BY_FILTER = 38, 22, 2  # of prctl

# Landlock: its system calls have these numbers on every architecture.
CREATE_RULESET, RESTRICT_SELF = 444, 446
ASK_VERSION = 1
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights a version knows
NETWORK_VERSION, NETWORK_RIGHTS = 4, 0b11  # bind and connect, for TCP
SCOPE_VERSION, SCOPES = 6, 0b11  # abstract sockets and signals, to processes outside

# What Python, the C library and PDFium need between a document and its text, and to end.
ALLOWED = {
    "x86_64": {
        "read": 0,
        "write": 1,
        "close": 3,
        "fstat": 5,
        "poll": 7,
        "lseek": 8,
        "mmap": 9,
        "mprotect": 10,
        "munmap": 11,
        "brk": 12,
        "rt_sigaction": 13,
        "rt_sigprocmask": 14,
        "rt_sigreturn": 15,
        "sched_yield": 24,
        "mremap": 25,
        "madvise": 28,
        "alarm": 37,
        "getpid": 39,
        "exit": 60,
        "getrusage": 98,
        "gettid": 186,
        "futex": 202,
        "restart_syscall": 219,
        "clock_gettime": 228,
        "exit_group": 231,
        "getrandom": 318,
    },
    "aarch64": {
        "close": 57,
        "lseek": 62,
        "read": 63,
        "write": 64,
        "ppoll": 73,
        "fstat": 80,
        "exit": 93,
        "exit_group": 94,
        "futex": 98,
        "setitimer": 103,  # `alarm` calls it here
        "clock_gettime": 113,
        "sched_yield": 124,
        "restart_syscall": 128,
        "rt_sigaction": 134,
        "rt_sigprocmask": 135,
        "rt_sigreturn": 139,
        "getrusage": 165,
        "getpid": 172,
        "gettid": 178,
        "brk": 214,
        "munmap": 215,
        "mremap": 216,
        "mmap": 222,
        "mprotect": 226,
        "madvise": 233,
        "getrandom": 278,
    },
}
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # as a filter is told it

# A filter's instructions: load a word of the call, jump if it equals a value, end with a verdict.
LOAD, JUMP_IF_EQUAL, VERDICT = 0x20, 0x15, 0x06
NUMBER_AT, ARCHITECTURE_AT = 0, 4  # where the words stand
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # refused: EPERM


def confine() -> tuple[str, ...]:
    """Give up, for good, all that reading a document needs no longer; gives what holds now.

    "landlock": no file, no TCP, no signal to another process. "seccomp": no system call but those
    of ALLOWED, so nothing is opened, started or signalled either. Import everything before.
    """
    if sys.platform != "linux":
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return ()
    protections = {"landlock": shut_files_and_network, "seccomp": refuse_system_calls}
    return "no_new_privileges", *(name for name, shut in protections.items() if shut(libc))


def shut_files_and_network(libc: ctypes.CDLL) -> bool:
    """Landlock, with every right that this kernel's version knows; whether the system has it."""
    version = libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASK_VERSION)
    if version < 1:
        return False
    handled = struct.pack(
        "QQQ",
        (1 << FILE_RIGHTS[min(version, max(FILE_RIGHTS))]) - 1,
        NETWORK_RIGHTS if version >= NETWORK_VERSION else 0,
        SCOPES if version >= SCOPE_VERSION else 0,
    )  # an older kernel takes what it doesn't know as long as it is zero
    rules = libc.syscall(CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    if rules < 0:
        return False
    is_shut: bool = libc.syscall(RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return is_shut


def refuse_system_calls(libc: ctypes.CDLL) -> bool:
    """Seccomp with a list of what is allowed; whether the system has it."""
    machine = os.uname().machine
    if machine not in ALLOWED or sys.maxsize < 2**32:  # a 32-bit Python has calls of its own
        return False
    code = filter_of(ARCHITECTURE[machine], list(ALLOWED[machine].values()))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    is_filtered: bool = libc.prctl(SET_SECCOMP, BY_FILTER, program, 0, 0) == 0
    return is_filtered


def filter_of(architecture: int, allowed: list[int]) -> bytes:
    """A program of the kernel's packet filter, 8 bytes an instruction.

    Another architecture's calls have other numbers, so they are checked first; the numbers of x32
    carry a bit that none of ALLOWED has.
    """
    instructions = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (JUMP_IF_EQUAL, 1, 0, architecture),
        (VERDICT, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT),
        *(
            (JUMP_IF_EQUAL, distance, 0, number)
            for distance, number in zip(range(len(allowed), 0, -1), allowed, strict=True)
        ),
        (VERDICT, 0, 0, REFUSE),
        (VERDICT, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)
