"""A request as our handlers read it: Litestar's, with the store and the visitor at hand."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, tzinfo
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias, TypeVar

import litestar
import msgspec

from app.clock import zone_named
from app.errors import ClientLeftError
from app.settings import Settings
from app.web.signing import keyed_hash
from app.web.visitor import Visitor, visitor_in

if TYPE_CHECKING:
    from app.store import Database

Response: TypeAlias = litestar.Response[Any]
Result = TypeVar("Result")

Given = ParamSpec("Given")

# In the scope's state, where the guard notes them.
ARRIVED_AT, IS_HEAD = "arrived_at", "is_head"


class Request(litestar.Request[Any, Any, Any]):
    """What a handler gets.

    The store hangs on the request and is not injected: an injected value is checked against its
    type every time, which measured a tenth of a page.
    """

    __slots__ = ()

    @property
    def db(self) -> "Database":
        opened: Database = self.app.state.database
        return opened

    @property
    def secret(self) -> bytes:
        """The 32 bytes that only this installation knows."""
        kept: bytes = self.app.state.secret
        return kept

    @property
    def settings(self) -> Settings:
        chosen: Settings = self.app.state.settings
        return chosen

    @property
    def visitor(self) -> Visitor:
        """Who is asking, by the cookie; whatever else it may hold is nobody's."""
        return visitor_in(self.headers.get("cookie", ""), self.is_https)

    @property
    def is_https(self) -> bool:
        return self.scope["scheme"] == "https"

    @property
    def is_visit(self) -> bool:
        """Whether a person, or their script, opens this from here.

        Not a look at the headers, a fetch ahead of a visit that may never come, or a link or image
        on somebody else's page: what begins by being opened does not begin by these.
        """
        return not (
            self.scope["state"].get(IS_HEAD)
            or self.headers.get("sec-purpose", "").startswith("prefetch")
            or self.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        )

    def request_id(self, what: str, request_key: str = "", *content: str) -> bytes | None:
        """What makes two requests one: 32 bytes, or None where the client names nothing.

        An `Idempotency-Key` decides alone. The key of a form covers the form's content: who goes
        back and types another job sends the same key again and means another session.
        """
        if key := self.headers.get("idempotency-key"):
            return sha256(msgspec.json.encode(["header", what, key])).digest()
        if request_key:
            return sha256(msgspec.json.encode(["form", what, request_key, *content])).digest()
        return None

    def draft_key(self, name: str) -> str:
        """Under what a device keeps a draft: it tells this visitor's from any other's."""
        said = self.visitor.key + name.encode()
        return keyed_hash(self.secret, b"draft", said, 16).hex()

    @property
    def arrived_at(self) -> datetime:
        """When the head of this request came; its body may have taken much longer."""
        moment: datetime = self.scope["state"][ARRIVED_AT]
        return moment

    @property
    def time_zone(self) -> tzinfo:
        """That of whoever reads, where the query names it (`?tz=Europe/Berlin`), and else UTC."""
        return zone_named(self.query_params.get("tz", ""))

    async def think(
        self, rule: Callable[Given, Result], *args: Given.args, **more: Given.kwargs
    ) -> Result:
        """What the rule gives, thought in this visitor's turn and dropped once they leave.

        Raises:
            RehearseError: too many others wait, or the client has left.
        """
        think = self.app.state.thinking.think
        return await self.while_here(think(self.visitor.key, rule, *args, **more))

    async def while_here(self, work: Awaitable[Result]) -> Result:
        """What the work gives; it is given up once the client has left.

        Raises:
            ClientLeftError: nobody waits for it any more.
        """
        working = asyncio.ensure_future(work)
        leaving = asyncio.ensure_future(self._left())
        try:
            await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise ClientLeftError
            return await working
        finally:
            working.cancel()
            leaving.cancel()

    async def _left(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass
