"""Serves an ASGI application until SIGTERM or SIGINT, in this process or in several."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

import uvicorn

from app.errors import StartError
from app.server.connection import ClientConnection
from app.server.crowd import Crowd
from app.server.limits import Limits, below_descriptors
from app.server.workers import Workers
from app.settings import Settings


def listen(settings: Settings) -> socket.socket:
    """A socket that clients may connect to from now on; they wait until the server is ready.

    Raises:
        StartError: HOST is no address of this machine, or PORT is taken.
    """
    host, port = settings.host, settings.port
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        raise StartError(
            f"HOST={host} PORT={port}: {error.strerror}. Please choose another address or port."
        ) from error
    return listener


def serve(
    settings: Settings,
    listener: socket.socket,
    factory: str = "app.main:create_app",
    limits: Limits | None = None,
) -> None:
    """Serve the application that `factory` (`module:function`) makes, and say once it is open.

    Several workers share the listener; each has the limits for itself.

    Raises:
        SystemExit: with several workers, once all have ended.
    """
    limits = below_descriptors(limits or Limits())
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.sending_bytes)
    link = None
    if settings.workers > 1:
        workers = Workers(settings.workers, listener, limits.end_s)
        link = workers.run(partial(say_open, settings))  # and here begins each of them
    crowd = Crowd(limits, settings.trusts)
    config = uvicorn.Config(
        factory,
        factory=True,
        http=partial(ClientConnection, crowd),  # type: ignore[arg-type]  # uvicorn only calls it
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # `web/guard.py` decides what a proxy is believed
        timeout_keep_alive=limits.keep_alive_s,
        timeout_graceful_shutdown=limits.stop_s,
        callback_notify=crowd.cut_overdue,
        timeout_notify=0,  # which is once a second
    )
    server = Server(config, limits.end_s)
    server.tell_open = partial(link.tell_open, server.stop) if link else partial(say_open, settings)
    server.run([listener])


def say_open(settings: Settings) -> None:
    print(f"Rehearse is open at http://{shown(settings.host)}:{settings.port}", flush=True)


def shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class Server(uvicorn.Server):
    """Says when it is open, and ends in order and in time whatever signals come."""

    tell_open: Callable[[], None]

    def __init__(self, config: uvicorn.Config, end_after_s: int) -> None:
        super().__init__(config)
        self.end_after_s = end_after_s

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self.tell_open()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Have signals begin the stop, and once all has ended, leave the exit code as it is.

        uvicorn's own way gives the old handlers back and then repeats each signal, so that the
        process would end by a signal and not in order.
        """
        signals = (signal.SIGTERM, signal.SIGINT)
        for number in signals:
            signal.signal(number, self.handle_exit)
        try:
            yield
        finally:
            for number in signals:
                signal.signal(number, signal.SIG_IGN)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002  # uvicorn's
        """Begin to stop; another signal, at any moment, changes nothing."""
        self.stop()

    def stop(self) -> None:
        """Begin to stop; if something hangs meanwhile, the system ends the process by SIGALRM."""
        if not self.should_exit:
            self.should_exit = True
            signal.alarm(self.end_after_s)
