"""Light, dark, or as the device has it: a choice that lasts, made with or without JavaScript."""

import re
from urllib.parse import urlsplit

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
