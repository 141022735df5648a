"""Requests as no browser sends them, byte for byte, and the routes that they are sent to."""

import socket

from litestar import Litestar

from app.main import create_litestar
from app.settings import Settings
from tests.server import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
PARTS = {"Content-Type": "multipart/form-data; boundary=x"}
END = b"--x--\r\n"  # of a body of such parts


def routes(method: str) -> list[str]:
    """The paths of the app that take this method."""
    app: Litestar = create_litestar(Settings())
    return sorted(
        route.path for route in app.routes if method in (getattr(route, "methods", None) or ())
    )


ID = "{session_id:str}"
NUMBER = "{number:str}"  # of a question
NAMED = {NUMBER: "1", "{device:str}": "1", "{code:str}": "A" * 22}


def named(path: str) -> str:
    """The path of a route with a name in every place but that of the session."""
    for place, name in NAMED.items():
        path = path.replace(place, name)
    return path


POSTS = [named(path) for path in routes("POST")]
OPEN_POSTS = [path for path in POSTS if ID not in path]
POSTS_BY_ID = [path for path in POSTS if ID in path]
GETS_BY_ID = [named(path) for path in routes("GET") if ID in path]


def part(name: str, content: bytes, more: str = "") -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def ask(
    server: Server, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
) -> tuple[int, bytes]:
    """The status and head of an answer to a request that is sent as it stands, byte for byte."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request_bytes(method, path, headers or {}, body))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head = answer.partition(b"\r\n\r\n")[0]
    return int(head.split(b" ", 2)[1]), head


def request_bytes(method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    return head_bytes(method, path, {**headers, "Content-Length": str(len(body))}) + body


def head_bytes(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
