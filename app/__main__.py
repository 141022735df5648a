"""`python -m app`: look at the store, say where to open the page, serve."""

import os
import signal
import socket
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from app.errors import StartError
from app.settings import Settings, settings_of
from app.store import check_database

# SIGTERM: requests in flight may end; what has not by then is killed. Under the 15 s promised.
KILL_AFTER_S = 10


def main() -> None:
    """Serve until SIGTERM or SIGINT; one line and exit code 1 where that can't begin."""
    try:
        settings = settings_of()
        address = free_address(settings)
        check_database(settings.database_url)
    except StartError as error:
        sys.exit(f"Rehearse can't start. {error}")
    print(f"Rehearse is open at http://{shown(settings.host)}:{settings.port}", flush=True)
    serve(settings, address)


def free_address(settings: Settings) -> str:
    """HOST as a number, once nobody listens there: granian would share the port in silence.

    Raises:
        StartError: it is no address of this machine, or taken.
    """
    host, port = settings.host, settings.port
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise StartError(f"HOST={host} PORT={port}: {error.strerror}") from error
    return str(address[0])


def shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def serve(settings: Settings, address: str, factory: str = "app.main:create_app") -> None:
    """Serve the ASGI application that `factory` (`module:function`) makes; ours, save in the bench.

    The bench compares Rehearse with a bare handler that is served in the very same way.
    """
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=end_by_sigterm)
    # One worker: a SQLite file has one writer. Several are for a store that many can write.
    Granian(
        factory,
        address=address,
        port=settings.port,
        interface=Interfaces.ASGI,
        factory=True,
        websockets=False,
        workers=1,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER_S,
        log_level=LogLevels.warning,
    ).serve()


def end_by_sigterm() -> None:
    """Let a worker that is still importing be ended, as granian ends it when the server ends.

    Until its loop runs it has the handlers of the process that it was forked from, which only make
    a note for that process: the signal would be lost, and the worker killed KILL_AFTER_S later.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches us too; SIGTERM follows it


if __name__ == "__main__":
    main()
