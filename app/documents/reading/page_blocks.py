"""The order of the blocks of a PDF page: what stands above another comes before it.

Blocks beside each other stay in the file's order, which is nearly always the right one.
"""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from app.documents.reading.words import Box, PageLine, around

MAX_BLOCKS = 200  # of a page; one with more is no page of a CV, and its order is left alone
ABOVE = 0.3  # of a line's height: how much a block may reach into one that it stands above


class Block(NamedTuple):
    """Lines that follow each other downwards."""

    lines: list[PageLine]
    box: Box


def blocks_in_order(lines: list[PageLine]) -> list[PageLine]:
    """The lines, those of a block after those of each block that stands above it.

    Of blocks beside each other, the file's order decides.
    """
    blocks = list(blocks_of(lines))
    if len(blocks) > MAX_BLOCKS:
        return lines
    under: list[list[int]] = [
        [lower for lower, below in enumerate(blocks) if stands_above(block.box, below.box)]
        for block in blocks
    ]
    waiting = [0] * len(blocks)
    for lower in (lower for lowers in under for lower in lowers):
        waiting[lower] += 1
    ready = [number for number, count in enumerate(waiting) if not count]
    heapify(ready)
    ordered: list[PageLine] = []
    while ready:
        number = heappop(ready)
        ordered += blocks[number].lines
        for lower in under[number]:
            waiting[lower] -= 1
            if not waiting[lower]:
                heappush(ready, lower)
    return ordered


def blocks_of(lines: list[PageLine]) -> Iterator[Block]:
    run: list[PageLine] = []
    for line in lines:
        if run and not stands_above(run[-1].box, line.box):
            yield block_of(run)
            run = []
        run.append(line)
    if run:
        yield block_of(run)


def block_of(run: list[PageLine]) -> Block:
    return Block(run, around([line.box for line in run]))


def stands_above(upper: Box, lower: Box) -> bool:
    """Whether a box is over another, in the same column."""
    beside = min(upper.right, lower.right) - max(upper.left, lower.left)
    reach = ABOVE * min(upper.height, lower.height)
    is_over = (
        upper.bottom > lower.top - reach and upper.top > lower.top and upper.bottom > lower.bottom
    )
    return beside > 0 and is_over
