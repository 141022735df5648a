"""Rehearse as `make run` serves it, but what one leaves is soon taken up: `python -m`."""

import sys

from litestar.types import ASGIApp

from app import main
from app.server.serve import listen, serve
from app.settings import settings_of
from app.store.leases import LeaseTimes

COMMAND = (sys.executable, "-m", "tests.faults.hasty")
TIMES = LeaseTimes(lasts_s=4, renewed_every_s=0.5, looked_at_every_s=0.1, left_sought_every_s=0.5)


def create_app() -> ASGIApp:
    return main.create_app(lease_times=TIMES)


if __name__ == "__main__":
    settings = settings_of()
    serve(settings, listen(settings), "tests.faults.hasty:create_app")
