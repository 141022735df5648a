"""What one ask has cost so far."""

from collections.abc import Callable

from app.interviewer.model import Usage


class Tally:
    """Counts the requests and the tokens of one ask, and its time from now on."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began_at = clock()
        self.calls = 0
        self.tokens = 0

    @property
    def usage(self) -> Usage:
        return Usage(self.calls, self.tokens, self._clock() - self._began_at)
