"""The URLs of links and devices."""

from litestar import get, post
from litestar.params import FromPath

from app.devices.model import DeviceError, Link, LinkForm, LinkOffer, LinkTaken, SignedOut
from app.devices.records import make_link, sessions_behind, sign_out, take_link
from app.sessions.access import ID, LARGEST_ID
from app.web.forms import read_form
from app.web.limits import limited
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, show
from app.web.visitor import new_visitor

LINK = View("templates/link.html", "partials/link.html")
OFFER = View("templates/link_offer.html", "partials/link_offer.html")


@post("/you/link", opt=contract(Link), middleware=limited("links"))
async def link(request: Request) -> Response:
    """A link that opens these sessions on another device: once, and for ten minutes."""
    code, expires_at = await make_link(request.db, request.visitor.key)
    made = Link(f"{request.base_url}you/link/{code}", expires_at)
    return await show(request, LINK, json=made, link=made, is_local=not request.settings.is_shared)


@get("/you/link/{code:str}", opt=contract(LinkOffer), middleware=limited("links"))
async def link_offer(request: Request, code: FromPath[str]) -> Response:
    """What a link opens, before this device is let in."""
    count = await sessions_behind(request.db, code)
    return await show(request, OFFER, json=LinkOffer(count), code=code, count=count)


@post(
    "/you/link/{code:str}",
    opt=contract(LinkTaken, form=LinkForm),
    middleware=limited("links"),
)
async def open_here(request: Request, code: FromPath[str]) -> Response:
    """Let this device in, with a cookie of its own; on to the sessions."""
    form = await read_form(request, LinkForm)
    visitor = new_visitor(request.secret, form.request_key, code)
    count = await take_link(request.db, code, request.visitor.key, visitor.key)
    taken = LinkTaken("/sessions", count)
    return go(request, taken.redirect, taken, cookie=visitor.cookie(request.is_https))


@post("/you/devices/{device:str}/sign-out", opt=contract(SignedOut, redirects=True))
async def sign_device_out(request: Request, device: FromPath[str]) -> Response:
    """Let a device open nothing any more; from this one, one leaves."""
    if not ID.fullmatch(device) or int(device) > LARGEST_ID:
        raise DeviceError
    visitor = request.visitor
    is_this = await sign_out(request.db, visitor.key, int(device))
    url = "/" if is_this else "/you"
    leaving = visitor.parting_cookie(request.is_https) if is_this else None
    return go(request, url, SignedOut(url), cookie=leaving)
