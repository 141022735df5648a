"""A llama.cpp server in a process of its own, with the small model that is kept for these tests."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from tests.clients import TLS
from tests.model.llama import kept
from tests.modelled import until
from tests.server import free_port

NAME = "smollm2"
PATIENCE_S = 900  # a bound, never a measure: these machines have few cores, and others use them
TWO_PLACES = ("-c", "4096", "-np", "2")  # of 2,048 tokens each, as many as the model was made for
FRUGAL = ("--no-ui", "--poll", "0")


class Llama:
    """A running server; `log_file` has what it writes."""

    def __init__(self, folder: Path, options: tuple[str, ...], weights: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.settings = {"OPENAI_MODEL": NAME, "OPENAI_BASE_URL": f"{self.address}/v1"}
        self.log_file = folder / "llama.log"
        here = ("--host", "127.0.0.1", "--port", str(self.port), "--alias", NAME, "--jinja")
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(
                [str(kept().server), "-m", str(weights), *here, *FRUGAL, *options],
                env={**os.environ, "OMP_WAIT_POLICY": "passive"},
                stdout=log,
                stderr=log,
            )

    def get(self, path: str) -> httpx.Response | None:
        """What it answers; None where it does not listen yet."""
        assert self.process.poll() is None, self.log
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.address}{path}", verify=TLS, timeout=PATIENCE_S)
        return None

    def wait(self, status: int = 200) -> None:
        """Until it says of its health what is waited for; 503 while it loads its model."""

        def says_so() -> bool:
            answer = self.get("/health")
            return answer is not None and answer.status_code == status

        until(says_so, patience_s=PATIENCE_S)

    @property
    def slots(self) -> list[dict[str, Any]]:
        """What each of its places does."""
        answer = self.get("/slots")
        assert answer is not None
        slots: list[dict[str, Any]] = answer.raise_for_status().json()
        return slots

    @property
    def is_busy(self) -> bool:
        return any(slot["is_processing"] for slot in self.slots)

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace")


@contextmanager
def llama_server(
    folder: Path, options: tuple[str, ...] = TWO_PLACES, weights: Path | None = None
) -> Iterator[Llama]:
    """A server that may still be loading its model; ended with the block."""
    server = Llama(folder, options, weights or kept().weights)
    try:
        yield server
    finally:
        server.process.kill()  # asked to end, it first writes what it has begun
        server.process.wait()
