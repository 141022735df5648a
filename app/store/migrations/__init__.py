"""The numbered steps of SQLite's schema; `000N_name.sql` takes it from version N-1 to N."""

from importlib.resources import files


def migrations() -> list[str]:
    """The SQL of every step, in order: the step at index N leads to version N + 1."""
    return list(numbered_steps(__name__).values())


def numbered_steps(package: str) -> dict[int, str]:
    """The SQL files of a package by the number that their names begin with, in its order."""
    steps = sorted(
        (step for step in files(package).iterdir() if step.name.endswith(".sql")),
        key=lambda step: step.name,
    )
    return {int(step.name[:4]): step.read_text("utf-8") for step in steps}
