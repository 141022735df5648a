"""Several processes that serve one listener, and the one that forks them and keeps them alive."""

import asyncio
import logging
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from types import FrameType
from typing import NamedTuple

STOPS = (signal.SIGTERM, signal.SIGINT)
IN_ORDER = (0, *(-number for number in STOPS))  # the latter before it could stop in order
LIVED_S = 60  # after which the end of a worker is no sign that the next one ends, too
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1, 30  # before a worker begins in the place of one that did not
END_GRACE_S = 1  # for workers that end by themselves at the last moment

log = logging.getLogger(__name__)


class WorkerLink:
    """What a worker has of its supervisor: the end of the one tells the other.

    It is closed by nothing but the end of the process.
    """

    def __init__(self, connection: socket.socket, replaces: str) -> None:
        self._descriptor = connection.detach()
        self._replaces = replaces

    def tell_open(self, stop: Callable[[], None]) -> None:
        """Say that this worker answers; `stop` is called where the supervisor is gone."""
        loop = asyncio.get_running_loop()

        def stop_once() -> None:
            loop.remove_reader(self._descriptor)
            stop()

        loop.add_reader(self._descriptor, stop_once)
        with suppress(OSError):  # then it is gone already
            os.write(self._descriptor, b"1")
        if self._replaces:
            log.warning(f"a worker took the place of one that ended by {self._replaces}")


class Worker(NamedTuple):
    """A process that was forked, and when."""

    process: int
    begun_at: float


class Workers:
    """Begins so many workers, and another one in the place of each that ends."""

    def __init__(self, count: int, listener: socket.socket, end_after_s: float) -> None:
        self._count = count
        self._listener = listener
        self._end_after_s = end_after_s
        self._workers: dict[socket.socket, Worker] = {}
        self._open: set[socket.socket] = set()
        self._is_whole = False  # whether all of them have been open
        self._is_stopping = False
        self._pause_s = 0.0
        self._begins_at = 0.0
        self._ended_by = ""
        self._woken, self._waking = socket.socketpair()

    def run(self, say_open: Callable[[], None]) -> WorkerLink:
        """The link to here, in each worker; this process stays until SIGTERM or SIGINT.

        The first worker begins by itself, so that what keeps it from it is told once.

        Raises:
            SystemExit: all have ended, with exit code 1 where it was not in order.
        """
        self._woken.setblocking(False)
        self._waking.setblocking(False)
        signal.set_wakeup_fd(self._waking.fileno())
        for number in STOPS:
            signal.signal(number, self._note_stop)
        while not self._is_stopping:
            while self._is_one_missing():
                if link := self._fork():
                    return link
            for connection in self._wait(max(self._begins_at - monotonic(), 0)):
                if connection.recv(1):
                    self._open.add(connection)
                else:
                    self._note_end(connection)
            if len(self._open) == self._count and not self._is_whole:
                self._is_whole = True
                say_open()
        sys.exit(self._end(0))

    def _note_stop(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002  # Python's
        self._is_stopping = True

    def _is_one_missing(self) -> bool:
        wanted = self._count if self._open or self._is_whole else 1
        return len(self._workers) < wanted and monotonic() >= self._begins_at

    def _fork(self) -> WorkerLink | None:
        """A link in the new worker, None here."""
        ours, theirs = socket.socketpair()
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # or the worker takes one for ours
        process = os.fork()
        if process:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
            theirs.close()
            self._workers[ours] = Worker(process, monotonic())
            return None
        signal.set_wakeup_fd(-1)
        for number in STOPS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        for inherited in (ours, *self._workers, self._woken, self._waking):
            inherited.close()
        return WorkerLink(theirs, self._ended_by)

    def _wait(self, pause_s: float) -> list[socket.socket]:
        """The connections whose worker says something or has ended."""
        timeout_s = pause_s or None
        readable, *_ = select.select([self._woken, *self._workers], [], [], timeout_s)
        if self._woken in readable:
            readable.remove(self._woken)
            self._woken.recv(4096)
        return readable

    def _note_end(self, connection: socket.socket) -> None:
        """Let another worker begin: at once, or after a pause that grows while they soon end."""
        begun_at = self._workers[connection].begun_at
        code = self._reap(connection)
        if self._is_stopping:
            return
        if not self._is_whole:
            sys.exit(self._end(1))
        self._ended_by = f"signal {-code}" if code < 0 else f"exit code {code}"
        if begun_at < self._begins_at:  # several ended at once
            return
        if monotonic() - begun_at > LIVED_S:
            self._pause_s = 0
        self._begins_at = monotonic() + self._pause_s
        self._pause_s = min(max(2 * self._pause_s, FIRST_PAUSE_S), LONGEST_PAUSE_S)

    def _reap(self, connection: socket.socket) -> int:
        worker = self._workers.pop(connection)
        self._open.discard(connection)
        connection.close()
        return os.waitstatus_to_exitcode(os.waitpid(worker.process, 0)[1])

    def _end(self, code: int) -> int:
        """Stop all workers, by force those that stay; 1 where one did not end in order."""
        self._listener.close()
        for worker in self._workers.values():
            os.kill(worker.process, signal.SIGTERM)
        ends_at = monotonic() + self._end_after_s + END_GRACE_S
        while self._workers:
            if (left_s := ends_at - monotonic()) <= 0:
                for worker in self._workers.values():
                    os.kill(worker.process, signal.SIGKILL)
                ends_at, code = monotonic() + END_GRACE_S, 1
                continue
            for connection in self._wait(left_s):
                if not connection.recv(1) and self._reap(connection) not in IN_ORDER:
                    code = 1
        return code
