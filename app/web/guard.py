"""The outermost ASGI layer: what holds for every request, whichever route or error answers it."""

import ipaddress
import re
from time import perf_counter

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from app.errors import ForbiddenError, ValidationError
from app.settings import Settings
from app.web import log
from app.web.body import BodyDeadline
from app.web.failures import failure
from app.web.request import Request

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# https://owasp.org/www-project-secure-headers/, save Referrer-Policy: under its `no-referrer` our
# own forms would say `Origin: null`.
SECURITY_HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
NO_STORE = (b"cache-control", b"no-store")
HSTS = (b"strict-transport-security", b"max-age=31536000")


class Guard:
    """Wraps the application: refuses, limits, adds headers, and logs one line a request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.hosts = Hosts(settings)
        self.trusted_origins = frozenset(settings.trusted_origins)
        self.trusted_proxies = frozenset(settings.trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        method = scope["method"]
        headers = Headers.from_scope(scope)
        if self._came_over_https(scope, headers):
            scope["scheme"] = "https"
        reply = Reply(scope, send)
        if method == "HEAD":
            scope["method"] = "GET"
        elif method not in SAFE_METHODS:
            receive = BodyDeadline(receive)
        try:
            await self._answer(scope, headers, receive, reply)
        finally:
            log.request(scope, method, reply.status, perf_counter() - started)

    def _came_over_https(self, scope: HTTPScope, headers: Headers) -> bool:
        """Whether a proxy that we trust says that the visitor's side of it is HTTPS."""
        client = scope["client"]
        if client is None or client[0] not in self.trusted_proxies:
            return False
        return headers.get("x-forwarded-proto") == "https"

    async def _answer(
        self, scope: HTTPScope, headers: Headers, receive: Receive, reply: "Reply"
    ) -> None:
        try:
            self._check(scope["method"], headers)
            await self.app(scope, receive, reply)
        except Exception as error:  # the last resort: a sentence, and the log has the rest
            request = Request(scope)
            response = failure(request, error)
            if not reply.status:
                await response.to_asgi_response(None, request)(scope, receive, reply)

    def _check(self, method: str, headers: Headers) -> None:
        """Raise ValidationError for a host that is not ours, ForbiddenError for a foreign page."""
        host = headers.get("host", "").lower()
        if not self.hosts.include(host):
            raise ValidationError("This address is not served here")
        if method not in SAFE_METHODS and self._is_cross_site(headers, host):
            raise ForbiddenError("This request came from another site, so it was refused")

    def _is_cross_site(self, headers: Headers, host: str) -> bool:
        """Whether a browser says that a page of another site sends this.

        `Sec-Fetch-Site` where there is one; browsers leave it out on plain http in a LAN, and then
        `Origin` has to be this host. Neither is what a script sends, and no browser.
        """
        origin = headers.get("origin", "").lower()
        if origin in self.trusted_origins:
            return False
        if site := headers.get("sec-fetch-site"):
            return site not in ("same-origin", "none")
        return bool(origin) and origin.partition("://")[2] != host


class Hosts:
    """The names that the server answers to.

    As set; else any where only this machine can ask; else any address: a name that an attacker
    points at this machine (DNS rebinding) is a name and no address.
    """

    def __init__(self, settings: Settings) -> None:
        self.names = frozenset(map(without_port, settings.allowed_hosts))
        self.is_any = "*" in self.names or (not self.names and settings.is_local)

    def include(self, host: str) -> bool:
        """Whether `host`, in lower case and perhaps with a port, is one of them."""
        if self.is_any:
            return True
        name = without_port(host)
        return name in self.names or (not self.names and is_address(name))


def without_port(host: str) -> str:
    return re.sub(r":\d*$", "", host)


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name == "localhost"
    return True


class Reply:
    """The `send` of one request: adds the headers, and leaves out the body of a HEAD."""

    def __init__(self, scope: HTTPScope, send: Send) -> None:
        self.send = send
        self.status = 0
        self.has_body = scope["method"] != "HEAD"
        self.headers = [*SECURITY_HEADERS, (b"x-request-id", log.request_id(scope).encode())]
        if scope["scheme"] == "https":
            self.headers.append(HSTS)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message["headers"], *self.headers]
            if b"cache-control" not in dict(headers):
                headers.append(NO_STORE)
            message["headers"] = headers
        elif message["type"] == "http.response.body" and not self.has_body:
            message["body"] = b""
        await self.send(message)
