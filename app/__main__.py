"""`python -m app`: look at the store, say where to open the page, serve."""

import signal
import sys


def main() -> None:
    """Serve until SIGTERM or SIGINT; one line and exit code 1 where that can't begin."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C during the imports is no error to show

    from app.errors import StartError
    from app.known_faults import known_faults
    from app.server.serve import listen, serve
    from app.settings import settings_of
    from app.store import check_database

    try:
        settings = settings_of()
        listener = listen(settings)
        check_database(settings.database_url, settings.workers)
    except StartError as error:
        sys.exit(f"Rehearse can't start. {error}")
    for fault in known_faults():
        print(fault, file=sys.stderr)
    serve(settings, listener)


if __name__ == "__main__":
    main()
