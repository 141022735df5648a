"""The URLs that belong to no feature: files, health, the colours."""

from datetime import timedelta

import litestar
import msgspec
from litestar import get, post
from litestar.params import FromPath

from app.clock import now
from app.errors import NotFoundError
from app.web.assets import Asset, assets, assets_by_served_name
from app.web.forms import read_form
from app.web.openapi import contract, document
from app.web.request import Request, Response
from app.web.respond import View, go, json_response, show
from app.web.theme import page_above, page_before, theme_cookie

DAY_S = 24 * 3600
YEAR_S = 365 * DAY_S
SECURITY_TXT_AGE = timedelta(days=90)

SECURITY = View("templates/security.html", "partials/security.html")
ROBOTS = "User-agent: *\nDisallow: /session/\nDisallow: /dashboard\n"


class Health(msgspec.Struct, frozen=True):
    status: str


class ThemeForm(msgspec.Struct, frozen=True):
    theme: str = ""

    def check(self) -> None:
        """Do nothing: a word that is no theme forgets the choice."""


@get("/static/{name:str}")
async def static_file(request: Request, name: FromPath[str]) -> Response:
    """A static file under the name that bears its hash, and so can stay for ever."""
    if asset := assets_by_served_name().get(name):
        return file(request, asset, f"public, max-age={YEAR_S}, immutable")
    raise NotFoundError


@get("/favicon.ico")
async def favicon(request: Request) -> Response:
    """The mark, for whoever asks for it by its usual name."""
    return file(request, assets()["mark.svg"], f"public, max-age={DAY_S}")


@get("/robots.txt")
async def robots() -> Response:
    """Search engines may show the landing page and nothing of anybody's session."""
    return litestar.Response(ROBOTS, media_type="text/plain")


@get("/security")
async def security(request: Request) -> Response:
    """Where to report a security problem of this server."""
    return await show(request, SECURITY, contact=request.settings.security_contact)


@get("/.well-known/security.txt")
async def security_txt(request: Request) -> Response:
    """The same for programs: RFC 9116, which wants a date until when it can be relied on."""
    contact = request.settings.security_contact or f"{request.base_url}security"
    expires = (now() + SECURITY_TXT_AGE).replace(microsecond=0).isoformat()
    lines = (f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: en", "")
    return litestar.Response("\n".join(lines), media_type="text/plain")


@get("/health", opt=contract(Health, has_page=False))
async def health(request: Request) -> Response:
    """`ok` once the store answers."""
    await request.db.ping()
    return json_response(Health("ok"))


@get("/schema/openapi.json")
async def api_document(request: Request) -> Response:
    """What a script has to know to use all this."""
    return litestar.Response(document(request.app), media_type="application/json")


@post("/theme")
async def choose_theme(request: Request) -> Response:
    """Keep the colours that a visitor likes, and back to where they were."""
    form = await read_form(request, ThemeForm)
    page = page_above(request.app, page_before(request))
    return go(request, page, form, cookie=theme_cookie(form.theme))


def file(request: Request, asset: Asset, cache_control: str) -> Response:
    """The file, compressed for whoever takes that."""
    headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
    if not asset.compressed or "gzip" not in request.headers.get("accept-encoding", ""):
        return litestar.Response(asset.body, media_type=asset.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return litestar.Response(asset.compressed, media_type=asset.media_type, headers=headers)
