"""The numbered steps of the schema; `000N_name.sql` takes it from version N-1 to N."""

from importlib.resources import files


def migrations() -> list[str]:
    """The SQL of every step, in order: the step at index N leads to version N + 1."""
    steps = sorted(
        (step for step in files(__name__).iterdir() if step.name.endswith(".sql")),
        key=lambda step: step.name,
    )
    return [step.read_text("utf-8") for step in steps]
