"""An answer as it goes out: a body of bytes, and the headers that say what it is."""

from typing import Any

import litestar
from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent, Receive, Scope, Send

HTML = "text/html; charset=utf-8"
JSON = "application/json"


class Answer(litestar.Response[bytes]):
    """A Response that is ready as it stands.

    Litestar's own makes place for cookies, encoders and a background task, and then builds another
    object out of all that: together a fifth of a page, and we have none of them.
    """

    def __init__(
        self, content: bytes, content_type: str, headers: dict[str, str], status: int = 200
    ) -> None:
        self.content = content
        self.status_code = status
        self.headers = {
            **headers,
            "Content-Type": content_type,
            "Content-Length": str(len(content)),
        }

    def to_asgi_response(self, *_: Any, **_more: Any) -> Any:
        """The answer itself, whatever a route may want to add: ours add nothing."""
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send it, as an ASGI application does."""
        start: HTTPResponseStartEvent = {
            "type": "http.response.start",
            "status": self.status_code or 200,
            "headers": [
                (name.lower().encode(), text.encode()) for name, text in self.headers.items()
            ],
        }
        body: HTTPResponseBodyEvent = {
            "type": "http.response.body",
            "body": self.content,
            "more_body": False,
        }
        await send(start)
        await send(body)
