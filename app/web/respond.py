"""Which kind of client is asking, and the answer in its form: show, go, swap, refuse.

The only place, beside `failures.py`, that touches `Accept` or an `HX-*` header.
"""

from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache
from urllib.parse import urlsplit

import msgspec
from litestar.datastructures.headers import Accept, Headers

from app.errors import RehearseError
from app.web import pages
from app.web.request import Request, Response
from app.web.response import HTML, JSON, ReadyResponse
from app.web.signing import new_request_key
from app.web.theme import theme_of

MARKDOWN = "text/markdown"
VARY = "Accept, HX-Request, HX-Request-Type"
MAX_ACCEPT_CHARACTERS = 1024  # browsers send about 150; a longer header is read as no preference


class Client(Enum):
    """Who is asking, and so the form of the answer."""

    HTMX = "fragments"
    BROWSER = "pages and redirects"
    API = "JSON"
    SCRIPT = "pages and redirects, with JSON where there is no page"


class View(msgspec.Struct, frozen=True, eq=False):
    """The page of a URL, its part that htmx gets, and what both need where nothing else is said."""

    page: str
    fragment: str
    context: dict[str, object] = {}


def client_of(headers: Headers) -> Client:
    """The kind of client that sent these headers."""
    # htmx 4 asks for a whole page again with this type, and then without HX-Request.
    if headers.get("hx-request-type") == "full":
        return Client.BROWSER
    if headers.get("hx-request") == "true":
        return Client.HTMX
    return preference(accept_in(headers))


def accept_in(headers: Headers) -> str:
    """The `Accept` header, where it is of a length to be read."""
    accept: str = headers.get("accept", "")
    return accept if len(accept) <= MAX_ACCEPT_CHARACTERS else "*/*"


@lru_cache(256)
def preference(accept: str) -> Client:
    """What an `Accept` header prefers; no preference shows in a choice that follows our order."""
    html_first = best_match(accept, "text/html", "application/json")
    json_first = best_match(accept, "application/json", "text/html")
    if html_first != json_first or html_first is None:
        return Client.SCRIPT
    return Client.BROWSER if html_first == "text/html" else Client.API


@lru_cache(256)
def prefers_markdown(accept: str) -> bool:
    return best_match(accept, "text/html", "application/json", MARKDOWN) == MARKDOWN


def best_match(accept: str, *offered: str) -> str | None:
    """Which of the types an `Accept` header likes best, the first of equals; None for none."""
    try:
        return Accept(accept).best_match(list(offered))
    except OverflowError:  # an infinite weight
        return None


async def show(
    request: Request,
    view: View,
    *,
    json: object = None,
    markdown: Callable[[], str] | None = None,
    cookie: str | None = None,
    **context: object,
) -> Response:
    """200 with the page, the fragment, or `json`: a Struct, or an async function that gives it.

    `markdown` gives the same as Markdown, for who prefers that.
    """
    client = client_of(request.headers)
    if markdown and prefers_markdown(accept_in(request.headers)):
        return text_response(markdown())
    if client is Client.API and json is not None:
        return json_response(await json() if callable(json) else json, cookie=cookie)
    return html_response(request, view, client, context, cookie=cookie)


def go(request: Request, url: str, json: object = None, *, cookie: str | None = None) -> Response:
    """On to `url`: a redirect, `HX-Redirect`, or `json` for who reads that."""
    client = client_of(request.headers)
    if client is Client.HTMX:
        return json_response(None, cookie=cookie, headers={"HX-Redirect": url})
    if client is Client.API and json is not None:
        return json_response(json, cookie=cookie)
    return json_response(json, status=302, cookie=cookie, headers={"Location": url})


def swap(
    request: Request,
    view: View,
    url: str,
    json: object,
    *,
    stays: bool = False,
    **context: object,
) -> Response:
    """Done where one is: htmx gets the fragment as it now stands, others go on to `url`.

    A browser that `stays` gets the page itself, because it holds what was typed.
    """
    client = client_of(request.headers)
    if client is Client.HTMX or (client is Client.BROWSER and stays):
        return html_response(request, view, client, context)
    return go(request, url, json)


def took_away(request: Request, gone: str, url: str, json: object) -> Response:
    """Done, and what stood at `gone` and below is no more: on to `url`.

    htmx stays on its page, with nothing in the place of its target, unless that page is gone.
    """
    client = client_of(request.headers)
    if client is Client.HTMX and not stands_below(gone, request.headers.get("hx-current-url", "")):
        return json_response(None)
    if request.method == "DELETE" and client in (Client.BROWSER, Client.SCRIPT):
        return json_response(json, status=303, headers={"Location": url})
    return go(request, url, json)


def stands_below(path: str, url: str) -> bool:
    """Whether a URL leads to this path or below it; one that can't be read does not."""
    try:
        return f"{urlsplit(url).path}/".startswith(f"{path}/")
    except ValueError:
        return False


def refuse(
    request: Request, place: View | str, error: RehearseError, /, **context: object
) -> Response:
    """What a person sees instead: the form with their words and `errors` by field, or another page.

    `place` is the view of the form, or the URL where what is missing can be done.

    Raises:
        RehearseError: the client reads JSON; `failures.py` gives it the error in that form.
    """
    client = client_of(request.headers)
    if client is Client.API or (client is Client.SCRIPT and request.method == "POST"):
        raise error
    if isinstance(place, str):
        return go(request, place)
    shown = {"errors": error.fields, **context, "error": error}
    headers = retry_after(error)
    return html_response(request, place, client, shown, status=error.status, headers=headers)


def retry_after(error: RehearseError) -> dict[str, str]:
    return {"Retry-After": str(error.retry_after_s)} if error.retry_after_s else {}


def html_response(
    request: Request,
    view: View,
    client: Client,
    context: dict[str, object],
    *,
    status: int = 200,
    cookie: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """The view for this client: its fragment for htmx, its page for all others."""
    template = view.fragment if client is Client.HTMX else view.page
    theme = theme_of(request)
    if context:
        content = pages.render(template, **{"theme": theme, **view.context, **context})
    else:
        content = prebuilt(view, template, theme)
    content = pages.with_request_key(content, lambda: new_request_key(request.secret))
    return ReadyResponse(content, HTML, headers_with(cookie, headers), status)


@cache
def prebuilt(view: View, template: str, theme: str) -> bytes:
    """What is the same for everybody, rendered once."""
    return pages.render(template, theme=theme, **view.context)


def json_response(
    content: object,
    *,
    status: int = 200,
    cookie: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """JSON, or an empty body where there is no content."""
    body = b"" if content is None else msgspec.json.encode(content)
    return ReadyResponse(body, JSON, headers_with(cookie, headers), status)


def text_response(markdown: str, file_name: str | None = None) -> Response:
    """Markdown, to read or, under a name, to keep."""
    headers = {"Vary": VARY}
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return ReadyResponse(markdown.encode(), f"{MARKDOWN}; charset=utf-8", headers)


def headers_with(cookie: str | None, headers: dict[str, str] | None) -> dict[str, str]:
    """The headers of an answer that depends on who is asking."""
    return {"Vary": VARY, **({"Set-Cookie": cookie} if cookie else {}), **(headers or {})}
