"""Load on a server, made by `wrk`; what the figures mean is for those who ask for them."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import which

import msgspec

SCRIPT = Path(__file__).with_name("load.lua")
ROUNDS = 9
TURN_S = 1


class Ask(msgspec.Struct, frozen=True):
    """A request that is repeated for a whole turn; with a `form`, a POST of it."""

    url: str
    headers: dict[str, str] = {}
    form: str = ""


class Load(msgspec.Struct, frozen=True):
    """How a turn went."""

    requests_per_s: float
    p50_ms: float
    p99_ms: float
    errors: int


def check_generator() -> None:
    """Exit with one line where `wrk` is missing."""
    if not which("wrk"):
        sys.exit("The bench needs wrk (Debian, Ubuntu: apt install wrk; macOS: brew install wrk).")


def in_turns(asks: Sequence[Ask], clients: int) -> list[list[Load]]:
    """One load after the other, ROUNDS times: a list for each round, in the order of `asks`.

    What else the machine does comes and goes; it meets neighbours in a round alike, so that their
    ratio holds where their figures don't. Many short turns stand that better than a few long ones.
    """
    for ask in asks:
        turn(ask, clients)  # caches, connections and the first garbage collections
    return [[turn(ask, clients) for ask in asks] for _ in range(ROUNDS)]


def turn(ask: Ask, clients: int) -> Load:
    """Ask for TURN_S as fast as `clients` can, each waiting for its answer.

    Exits where an answer is an error: that would be fast, and measure nothing.
    """
    command = ["wrk", "-t1", f"-c{clients}", f"-d{TURN_S}s", f"-s{SCRIPT}"]
    for name, value in ask.headers.items():
        command += ["-H", f"{name}: {value}"]
    command += [ask.url, "--", *filter(None, [ask.form])]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    load = msgspec.json.decode(run.stdout.splitlines()[-1], type=Load)
    if load.errors:
        sys.exit(f"{load.errors} answers of {ask.url} were errors, so nothing was measured.")
    return load
