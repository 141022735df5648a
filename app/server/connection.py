"""One client's connection: uvicorn's HTTP/1 protocol, which never waits for a client for ever.

A connection has a deadline exactly while the next move is its client's. When it has passed, the
connection is cut; what a request's body may take is for `web/body.py`.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.server.crowd import Crowd

PIECE_BYTES = 4096  # limits are looked at after each, however much came at once


class ClientConnection(HttpToolsProtocol):
    """Adds to uvicorn's protocol the limits of `crowd.limits`."""

    def __init__(self, crowd: Crowd, **given: Any) -> None:
        super().__init__(**given)
        self.crowd = crowd
        self.limits = crowd.limits
        self.address = ""
        self.deadline: float | None = None
        self.answering: RequestResponseCycle | None = None
        self.head_bytes = 0  # since the last byte of a body, or the end of a head

    @property
    def waits_for_client(self) -> bool:
        """Whether it's the client who has to send or to read; else we are preparing its answer."""
        is_sending = self.answering is not None and self.answering.more_body
        return is_sending or self.deadline is not None

    def wait(self, seconds: float) -> None:
        """Set the deadline if the next move is the client's; longer while it has yet to read."""
        if self.answering and not self.flow.write_paused:
            self.deadline = None
            return
        if unread := self.transport.get_write_buffer_size():
            limits = self.limits
            seconds = max(seconds, limits.unread_s + unread / limits.unread_bytes_per_s)
        self.deadline = self.loop.time() + seconds

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        self.wait(self.limits.head_s)
        self.crowd.enter(self)

    def data_received(self, data: bytes) -> None:
        self.crowd.note_heard(self)
        for start in range(0, len(data), PIECE_BYTES):
            piece = data[start : start + PIECE_BYTES]
            self.head_bytes += len(piece)
            super().data_received(piece)
            if self.head_bytes >= self.limits.head_bytes:
                self.send_400_response("The headers of this request are too large")
            if len(self.pipeline) > self.limits.pipelined:
                self.transport.abort()
            if self.transport.is_closing():
                return

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.wait(self.limits.head_s)

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self.headers = []  # trailers come here, not into the request that the application has
        self.head_bytes = 0
        if not self.answering:
            self.answering = self.cycle
        self.wait(self.limits.head_s)

    def on_body(self, body: bytes) -> None:
        self.head_bytes = 0
        super().on_body(body)

    def on_response_complete(self) -> None:
        is_whole = self.answering is None or not self.answering.more_body
        self.answering = self.pipeline[-1][0] if self.pipeline else None
        super().on_response_complete()
        self.wait(self.limits.keep_alive_s if is_whole else self.limits.head_s)

    def pause_writing(self) -> None:
        super().pause_writing()
        self.wait(self.limits.unread_s)

    def resume_writing(self) -> None:
        super().resume_writing()
        self.wait(self.limits.keep_alive_s)

    def send_400_response(self, msg: str) -> None:
        """Refuse what can't be read, unless the middle of an answer would be no place for it."""
        if self.answering and self.answering.response_started:
            self.transport.abort()
            return
        super().send_400_response(msg)
        self.deadline = self.loop.time() + self.limits.head_s

    def connection_lost(self, exc: Exception | None) -> None:
        self.crowd.leave(self)
        if self.answering:  # uvicorn tells the last request that came, and others may stand before
            self.answering.disconnected = True
            self.answering.message_event.set()
        super().connection_lost(exc)
