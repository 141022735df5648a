"""Who is asking: an opaque cookie, of which only a hash is kept."""

import re
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe

import msgspec

from app.web.cookies import YEAR_S, set_cookie
from app.web.signing import base64_of, is_signed, keyed_hash

TOKEN_BYTES = 32
PATTERN = r"[A-Za-z0-9_-]{43}"  # what token_urlsafe(TOKEN_BYTES) gives

NAME = "rehearse"
SECURE_NAME = "__Host-rehearse"  # over HTTPS: no other host and no plain page can set it
OLD_NAME = "session"  # of version 0.1, and of the specification's example


class Visitor(msgspec.Struct, frozen=True):
    """Somebody by their token; without one, somebody who owns nothing yet.

    With the old cookie a visitor opens what they own and makes nothing new: other applications on
    this host call theirs `session` too. `is_new` where the token was made for this request.
    """

    token: str = ""
    has_old_cookie: bool = False
    is_new: bool = False

    @property
    def key(self) -> bytes:
        """What the store knows them by: SHA-256 of the token, 32 bytes."""
        return sha256(self.token.encode()).digest()

    def cookie(self, is_https: bool) -> str | None:
        """The header that lets them come back for a year; the old cookie is not renewed."""
        if self.has_old_cookie:
            return None
        name = SECURE_NAME if is_https else NAME
        return set_cookie(name, self.token, YEAR_S, is_hidden=True, is_secure=is_https)

    def parting_cookie(self, is_https: bool) -> str:
        """The header that lets the browser forget them, whichever cookie they came with."""
        name = OLD_NAME if self.has_old_cookie else SECURE_NAME if is_https else NAME
        return set_cookie(name, "", 0, is_hidden=True, is_secure=is_https)


def visitor_in(cookies: str, is_https: bool) -> Visitor:
    """The visitor whose token a `Cookie` header holds; whatever else it holds is nobody's."""
    if found := in_cookies(SECURE_NAME if is_https else NAME).search(cookies):
        return Visitor(found[1])
    if found := in_cookies(OLD_NAME).search(cookies):
        return Visitor(found[1], has_old_cookie=True)
    return Visitor()


@cache
def in_cookies(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[;,]\s*){name}=({PATTERN})(?=\s*(?:[;,]|$))")


def new_visitor(secret: bytes, request_key: str = "", code: str = "") -> Visitor:
    """A visitor with a token that nobody can guess.

    A first form that is sent twice has no cookie yet to tell that it is one person. So the token is
    made from the form's own key, where this installation signed it: both answers then carry the
    same cookie, and the second finds the session of the first. The form of a link has its `code`.
    """
    if is_signed(secret, request_key):
        content = f"{request_key}{code}".encode()
        token = base64_of(keyed_hash(secret, b"visitor", content)).decode()
        return Visitor(token, is_new=True)
    return Visitor(token_urlsafe(TOKEN_BYTES), is_new=True)
