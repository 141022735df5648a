"""The four kinds of client that the HTTP contract knows, each with a cookie jar of its own."""

import re
import ssl

import httpx

TLS = ssl.create_default_context()  # unused, and made once: it takes longer than a request

HEADERS = {
    "htmx": {"HX-Request": "true", "HX-Request-Type": "partial", "Accept": "text/html"},
    "browser": {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
    "api": {"Accept": "application/json"},
    "script": {"Accept": "*/*"},
}

NURSE = {"job_title": "Staff nurse", "company_name": "St Elsewhere"}


def client(url: str, kind: str = "browser", like: httpx.Client | None = None) -> httpx.Client:
    """A client of that kind; the same visitor as `like`, where one is given."""
    made = httpx.Client(base_url=url, headers=HEADERS[kind], verify=TLS)
    if like:
        made.cookies = like.cookies
    return made


def create(visitor: httpx.Client, **form: str) -> int:
    """The id of a session that this visitor begins, by whichever kind of client it is."""
    answer = visitor.post("/session/create", data={**NURSE, **form})
    next_page = answer.headers.get("location") or answer.headers.get("hx-redirect", "")
    found = re.search(r"/session/(\d+)/upload", next_page or answer.text)
    assert found, f"{answer.status_code}: {answer.text}"
    return int(found[1])
