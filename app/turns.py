"""Fair turns at something of which there is little; knows nothing of what it is."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from typing import NamedTuple


class Waiter(NamedTuple):
    """Somebody who waits for a turn; `turn` becomes true with it, false where it is refused."""

    asker: Hashable
    turn: asyncio.Future[bool]


class Turns:
    """At most `places` turns at once, and never two of one asker.

    A place that becomes free goes to the asker whose last turn ended longest ago, so that one who
    asks often is no reason for another to wait. At most `most_waiting` wait; when there are more,
    the asker who has the most of them loses the newest, whose caller gets `error`.
    """

    def __init__(self, places: int, most_waiting: int, error: type[Exception]) -> None:
        self._free = places
        self._most_waiting = most_waiting
        self._error = error
        self._served: set[Hashable] = set()
        self._waiting: list[Waiter] = []  # in the order in which askers are next

    @asynccontextmanager
    async def take(self, asker: Hashable) -> AsyncIterator[None]:
        """A turn for as long as the block runs.

        Raises:
            The error of these turns: too many wait, most of them for this asker.
        """
        await self.begin(asker)
        try:
            yield
        finally:
            self.end(asker)

    async def begin(self, asker: Hashable) -> None:
        """Wait for a turn that `end` ends, perhaps after the caller has left; raises as `take`."""
        waiter = Waiter(asker, asyncio.get_running_loop().create_future())
        self._waiting.append(waiter)
        self._hand_out()
        self._refuse_one_too_many()
        try:
            has_turn = await waiter.turn
        except BaseException:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
            elif waiter.turn.result():  # the turn came at the moment at which the caller left
                self.end(asker)
            raise
        if not has_turn:
            raise self._error

    def end(self, asker: Hashable) -> None:
        """Give the place back; whatever else this asker waits for comes after all others."""
        self._free += 1
        self._served.discard(asker)
        self._waiting.sort(key=lambda waiter: waiter.asker == asker)
        self._hand_out()

    def _hand_out(self) -> None:
        for waiter in list(self._waiting):
            if self._free and waiter.asker not in self._served and not waiter.turn.done():
                self._free -= 1
                self._served.add(waiter.asker)
                self._settle(waiter, has_turn=True)

    def _refuse_one_too_many(self) -> None:
        waiting = [waiter for waiter in self._waiting if not waiter.turn.done()]
        if len(waiting) > self._most_waiting:
            shares = Counter(waiter.asker for waiter in waiting)
            newest_first = reversed(waiting)
            self._settle(max(newest_first, key=lambda each: shares[each.asker]), has_turn=False)

    def _settle(self, waiter: Waiter, *, has_turn: bool) -> None:
        self._waiting.remove(waiter)
        waiter.turn.set_result(has_turn)
