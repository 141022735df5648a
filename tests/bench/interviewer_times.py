"""How long the built-in interviewer takes, in this process and in one that has just begun."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from time import perf_counter

from tests.bench.table import print_table
from tests.roles import Role
from tests.roles.interviews import Interview, hold
from tests.roles.rules import RULES, planned

PASSES = 10  # over all roles
PROCESSES = 5
FRESH = """
from time import perf_counter
began = perf_counter()
from app.interviewer.rules.engine import Rules
from app.interviewer.rules.language import Language
imported = perf_counter()
from tests.roles import TODAY, load_roles
documents = load_roles()[0].documents
loaded = perf_counter()
Rules(Language.load("en")).read(documents, TODAY)
print(imported - began, perf_counter() - loaded)
"""


def print_times(roles: Sequence[Role]) -> None:
    """Medians; those of this process have warm caches, as a server has that runs."""
    imports, readings = zip(*(fresh_process_s() for _ in range(PROCESSES)), strict=True)
    interviews = [hold(role.documents, role.strong) for role in roles]
    rows = [
        ["read a pair", "20", in_ms(durations_s(read, interviews))],
        ["a turn", "10", in_ms(durations_s(ask, interviews))],
        ["feedback", "30", in_ms(durations_s(judge, interviews))],
        ["import", "100", in_ms(imports)],
        ["read the first pair of a process", "", in_ms(readings)],
    ]
    print_table("Times in ms, p50", ["", "target", "measured"], rows)


def read(interview: Interview) -> None:
    planned(interview.documents)


def ask(interview: Interview) -> None:
    RULES.next(interview.plan, interview.turns[:4])


def judge(interview: Interview) -> None:
    RULES.judge(interview.documents, interview.plan, interview.turns)


def durations_s(act: Callable[[Interview], None], interviews: Sequence[Interview]) -> list[float]:
    return [duration_s(act, interview) for _ in range(PASSES) for interview in interviews]


def duration_s(act: Callable[[Interview], None], interview: Interview) -> float:
    began = perf_counter()
    act(interview)
    return perf_counter() - began


def fresh_process_s() -> tuple[float, float]:
    """Seconds to import the rules, and to read a first pair after that."""
    printed = subprocess.run(
        [sys.executable, "-c", FRESH], check=True, capture_output=True, text=True
    ).stdout
    imported, read_first = map(float, printed.split())
    return imported, read_first


def in_ms(times_s: Iterable[float]) -> str:
    return f"{median(times_s) * 1000:.2f}"
