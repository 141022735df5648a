"""How long it takes until Rehearse answers."""

from pathlib import Path
from time import perf_counter

from tests.bench.report import Figure, show
from tests.bench.scratch import scratch
from tests.server import REHEARSE, serving

TIMES = 5
MAKE_RUN = ("make", "--silent", "run")  # set up already: this bench runs in the same place


def main() -> None:
    """Measure the server alone, and `make run` as a person types it, in turns."""
    with scratch() as folder:
        turns = [
            (seconds_until_healthy(folder, REHEARSE), seconds_until_healthy(folder, MAKE_RUN))
            for _ in range(TIMES)
        ]
    alone, made = ([*seconds] for seconds in zip(*turns, strict=True))
    show(
        "From the start of the process to the first 200 of /health",
        [
            Figure(what="python -m app", turns=alone, unit="s"),
            Figure(what="make run, once it has set up", turns=made, unit="s", at_most=2.0),
        ],
    )


def seconds_until_healthy(folder: Path, command: tuple[str, ...]) -> float:
    started = perf_counter()
    with serving(folder, command):
        return perf_counter() - started
