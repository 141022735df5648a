"""What a visitor and an address may do in an hour, counted in this process by Litestar's means.

A handler says `middleware=limited("creates")`; the numbers are settings. A request that is refused
counts for nothing, and is refused before its body is read.
"""

import ipaddress
from asyncio import Lock
from collections.abc import Mapping
from datetime import timedelta
from itertools import islice
from math import ceil
from time import time
from typing import Literal

from litestar.handlers import HTTPRouteHandler
from litestar.middleware import DefineMiddleware
from litestar.middleware.rate_limit import RateLimitConfig, RateLimitMiddleware
from litestar.stores.memory import MemoryStore
from litestar.types import ASGIApp, Receive, Scope, Send

from app.errors import RateLimitError
from app.settings import without_port
from app.web.origins import visitor_address
from app.web.pages import counted
from app.web.request import Request

Kind = Literal["creates", "uploads", "judgements", "exports", "links"]

STORE = "counts"
MAX_COUNTS = 20_000  # visitors and addresses known at once: some 10 MB
MINUTE_S = 60
OF_ADDRESS = "address"
IPV6_HOST_BITS = 64  # a device chooses these itself (RFC 8981), so its /64 is what counts

WHAT: dict[Kind, str] = {
    "creates": "new sessions",
    "uploads": "documents",
    "judgements": "answers",
    "exports": "files taken out or brought back",
    "links": "links to another device",
}


def limited(kind: Kind) -> list[DefineMiddleware]:
    """The `middleware` of a handler whose requests count, together with all of that kind."""
    return [DefineMiddleware(HourlyLimit, kind=kind)]


def is_limited(handler: HTTPRouteHandler) -> bool:
    """Whether a handler may answer 429."""
    return any(
        isinstance(each, DefineMiddleware) and each.middleware is HourlyLimit
        for each in handler.resolve_middleware()
    )


class HourlyLimit(RateLimitMiddleware):
    """Litestar's, with two counts for a request: of its address and, with a cookie, of its visitor.

    So a new cookie for each request gains nothing. An hour begins with its first request.
    """

    def __init__(self, app: ASGIApp, kind: Kind) -> None:
        super().__init__(app, RateLimitConfig(("hour", 0), store=STORE))
        self.kind: Kind = kind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if most := getattr(request.settings, f"{self.kind}_per_hour"):
            store = self.config.get_store_from_app(request.app)
            assert isinstance(store, Counts)  # as `main.py` makes it  # noqa: S101
            await self.count(store, self.limits_of(request, most))
        await self.app(scope, receive, send)

    def limits_of(self, request: Request, most: int) -> dict[str, int]:
        """How many requests may be counted under each key."""
        address = visitor_address(request.scope, request.headers, request.settings)
        key = f"{self.kind} {OF_ADDRESS} {counted_address(address)}"
        limits = {key: most * request.settings.visitors_per_address}
        if request.visitor.token:
            limits[f"{self.kind} {request.visitor.key.hex()}"] = most
        return limits

    async def count(self, store: "Counts", limits: Mapping[str, int]) -> None:
        """Count a request under every key.

        Raises:
            RateLimitError: one of them is full; then it is counted under none.
        """
        async with store.turn:
            found = {key: await self.retrieve_cached_history(key, store) for key in limits}
            full = [key for key in limits if len(found[key].history) >= limits[key]]
            if full:
                wait_s = max(found[key].reset for key in full) - int(time())
                raise too_much(self.kind, max(wait_s, 1), is_shared=OF_ADDRESS in full[0])
            for key, count in found.items():
                await self.set_cached_history(key, count, store)


def counted_address(address: str) -> str:
    """What counts as one address: one of IPv4, the first 64 bits of IPv6, all that is none."""
    try:
        found = ipaddress.ip_address(without_port(address).strip("[]"))
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    return str(found) if found.version == 4 else f"{int(found) >> IPV6_HOST_BITS:x}::"


def too_much(kind: Kind, wait_s: int, *, is_shared: bool) -> RateLimitError:
    """The error with its sentence; `is_shared` where others at the same address had their part."""
    where = " from your network" if is_shared else ""
    wait = counted(ceil(wait_s / MINUTE_S), "minute")
    error = RateLimitError(
        f"That is too many {WHAT[kind]}{where} within one hour. Please try again in {wait}."
    )
    error.retry_after_s = wait_s
    return error


class Counts(MemoryStore):
    """Litestar's store, which forgets by itself: what is over, and what was used longest ago.

    `turn` is held while a count is looked at and kept.
    """

    def __init__(self, most: int = MAX_COUNTS) -> None:
        super().__init__()
        self.most = most
        self.turn = Lock()

    async def set(
        self, key: str, value: str | bytes, expires_in: int | timedelta | None = None
    ) -> None:
        """Keep a value as the newest; of the oldest, two at most are forgotten in its place."""
        await self.delete(key)
        await super().set(key, value, expires_in)
        for oldest in list(islice(self._store, 2)):
            if len(self._store) > self.most or self._store[oldest].expired:
                del self._store[oldest]
