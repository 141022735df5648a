"""How long a model usually lets people wait for what they ask of it."""

from collections import defaultdict, deque
from functools import partial
from statistics import median

RECENT = 20  # asks
FEWEST = 3  # asks; fewer say little of the next


class UsualWaits:
    """The last waits for the shapes of each name, also those that ended without a value."""

    def __init__(self) -> None:
        self._recent_s: defaultdict[str, deque[float]] = defaultdict(partial(deque, maxlen=RECENT))

    def note(self, shape: type, seconds: float) -> None:
        self._recent_s[shape.__name__].append(seconds)

    def usual_s(self, *shapes: type) -> float | None:
        """The median of the last RECENT of each of these shapes; None before FEWEST of them."""
        waits = [seconds for shape in shapes for seconds in self._recent_s[shape.__name__]]
        return median(waits) if len(waits) >= FEWEST else None
