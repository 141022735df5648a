"""`python -m app`: look at the store, say where to open the page, serve.

`python -m app migrate` only brings the store to today's schema, before several servers start.
"""

import signal
import sys


def main() -> None:
    """Serve until SIGTERM or SIGINT; one line and exit code 1 where that can't begin."""
    if sys.argv[1:] not in ([], ["migrate"]):
        sys.exit("Please start Rehearse with python -m app, or python -m app migrate.")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C during the imports is no error to show

    from app.errors import StartError
    from app.known_faults import known_faults
    from app.server.serve import listen, serve
    from app.settings import settings_of
    from app.store import check_database, is_for_many

    try:
        settings = settings_of()
        if sys.argv[1:]:
            check_database(settings.database_url, settings.workers)
            print("The database is ready.")
            return
        listener = listen(settings)
        check_database(settings.database_url, settings.workers)
    except StartError as error:
        sys.exit(f"Rehearse can't start. {error}")
    for fault in known_faults(is_kept_in_sqlite=not is_for_many(settings.database_url)):
        print(fault, file=sys.stderr)
    serve(settings, listener)


if __name__ == "__main__":
    main()
