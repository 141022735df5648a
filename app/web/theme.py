"""Light, dark, or as the device has it: a choice that lasts, made with or without JavaScript."""

import re
from urllib.parse import urlsplit

from litestar import Litestar
from litestar.routes import HTTPRoute

from app.web.cookies import YEAR_S, set_cookie
from app.web.request import Request

THEMES = ("light", "dark")
IN_COOKIES = re.compile(rf"(?:^|[;,]\s*)theme=({'|'.join(THEMES)})(?=\s*(?:[;,]|$))")


def theme_of(request: Request) -> str:
    """What this visitor chose: `light`, `dark`, or nothing where the device decides."""
    found = IN_COOKIES.search(request.headers.get("cookie", ""))
    return found[1] if found else ""


def theme_cookie(theme: str) -> str:
    """The header that keeps the choice for a year; any other word forgets it."""
    return set_cookie("theme", theme, YEAR_S) if theme in THEMES else set_cookie("theme", "", 0)


def page_before(request: Request) -> str:
    """The path of our page that sent this request; the landing page where none did."""
    try:
        referrer = urlsplit(request.headers.get("referer", ""))
    except ValueError:  # as `http://[` is
        return "/"
    if referrer.netloc != request.headers.get("host") or not referrer.path.startswith("/"):
        return "/"
    return "/" + referrer.path.lstrip("/\\")  # never `//` or `/\`, which name another host


def page_above(app: Litestar, path: str) -> str:
    """The path itself or, where it can only be posted to, the next page above it."""
    if not methods_at(app, path):
        return path
    while "GET" not in methods_at(app, path):
        path = path.rpartition("/")[0] or "/"
    return path


def methods_at(app: Litestar, path: str) -> set[str]:
    """What can be done at a path; nothing where there is no route to it."""
    routes = [route for route in app.routes if isinstance(route, HTTPRoute)]
    found = [route for route in routes if route.path == path]
    found = found or [route for route in routes if leads_to(route.path, path)]
    return set[str]().union(*(route.methods for route in found))


def leads_to(route: str, path: str) -> bool:
    """Whether a route such as `/session/{session_id:str}` leads to a path."""
    names, parts = route.split("/"), path.split("/")
    return len(names) == len(parts) and all(
        "{" in name or name == part for name, part in zip(names, parts, strict=True)
    )
