"""The outermost ASGI layer: what holds for every request, whichever route or error answers it."""

from collections.abc import Callable
from time import perf_counter

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from app.clock import now
from app.errors import CrossSiteError, ValidationError
from app.settings import Settings
from app.web import log
from app.web.body import PATIENCE, BodyDeadline, BodyPatience
from app.web.failures import failure
from app.web.origins import Hosts, came_over_https, is_same_place, visitor_address
from app.web.request import ARRIVED_AT, IS_HEAD, Request
from app.web.signing import keyed_hash
from app.web.visitor import visitor_in

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
NAME_BYTES = 8  # of a visitor or an address in the log

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


class UnknownHostError(ValidationError):
    heading = "Rehearse does not answer to this name"
    sentence = "This address is not served here. Whoever runs Rehearse can add it to ALLOWED_HOSTS."


class Guard:
    """Wraps the application: refuses, limits, adds headers, and logs one line a request.

    `secret_of` gives the installation's secret, once it is known.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        secret_of: Callable[[], bytes],
        patience: BodyPatience = PATIENCE,
    ) -> None:
        self.app = app
        self.patience = patience
        self.secret_of = secret_of
        self.hosts = Hosts(settings)
        self.settings = settings
        self.trusted_origins = frozenset(settings.trusted_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        state = scope.setdefault("state", {})
        state[ARRIVED_AT] = now()
        method = scope["method"]
        headers = Headers.from_scope(scope)
        if came_over_https(scope, headers, self.settings):
            scope["scheme"] = "https"
        reply = Reply(scope, send)
        if method == "HEAD":
            scope = {**scope, "method": "GET"}  # a copy: the server sends no body to its HEAD
            state[IS_HEAD] = True
        elif method not in SAFE_METHODS:
            receive = BodyDeadline(receive, self.patience)
        try:
            await self._answer(scope, headers, receive, reply)
        finally:
            self._log(scope, headers, method, reply.status, perf_counter() - started)

    async def _answer(
        self, scope: HTTPScope, headers: Headers, receive: Receive, reply: "Reply"
    ) -> None:
        try:
            self._check(scope, headers)
            await self.app(scope, receive, reply)
        except Exception as error:  # the last resort: a sentence, and the log has the rest
            request = Request(scope)
            response = failure(request, error)
            if not reply.status:
                await response.to_asgi_response(None, request)(scope, receive, reply)

    def _log(
        self, scope: HTTPScope, headers: Headers, method: str, status: int, seconds: float
    ) -> None:
        """Who asked stands in the log as hashes, the same each time and nobody's name."""
        secret = self.secret_of()
        token = visitor_in(headers.get("cookie", ""), scope["scheme"] == "https").token
        address = visitor_address(scope, headers, self.settings)
        names = [
            keyed_hash(secret, b"log", text.encode(), NAME_BYTES).hex() if text else ""
            for text in (token, address)
        ]
        log.request(scope, method, status, seconds, *names)

    def _check(self, scope: HTTPScope, headers: Headers) -> None:
        """Raise ValidationError for a host that is not ours, CrossSiteError for a foreign page."""
        host = headers.get("host", "").lower()
        if not self.hosts.include(host):
            log.note(scope, f"Host {host!r} is not in ALLOWED_HOSTS")
            raise UnknownHostError
        if scope["method"] not in SAFE_METHODS and (fault := self._cross_site(headers, host)):
            log.note(scope, fault)
            raise CrossSiteError

    def _cross_site(self, headers: Headers, host: str) -> str:
        """What shows that a page of another site sends this; empty where nothing does.

        `Sec-Fetch-Site` where there is one; browsers leave it out on plain http in a LAN, and then
        `Origin` has to be this host. Neither is what a script sends, and no browser.
        """
        origin = headers.get("origin", "").lower()
        if origin in self.trusted_origins:
            return ""
        if site := headers.get("sec-fetch-site"):
            is_foreign = site not in ("same-origin", "none")
            return f"Sec-Fetch-Site {site!r}, Origin {origin!r}" if is_foreign else ""
        if not origin or is_same_place(origin, host):
            return ""
        return f"Origin {origin!r} is not Host {host!r}, and not in TRUSTED_ORIGINS"


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
