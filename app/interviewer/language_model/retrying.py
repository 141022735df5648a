"""A request sent again where another moment may help; when to give up, its caller decides."""

from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from random import SystemRandom

from app.clock import now
from app.interviewer.language_model.provider import HttpAnswer, UnreachableError

Sleep = Callable[[float], Awaitable[object]]

PAUSES_S = (0.5, 2.0)
LONGEST_PAUSE_S = 20.0
MAY_PASS = {408, 409, 429}  # a timeout, a conflict, too many requests; and every 5xx


class Retries:
    """Two more tries after pauses with jitter, or after as long as `Retry-After` asks for."""

    def __init__(self, sleep: Sleep, random: Callable[[], float]) -> None:
        """`random` gives numbers from 0 to 1."""
        self._sleep = sleep
        self._random = random

    async def send(
        self,
        send_once: Callable[[], Awaitable[HttpAnswer]],
        is_final: Callable[[HttpAnswer], bool],
    ) -> HttpAnswer:
        """The first answer that is final or that another moment would not change, or the last.

        Raises:
            UnreachableError: the last try had no answer.
        """
        for pause_s in PAUSES_S:
            pause_s *= 0.5 + self._random()
            try:
                answer = await send_once()
            except UnreachableError:
                await self._sleep(pause_s)
                continue
            wanted_s = wanted_pause_s(answer.retry_after)
            is_too_long = wanted_s > LONGEST_PAUSE_S
            if is_too_long or is_final(answer) or not may_pass(answer.status):
                return answer
            await self._sleep(max(pause_s, wanted_s))
        return await send_once()


def random_share() -> float:
    return SystemRandom().random()


def may_pass(status: int) -> bool:
    return status in MAY_PASS or status >= 500


def wanted_pause_s(retry_after: str) -> float:
    """Seconds in a `Retry-After`, which has a number or a date; 0 where it has neither."""
    try:
        return float(retry_after) if retry_after[:1].isdigit() else until(retry_after)
    except (TypeError, ValueError, OverflowError):  # no date, one without a zone, the year 99999
        return 0.0


def until(date: str) -> float:
    return (parsedate_to_datetime(date) - now()).total_seconds()
