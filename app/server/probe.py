"""`python -m app.server.probe`: ask the server of this environment's settings how it is."""

import sys
from http.client import HTTPConnection, HTTPException

from app.errors import StartError
from app.settings import Settings, settings_of

WAIT_S = 5


def main() -> None:
    """Exit code 0 where `/health` says ok; else 1 and a line that says why."""
    try:
        status, answer = health(settings_of())
    except (StartError, OSError, HTTPException) as error:
        sys.exit(f"Rehearse does not answer. {error}")
    if status != 200:
        sys.exit(answer)


def health(settings: Settings) -> tuple[int, str]:
    """The status and the body of `/health`, asked by a name that the server answers to.

    Not by `urllib.request.urlopen`, which might ask a proxy of the environment.

    Raises:
        OSError, HTTPException: there is no answer.
    """
    connection = HTTPConnection(settings.host, settings.port, timeout=WAIT_S)
    headers = {"Host": settings.allowed_hosts[0]} if settings.allowed_hosts else {}
    connection.request("GET", "/health", headers=headers)
    response = connection.getresponse()
    return response.status, response.read().decode()


if __name__ == "__main__":
    main()
