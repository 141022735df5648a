"""How the bench tells what it measured."""

from statistics import median

import msgspec

WIDTHS = (52, 12, 20, 10)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity as it came out in each turn, and what we want to reach where we have a say."""

    what: str
    turns: list[float]
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @property
    def value(self) -> float:
        """The median, because a turn in which the machine was busy says nothing of us."""
        return median(self.turns)

    @property
    def target(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:.2f}"
        return f"≤ {self.at_most:.2f}" if self.at_most is not None else ""

    @property
    def verdict(self) -> str:
        if self.at_least is None and self.at_most is None:
            return ""
        is_low = self.at_least is not None and self.value < self.at_least
        is_high = self.at_most is not None and self.value > self.at_most
        return "MISSED" if is_low or is_high else "reached"


def show(title: str, figures: list[Figure]) -> None:
    """Print the figures as a table: median, lowest to highest turn, target, whether reached."""
    print(f"\n{title}")
    print_row("", "median", "turns", "target", "")
    for figure in figures:
        turns = f"{short(min(figure.turns))} to {short(max(figure.turns))}"
        measured = f"{short(figure.value)} {figure.unit}".rstrip()
        print_row(figure.what, measured, turns, figure.target, figure.verdict)


def print_row(*cells: str) -> None:
    padded = (cell.ljust(width) for cell, width in zip(cells, (*WIDTHS, 0), strict=True))
    print("  " + "".join(padded).rstrip(), flush=True)


def short(value: float) -> str:
    """Three digits that count: `0.612`, `14.2`, `5310`."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
