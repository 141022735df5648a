"""All open connections: how many there may be, and which one gives way."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from app.server.limits import Limits

if TYPE_CHECKING:
    from app.server.connection import ClientConnection


class Crowd:
    """The open connections, those first that we have heard nothing of for longest.

    `is_spared` tells the addresses from which any number may come, because they are proxies.
    """

    def __init__(self, limits: Limits, is_spared: Callable[[str], bool]) -> None:
        self.limits = limits
        self.is_spared = is_spared
        self._connections: dict[ClientConnection, None] = {}
        self._from: Counter[str] = Counter()

    def enter(self, connection: "ClientConnection") -> None:
        """Count a new connection in; the one that waited longest, perhaps this one, makes room."""
        address = connection.address
        self._connections[connection] = None
        self._from[address] += 1
        if self._from[address] > self.limits.from_one_address and not self.is_spared(address):
            self._make_room([other for other in self._connections if other.address == address])
        elif len(self._connections) > self.limits.connections:
            self._make_room(self._connections)

    def _make_room(self, candidates: Collection["ClientConnection"]) -> None:
        victim = next(other for other in candidates if other.waits_for_client)
        self.cut(victim)

    def note_heard(self, connection: "ClientConnection") -> None:
        """Move a connection, which has just sent something, to the end."""
        if connection in self._connections:
            del self._connections[connection]
            self._connections[connection] = None

    def leave(self, connection: "ClientConnection") -> None:
        """Count a connection out, if it is still counted in."""
        if connection not in self._connections:
            return
        del self._connections[connection]
        self._from[connection.address] -= 1
        if not self._from[connection.address]:
            del self._from[connection.address]

    def cut(self, connection: "ClientConnection") -> None:
        """End a connection at once, and forget what was still to be sent."""
        self.leave(connection)
        connection.transport.abort()

    async def cut_overdue(self) -> None:
        """End every connection whose deadline has passed."""
        now = asyncio.get_running_loop().time()
        for connection in list(self._connections):
            if connection.deadline is not None and connection.deadline < now:
                self.cut(connection)
