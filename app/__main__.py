"""`python -m app`: look at the store, say where to open the page, serve."""

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
        check_database(settings.database_url)
    except StartError as error:
        sys.exit(f"Rehearse can't start. {error}")
    print(f"Rehearse is open at http://{shown(settings.host)}:{settings.port}", flush=True)
    serve(settings)


def shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def serve(settings: Settings) -> None:
    # One worker: a SQLite file has one writer. Several are for a store that many can write.
    Granian(
        "app.main:create_app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        factory=True,
        websockets=False,
        workers=1,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER_S,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
