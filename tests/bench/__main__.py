"""`make bench`: every part of the bench, or those that are named (`make bench ARGS=speed`)."""

import sys

from tests.bench import (
    engines,
    growth,
    interviewer,
    machine,
    model,
    reading,
    rooms,
    slow_model,
    speed,
    start,
)
from tests.bench.load import check_generator

PARTS = (speed, engines, growth, start, reading, interviewer, model, slow_model, rooms)


def main() -> None:
    """Print the machine, then what each part measures on it."""
    check_generator()
    machine.main()
    for part in PARTS:
        if not sys.argv[1:] or part.__name__.rpartition(".")[2] in sys.argv[1:]:
            part.main()


main()
