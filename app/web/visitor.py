"""Who is asking: an opaque cookie, of which only a hash is kept."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe

import msgspec

from app.web.cookies import YEAR_S, set_cookie

TOKEN_BYTES = 32
PATTERN = r"[A-Za-z0-9_-]{43}"  # what token_urlsafe(TOKEN_BYTES) gives
IN_COOKIES = re.compile(rf"(?:^|[;,]\s*)session=({PATTERN})(?=\s*(?:[;,]|$))")


class Visitor(msgspec.Struct, frozen=True):
    """Somebody by their token; without one, somebody who owns nothing yet."""

    token: str = ""

    @property
    def key(self) -> bytes:
        """What the store knows them by: SHA-256 of the token, 32 bytes."""
        return sha256(self.token.encode()).digest()

    def cookie(self, is_https: bool) -> str:
        """The header that lets them come back for a year from now."""
        return set_cookie("session", self.token, YEAR_S, is_hidden=True, is_secure=is_https)


def visitor_in(cookies: str) -> Visitor:
    """The visitor whose token a `Cookie` header holds; whatever else it holds is nobody's."""
    found = IN_COOKIES.search(cookies)
    return Visitor(found[1] if found else "")


def new_visitor(request_key: str = "") -> Visitor:
    """A visitor with a token that nobody can guess.

    A first form that is sent twice has no cookie yet to tell that it is one person. So the token
    comes from the form's own key, where that is one of ours (256 random bits, shown to nobody
    else): both answers then carry the same cookie, and the second finds the session of the first.
    """
    if re.fullmatch(PATTERN, request_key):
        digest = sha256(b"visitor of the form " + request_key.encode()).digest()
        return Visitor(urlsafe_b64encode(digest).rstrip(b"=").decode())
    return Visitor(token_urlsafe(TOKEN_BYTES))
