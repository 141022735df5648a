"""Rehearse as `make run` serves it, on a store that begins every unit of work again: `python -m`.

Each unit runs to its end, is undone and runs once more, as an engine has it that was overtaken by
another process. The log names each.
"""

import sqlite3
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

from litestar.types import ASGIApp

from app import main
from app.errors import RehearseError
from app.server.serve import listen, serve
from app.settings import settings_of
from app.store.sqlite import writer
from app.store.sqlite.unit import Work, several

COMMAND = (sys.executable, "-m", "tests.faults.twice")
RAN_TWICE = "ran twice: "

Result = TypeVar("Result")


def several_twice(
    unit: Callable[..., Awaitable[Result]], *args: Any, **kwargs: Any
) -> Work[Result]:
    once = several(unit, *args, **kwargs)

    def work(connection: sqlite3.Connection) -> Result:
        connection.execute("savepoint overtaken")
        with suppress(RehearseError):
            once(connection)
        connection.execute("rollback to overtaken")
        connection.execute("release overtaken")
        print(f"{RAN_TWICE}{unit.__name__}", flush=True)
        return once(connection)

    return work


def create_app() -> ASGIApp:
    writer.several = several_twice  # type: ignore[attr-defined]  # what it imports, replaced
    return main.create_app()


if __name__ == "__main__":
    settings = settings_of()
    serve(settings, listen(settings), "tests.faults.twice:create_app")
