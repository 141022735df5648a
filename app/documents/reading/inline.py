"""Lists that were written in one line: each bullet or number begins a line of its own."""

import re
from itertools import pairwise

BULLET = re.compile(r"(?:(?<=\s)|^)[•●▪■►▸‣➢➤✓✔❖◆∙](?=\s)")
ORDINAL = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2}|[a-h]|i{1,3}|iv|v|vi)[.)](?=\s)")
LEAD_IN = re.compile(r"(?<=[.!?])\s+(?=[^.!?:]{1,60}:$)")
ORDERS = (
    [str(number) for number in range(1, 100)],
    list("abcdefgh"),
    ["i", "ii", "iii", "iv", "v", "vi"],
)
MIN_WORDS = 3  # of an item, on average; less is a row of names or an address: "Leeds • 0113 …"


def parted(line: str) -> list[str]:
    """The line, or the lines that it holds."""
    starts = [found.start() for found in BULLET.finditer(line)]
    if len(starts) > 1 or (starts and line[: starts[0]].rstrip().endswith(":")):
        items = cut(line, starts)
        if starts[0] == 0 or items[0].endswith(":") or are_statements(items):
            return [part for item in items for part in LEAD_IN.split(item)]
    return cut(line, ordered(line))


def cut(line: str, starts: list[int]) -> list[str]:
    places = [*starts, len(line)] if starts[:1] == [0] else [0, *starts, len(line)]
    return [line[a:b].strip() for a, b in pairwise(places)]


def are_statements(items: list[str]) -> bool:
    words = sum(len(item.split()) for item in items)
    return words >= (MIN_WORDS + 1) * len(items)  # a bullet counts as one


def ordered(line: str) -> list[int]:
    """Where the numbers or letters of a list stand, from its first on; none if there is one."""
    found = list(ORDINAL.finditer(line))
    for order in ORDERS:
        starts = in_order(found, order)
        if len(starts) > 1:
            return starts
    return []


def in_order(found: list[re.Match[str]], order: list[str]) -> list[int]:
    starts: list[int] = []
    for each in found:
        if len(starts) < len(order) and each[1] == order[len(starts)]:
            starts.append(each.start())
    return starts
