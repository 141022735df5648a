"""Whether a model that did not answer is asked again yet, so that people do not wait for it."""

from collections.abc import Callable

FAILURES = 3
AWAY_S = 60.0


class Circuit:
    """Opens after `FAILURES` asks in a row that no answer came to, and closes after `AWAY_S`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures = 0
        self._closes_at = clock()

    @property
    def is_open(self) -> bool:
        return self.closes_in_s > 0

    @property
    def has_failed(self) -> bool:
        """Whether no answer came to the last ask."""
        return self._failures > 0

    @property
    def closes_in_s(self) -> float:
        """Seconds until the model is asked again; 0 where it is asked at once."""
        return max(0.0, self._closes_at - self._clock())

    def note_answer(self) -> None:
        """It is there, whatever it said."""
        self._failures = 0
        self._closes_at = self._clock()

    def note_failure(self) -> None:
        """No answer came; the first failure after a pause begins the next one."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._closes_at = self._clock() + AWAY_S
