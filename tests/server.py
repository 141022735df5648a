"""Rehearse as `make run` serves it, in a process of its own on a database of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import SystemRandom
from time import monotonic, sleep

import httpx

from tests.clients import TLS

ROOT = Path(__file__).parents[1]
START_LIMIT_S = 20
STOP_LIMIT_S = 15
ASK_AGAIN_S = 0.02
PORTS = range(10_000, 32_000)  # Linux and macOS give clients higher ones

REHEARSE = (sys.executable, "-m", "app")
COMPILED = {  # so that no start compiles it all again, or asks a model of whoever runs the tests
    **os.environ,
    "PYTHONDONTWRITEBYTECODE": "",
    "OPENAI_MODEL": "",
}


class Server:
    """A running server: `url` to speak to, `log` to read, `process` to end.

    `urls` has the others, too, where several serve one database.
    """

    def __init__(self, folder: Path, command: tuple[str, ...] = REHEARSE, **settings: str) -> None:
        self.folder = folder
        self.command = command
        self.database = folder / "rehearse.db"
        self.log_file = folder / "log.jsonl"
        self.settings = {"DATABASE_URL": f"sqlite:///{self.database}", **settings}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.urls: tuple[str, ...] = (self.url,)
        self.process = self.begin()

    def begin(self) -> "subprocess.Popen[bytes]":
        """The process, not waited for; what it writes goes to `log_file`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as log:
            return subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**COMPILED, "PORT": str(self.port), **self.settings},
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that a test can kill all of it by its group
            )

    def wait(self) -> None:
        """Until it answers; fails with its log where it never does."""
        ends_at = monotonic() + START_LIMIT_S
        while monotonic() < ends_at and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/health", verify=TLS).is_success:
                    return
            except httpx.TransportError:
                sleep(ASK_AGAIN_S)
        raise AssertionError(f"the server did not start:\n{self.log}")

    def restart(self) -> None:
        """A new process on the same database and port."""
        self.process = self.begin()
        self.wait()

    def kill(self) -> None:
        """SIGKILL for the server and its readers, as a power cut would end them."""
        os.killpg(self.process.pid, 9)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        return self.process.wait(STOP_LIMIT_S)

    def end(self) -> None:
        """SIGTERM, unless it has ended."""
        if self.process.poll() is None:
            self.stop()

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8")


@contextmanager
def serving(folder: Path, command: tuple[str, ...] = REHEARSE, **settings: str) -> Iterator[Server]:
    """A server that answers, ended with the block."""
    server = Server(folder, command, **settings)
    try:
        server.wait()
        yield server
    finally:
        server.end()


def refusal(*before: str, **settings: str) -> str:
    """The one line of a start that has to fail; `before` is a command that runs it."""
    process = subprocess.Popen(
        [*before, sys.executable, "-m", "app"],
        cwd=ROOT,
        env={**COMPILED, "PORT": str(free_port()), **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(timeout=START_LIMIT_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        raise
    assert (process.returncode, output) == (1, ""), errors
    (line,) = errors.splitlines()
    assert line.startswith("Rehearse can't start. ")
    return line


def free_port() -> int:
    """A port that nobody listens on, and that the system gives to no client meanwhile."""
    while True:
        port = SystemRandom().choice(PORTS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
