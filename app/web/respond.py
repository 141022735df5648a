"""Which kind of client is asking, and the answer in its form.

The only place, beside `failures.py`, that touches `Accept` or an `HX-*` header.
"""

from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache

import msgspec
from litestar.datastructures.headers import Accept, Headers

from app.errors import RehearseError
from app.web import pages
from app.web.answer import HTML, JSON, Answer
from app.web.request import Request, Response
from app.web.theme import theme_of

MARKDOWN = "text/markdown"
VARY = "Accept, HX-Request, HX-Request-Type"


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
    return preference(headers.get("accept", ""))


@lru_cache(256)
def preference(accept: str) -> Client:
    """What an `Accept` header prefers; no preference shows in a choice that follows our order."""
    try:
        header = Accept(accept)
    except OverflowError:  # an infinite weight
        return Client.SCRIPT
    html_first = header.best_match(["text/html", "application/json"])
    json_first = header.best_match(["application/json", "text/html"])
    if html_first != json_first or html_first is None:
        return Client.SCRIPT
    return Client.BROWSER if html_first == "text/html" else Client.API


@lru_cache(256)
def prefers_markdown(accept: str) -> bool:
    offered = ["text/html", "application/json", MARKDOWN]
    return Accept(accept).best_match(offered) == MARKDOWN


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
    if markdown and prefers_markdown(request.headers.get("accept", "")):
        return text(markdown())
    if client is Client.API and json is not None:
        return answer(await json() if callable(json) else json, cookie=cookie)
    return html(request, view, client, context, cookie=cookie)


def go(request: Request, url: str, json: object, *, cookie: str | None = None) -> Response:
    """On to `url` after a POST: a redirect, `HX-Redirect`, or `json`."""
    match client_of(request.headers):
        case Client.HTMX:
            return answer(None, cookie=cookie, headers={"HX-Redirect": url})
        case Client.API:
            return answer(json, cookie=cookie)
        case _:
            return answer(json, status=302, cookie=cookie, headers={"Location": url})


def go_anyway(request: Request, url: str, error: RehearseError) -> Response:
    """On to `url` after a POST that was done before: a person wants to see what came of it.

    Raises:
        RehearseError: the client reads JSON.
    """
    client = client_of(request.headers)
    if client in (Client.API, Client.SCRIPT):
        raise error
    return go(request, url, None)


def redirect(request: Request, url: str) -> Response:
    """On to `url` from a GET: every client but htmx follows a 302."""
    if client_of(request.headers) is Client.HTMX:
        return answer(None, headers={"HX-Redirect": url})
    return answer(None, status=302, headers={"Location": url})


def swap(request: Request, view: View, url: str, json: object, **context: object) -> Response:
    """Done where one is: htmx gets the fragment as it now stands, others go on to `url`."""
    client = client_of(request.headers)
    if client is Client.HTMX:
        return html(request, view, client, context)
    return go(request, url, json)


def send_back(request: Request, url: str, error: RehearseError) -> Response:
    """To `url`, where a person can do what is missing.

    Raises:
        RehearseError: the client reads JSON, or posts and would not look there.
    """
    client = client_of(request.headers)
    if client is Client.API or (client is Client.SCRIPT and request.method == "POST"):
        raise error
    return redirect(request, url)


def refuse(request: Request, view: View, error: RehearseError, /, **context: object) -> Response:
    """The form as it was filled in, with what is wrong: `error`, and `errors` by field.

    Raises:
        RehearseError: the client reads JSON; `failures.py` gives it the error in that form.
    """
    client = client_of(request.headers)
    if client in (Client.API, Client.SCRIPT):
        raise error
    shown = {**context, "error": error, "errors": getattr(error, "fields", {})}
    headers = retry_after(error)
    return html(request, view, client, shown, status=error.status, headers=headers)


def retry_after(error: RehearseError) -> dict[str, str]:
    return {"Retry-After": str(error.retry_after_s)} if error.retry_after_s else {}


def html(
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
    content = pages.with_request_key(content)
    return Answer(content, HTML, headers_with(cookie, headers), status)


@cache
def prebuilt(view: View, template: str, theme: str) -> bytes:
    """What is the same for everybody, rendered once."""
    return pages.render(template, theme=theme, **view.context)


def answer(
    content: object,
    *,
    status: int = 200,
    cookie: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """JSON, or an empty body where there is no content."""
    body = b"" if content is None else msgspec.json.encode(content)
    return Answer(body, JSON, headers_with(cookie, headers), status)


def text(markdown: str, file_name: str | None = None) -> Response:
    """Markdown, to read or, under a name, to keep."""
    headers = {"Vary": VARY}
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return Answer(markdown.encode(), f"{MARKDOWN}; charset=utf-8", headers)


def headers_with(cookie: str | None, headers: dict[str, str] | None) -> dict[str, str]:
    """The headers of an answer that depends on who is asking."""
    return {"Vary": VARY, **({"Set-Cookie": cookie} if cookie else {}), **(headers or {})}
