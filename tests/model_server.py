"""An OpenAI-compatible server over real HTTP that says what a test tells it to, good or bad.

    with model_server(says({"word": "yes"}), refuses(503)) as server:
        ...  # server.url for OPENAI_BASE_URL; server.requests is what came

Replies are given in their order, the last of them for ever. A function of the request serves too.
"""

import json
import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Literal

NAME = "scripted"
DRIP_S = 0.01
ENDLESS = 10**15
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close without a goodbye

Manner = Literal["whole", "drip", "flood", "hang", "reset", "raw"]


@dataclass(frozen=True)
class ModelRequest:
    """What came: `body` is the JSON of a POST."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def rung(self) -> str:
        """How JSON was asked for: `json_schema`, `json_object` or `text`."""
        rung: str = self.body.get("response_format", {}).get("type", "text")
        return rung

    @property
    def words(self) -> str:
        """All that the model was told."""
        return "\n".join(message["content"] for message in self.body["messages"])


@dataclass(frozen=True)
class ModelAnswer:
    """What goes back: all (`whole`), a byte at a time, without end, nothing, or half and a reset.

    What is `raw` is sent as it is, and may be no HTTP at all. Without a body the reset comes before
    anything else. It waits for `once`, if there is one.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = "whole"
    once: Event | None = None


Script = Callable[[ModelRequest], ModelAnswer]


def says(content: object, *, finish_reason: str = "stop", tokens: object = 12) -> ModelAnswer:
    """A completion with this text, or with this value as JSON."""
    text = content if isinstance(content, str | None) else json.dumps(content)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}}
    return sends(
        {
            "object": "chat.completion",
            "choices": [{**choice, "finish_reason": finish_reason}],
            "usage": {"total_tokens": tokens},
        }
    )


def sends(body: object, status: int = 200, **headers: str) -> ModelAnswer:
    """Any body, as it is or as JSON; `Retry_After="3"` is a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ModelAnswer(
        body if isinstance(body, bytes) else json.dumps(body).encode(), status, named
    )


def refuses(status: int, why: str = "no", **headers: str) -> ModelAnswer:
    return sends({"error": {"message": why}}, status, **headers)


def hangs() -> ModelAnswer:
    return ModelAnswer(manner="hang")


def drips(answer: ModelAnswer) -> ModelAnswer:
    """The answer, a byte at a time, after many spaces that JSON allows."""
    return replace(answer, body=b" " * 10_000 + answer.body, manner="drip")


def floods() -> ModelAnswer:
    """Spaces as fast as they are read, for ever."""
    return ModelAnswer(b" " * 65_536, manner="flood")


def raw(body: bytes) -> ModelAnswer:
    """These bytes from the status line on, and then the end."""
    return ModelAnswer(body, manner="raw")


def breaks_off(answer: ModelAnswer) -> ModelAnswer:
    return replace(answer, manner="reset")


def waits(answer: ModelAnswer, once: Event) -> ModelAnswer:
    return replace(answer, once=once)


def by_rung(**answers: ModelAnswer) -> Script:
    """An answer for each rung; the others are refused as servers do that know no such format."""
    refusal = refuses(400, "'response_format.type' is not supported")
    return lambda request: answers.get(request.rung, refusal)


def in_order(*answers: ModelAnswer) -> Script:
    left = iter(answers)
    return lambda _request: next(left, answers[-1])


class ModelServer(ThreadingHTTPServer):
    """Listens on the loopback address; `connections` counts those that came."""

    daemon_threads = True

    def __init__(self, script: Script, models: tuple[str, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.models = models
        self.requests: list[ModelRequest] = []
        self.connections = 0
        self.is_ending = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def verify_request(self, request: Any, client_address: Any) -> bool:
        self.connections += 1
        return super().verify_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has left is no error of ours."""


class Handler(BaseHTTPRequestHandler):
    server: ModelServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self.note(b"")
        self.send(sends({"data": [{"id": name} for name in self.server.models]}))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send(self.server.script(self.note(body)))

    def note(self, body: bytes) -> ModelRequest:
        read = json.loads(body) if body else {}
        request = ModelRequest(self.command, self.path, dict(self.headers), read)
        self.server.requests.append(request)
        return request

    def send(self, answer: ModelAnswer) -> None:
        if answer.once:
            answer.once.wait()
        if answer.manner == "hang":
            self.server.is_ending.wait()
            return
        if answer.manner == "reset" and not answer.body:
            self.send_reset(b"")
            return
        if answer.manner == "raw":
            self.send_raw(answer.body)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header(
            "Content-Length", str(ENDLESS if answer.manner == "flood" else len(answer.body))
        )
        self.end_headers()
        getattr(self, f"send_{answer.manner}")(answer.body)

    def send_whole(self, body: bytes) -> None:
        self.wfile.write(body)

    def send_raw(self, body: bytes) -> None:
        self.close_connection = True
        self.wfile.write(body)

    def send_drip(self, body: bytes) -> None:
        for start in range(len(body)):
            if self.server.is_ending.wait(DRIP_S):
                break
            self.wfile.write(body[start : start + 1])

    def send_flood(self, body: bytes) -> None:
        while not self.server.is_ending.is_set():
            self.wfile.write(body)

    def send_reset(self, body: bytes) -> None:
        self.wfile.write(body[: len(body) // 2])
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.connection.close()
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at `requests`."""


@contextmanager
def model_server(
    *script: ModelAnswer | Script, models: tuple[str, ...] = (NAME,)
) -> Iterator[ModelServer]:
    """A server with these answers in their order, or with one function; ended with the block."""
    answers = [each for each in script if isinstance(each, ModelAnswer)]
    functions = [each for each in script if not isinstance(each, ModelAnswer)]
    with ModelServer(functions[0] if functions else in_order(*answers), models) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.is_ending.set()
            server.shutdown()
            thread.join()
