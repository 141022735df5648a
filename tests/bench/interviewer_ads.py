"""How well job ads are read as people paste them, those that were seen and those that were not."""

from collections.abc import Sequence

from tests.ads import FOLDERS, AdReading, ads, read
from tests.bench.table import print_table

HEADERS = ["ad", "labels", "found", "noise", "importance", "status", "severe", "wrong line", "poor"]


def print_ads() -> None:
    """A table for each folder of ads."""
    for folder in FOLDERS:
        if readings := [read(ad) for ad in ads(folder)]:
            rows = [row_of(one.ad.name, [one]) for one in readings]
            title = f"Job ads, {folder.name} (status: right, with a line that shows it first)"
            print_table(title, HEADERS, [*rows, row_of("all", readings)])
    print(
        "Targets: found 95 %, noise 3 %, status 80 %, severe 4 %, poor 0 "
        "(questions that quote noise or half lines)"
    )


def row_of(name: str, readings: Sequence[AdReading]) -> list[str]:
    labels = sum(len(one.ad.wanted) for one in readings)
    found = sum(len(one.found) for one in readings)
    listed = sum(len(one.requirements) for one in readings)
    right_importance = found - sum(len(one.misjudged) for one in readings)
    return [
        name,
        str(labels),
        percent(found, labels),
        percent(sum(len(one.noise) for one in readings), listed),
        percent(right_importance, found),
        percent(sum(len(one.rightly_judged) for one in readings), found),
        percent(sum(len(one.severe) for one in readings), found),
        percent(sum(len(one.wrongly_shown) for one in readings), found),
        str(sum(len(one.poor_questions) for one in readings)),
    ]


def percent(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f}"
