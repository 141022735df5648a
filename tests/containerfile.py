"""The Containerfile as a list of instructions, for the tests that hold it to the project."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]

Instruction = tuple[str, str]


def instructions(text: str) -> list[Instruction]:
    """Each instruction with what follows it, on one line."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in joined.splitlines())]


INSTRUCTIONS = instructions((ROOT / "Containerfile").read_text("utf-8"))


def only(name: str) -> str:
    (said,) = [rest for each, rest in INSTRUCTIONS if each == name]
    return said


def commands_of(all_of_them: list[Instruction]) -> list[list[str]]:
    """What the image runs, once it is built; a command that is no list raises ValueError."""
    said = [rest for name, rest in all_of_them if name in ("CMD", "HEALTHCHECK")]
    return [json.loads(rest.rpartition("CMD ")[2]) for rest in said]


# What it takes from the project, and what it sets.
COPIED = [
    source
    for name, rest in INSTRUCTIONS
    if name == "COPY" and not rest.startswith("--from")
    for source in rest.split()[:-1]
]
ENVIRONMENT = dict(
    pair.split("=", 1)
    for name, rest in INSTRUCTIONS
    if name in ("ARG", "ENV")
    for pair in rest.split()
)
