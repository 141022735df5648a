"""Load on a server, made by `wrk`; what the figures mean is for those who ask for them."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import which

import msgspec
from msgspec.structs import replace

SCRIPT = Path(__file__).with_name("load.lua")
ROUNDS = 9
TURN_S = 1


class Ask(msgspec.Struct, frozen=True):
    """A request that is repeated for a whole turn; with a `form`, a POST of it.

    With `paths`, as many as there are clients, each client asks its own, and stops after so many
    `times`.
    """

    url: str
    headers: dict[str, str] = {}
    form: str = ""
    paths: Sequence[str] = ()
    times: int = 0


class Load(msgspec.Struct, frozen=True):
    """How a turn went."""

    requests_per_s: float
    mean_ms: float
    p50_ms: float
    p99_ms: float
    errors: int


def check_generator() -> None:
    """Exit with one line where `wrk` is missing."""
    if not which("wrk"):
        sys.exit("The bench needs wrk (Debian, Ubuntu: apt install wrk; macOS: brew install wrk).")


def in_turns(asks: Sequence[Ask | Callable[[], Ask]], clients: int) -> list[list[Load]]:
    """One load after the other, ROUNDS times: a list for each round, in the order of `asks`.

    A function makes what is asked for each turn anew. What else the machine does comes and goes; it
    meets neighbours in a round alike, so that their ratio holds where their figures don't. Many
    short turns stand that better than a few long ones.
    """
    for ask in asks:
        turn(ask, clients)  # caches, connections and the first garbage collections
    return [[turn(ask, clients) for ask in asks] for _ in range(ROUNDS)]


def turn(made: Ask | Callable[[], Ask], clients: int) -> Load:
    """Ask for TURN_S as fast as `clients` can, each waiting for its answer.

    Exits where an answer is an error: that would be fast, and measure nothing.
    """
    ask = made if isinstance(made, Ask) else made()
    run = subprocess.run(command(ask, clients), capture_output=True, text=True, check=True)
    load = msgspec.json.decode(run.stdout.splitlines()[-1], type=Load)
    if load.errors:
        sys.exit(f"{load.errors} answers of {ask.url} were errors, so nothing was measured.")
    if ask.paths:  # clients stop at different times: what they do together while none has stopped
        return replace(load, requests_per_s=clients / load.mean_ms * 1000)
    return load


def command(ask: Ask, clients: int) -> list[str]:
    made = ["wrk", f"-t{len(ask.paths) or 1}", f"-c{clients}", f"-d{TURN_S}s", f"-s{SCRIPT}"]
    for name, value in ask.headers.items():
        made += ["-H", f"{name}: {value}"]
    more = [str(ask.times), *ask.paths] if ask.paths else []
    return [*made, ask.url, "--", *filter(None, [ask.form]), *more]
