"""Rehearse as `make run` serves it, but with little patience: `python -m` this.

A body has to come fast, and there is no pause before a model that was away is asked again.
"""

import sys

from litestar.types import ASGIApp

from app import main
from app.server.serve import listen, serve
from app.settings import settings_of
from app.web.body import BodyPatience

COMMAND = (sys.executable, "-m", "tests.http.impatient")
PATIENCE = BodyPatience(seconds=0.5, bytes_per_s=1000)


def create_app() -> ASGIApp:
    return main.create_app(patience=PATIENCE, opinion_pause_s=0)


if __name__ == "__main__":
    settings = settings_of()
    serve(settings, listen(settings), "tests.http.impatient:create_app")
