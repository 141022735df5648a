"""A request as our handlers read it: Litestar's, with the store and the visitor at hand."""

from typing import TYPE_CHECKING, Any, TypeAlias

import litestar

from app.web.visitor import Visitor, visitor_in

if TYPE_CHECKING:
    from app.store import Database

Response: TypeAlias = litestar.Response[Any]


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
    def visitor(self) -> Visitor:
        """Who is asking, by the cookie; whatever else it may hold is nobody's."""
        return visitor_in(self.headers.get("cookie", ""))

    @property
    def is_https(self) -> bool:
        return self.scope["scheme"] == "https"

    @property
    def is_prefetch(self) -> bool:
        """A browser fetches this ahead of a visit that may never come."""
        return self.headers.get("sec-purpose", "").startswith("prefetch")
