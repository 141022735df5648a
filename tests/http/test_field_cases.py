"""What failed people in daily use of products like this one, as `tests/field_cases.json` lists it.

A case is `requests` to a server, with an `environment` for it where that matters, and what to
`expect` of the last answer; `{id}` is the session just made, `{port}` the server's. What can't be
said in that form has a test of its own below. A new kind of expectation is a line of CHECKS.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from tests.clients import CV, create, seen, with_documents
from tests.conftest import NewClient
from tests.server import ASK_AGAIN_S, REHEARSE, START_LIMIT_S, Server, serving


@pytest.fixture(scope="module")
def server(server_on_sqlite: Server) -> Server:
    """What is read of a document does not depend on the engine that keeps it."""
    return server_on_sqlite


CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "field_cases.json").read_text("utf-8")
)
Check = Callable[[httpx.Response, Any, str], bool]
Serve = Callable[[dict[str, str]], Server]


def plain(text: str) -> str:
    """White space, case and the shape of quotation marks do not count."""
    return re.sub(r"\s+", " ", re.sub("[\u2018\u2019\u201c\u201d\"']", "'", text)).strip().lower()


def has_all(text: str, wanted: list[str]) -> bool:
    return all(plain(each) in plain(text) for each in wanted)


def has_none(text: str, unwanted: list[str]) -> bool:
    return not any(plain(each) in plain(text) for each in unwanted)


def cookie(answer: httpx.Response) -> str:
    return str(answer.headers.get("set-cookie", ""))


CHECKS: dict[str, Check] = {
    "status": lambda answer, wanted, _: answer.status_code == wanted,
    "body_contains": lambda answer, wanted, _: has_all(answer.text, wanted),
    "body_lacks": lambda answer, unwanted, _: has_none(answer.text, unwanted),
    "body_matches": lambda answer, wanted, log: bool(re.search(wanted, answer.text + log)),
    "or_log": lambda *_: True,  # `body_matches` looks there where it stands
    "set_cookie_contains": lambda answer, wanted, _: has_all(cookie(answer), wanted),
    "set_cookie_lacks": lambda answer, wanted, _: (
        bool(cookie(answer)) and has_none(cookie(answer), wanted)
    ),
    "headers_contain": lambda answer, wanted, _: all(
        value in answer.headers.get(name, "") for name, value in wanted.items()
    ),
}


def named(case: dict[str, Any]) -> str:
    return f"{case['kind']}-{case['name']}"


@pytest.fixture(scope="module")
def serve(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Gives the server of an environment, which all cases with this environment share."""
    with ExitStack() as running:

        @cache
        def served(*environment: tuple[str, str]) -> Server:
            folder = tmp_path_factory.mktemp("field")
            return running.enter_context(serving(folder, REHEARSE, **dict(environment)))

        yield lambda environment: served(*environment.items()) if environment else server


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_failed_people_elsewhere_works_here(serve: Serve, case: dict[str, Any]) -> None:
    expected = case["expect"]
    server = serve(case["input"].get("environment", {}))
    answer = answer_to(server, case["input"]["requests"])
    log = log_of(server, answer) if "or_log" in expected else ""
    failed = {
        name: wanted for name, wanted in expected.items() if not CHECKS[name](answer, wanted, log)
    }
    assert failed == {}, case["why"]


def log_of(server: Server, answer: httpx.Response) -> str:
    """The lines of this request, which come a moment after its answer."""
    identifier = f'"{answer.headers["x-request-id"]}"'
    ends_at = monotonic() + START_LIMIT_S
    while identifier not in server.log:
        assert monotonic() < ends_at
        sleep(ASK_AGAIN_S)
    return "".join(line for line in server.log.splitlines() if identifier in line)


def answer_to(server: Server, requests: list[dict[str, Any]]) -> httpx.Response:
    """The last answer, each request being one visitor's."""
    made = ""
    with httpx.Client(base_url=server.url) as visitor:
        for each in requests:
            headers = {
                name: value.replace("{port}", str(server.port))
                for name, value in each.get("headers", {}).items()
            }
            path = each["path"].replace("{id}", made)
            answer = visitor.request(each["method"], path, headers=headers, data=each.get("form"))
            found = re.search(r"/session/(\d+)", answer.text)
            made = found[1] if found else made
    return answer


# ---- A look changes nothing ----

LOOKS = {
    "HEAD": ("HEAD", {}),
    "a link on another site": ("GET", {"Sec-Fetch-Site": "cross-site"}),
    "an image on another site": (
        "GET",
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors"},
    ),
    "a link on a neighbouring site": ("GET", {"Sec-Fetch-Site": "same-site"}),
    "a prefetch": ("GET", {"Sec-Purpose": "prefetch"}),
    "a prerendering": ("GET", {"Sec-Purpose": "prefetch;prerender"}),
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_at_an_interview_does_not_begin_it(new_client: NewClient, look: str) -> None:
    method, headers = LOOKS[look]
    visitor, api = new_client("browser"), new_client("api")
    session = with_documents(visitor)
    visitor.request(method, f"/session/{session}/interview", headers=headers)
    cards = new_client("htmx", like=visitor).get("/dashboard/recent").text
    assert "Question 1 of" not in cards
    api.cookies = visitor.cookies
    seen(api, session)
    cards = new_client("htmx", like=visitor).get("/dashboard/recent").text
    assert "Question 1 of" in cards


# ---- Nothing that was typed vanishes without a word ----


@pytest.mark.parametrize("kind", ["api", "script", "htmx", "browser"])
def test_a_file_beside_pasted_text_is_refused_and_both_are_named(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = create(visitor)
    answer = visitor.post(
        f"/session/{session}/upload-cv",
        files={"cv_file": ("cv.txt", CV.encode())},
        data={"cv_text": f"Another text. {CV}"},
    )
    assert answer.status_code == 400
    said = answer.json()["error"] if kind in ("api", "script") else answer.text
    assert re.search(r"(?i)\bfile\b", said)
    assert re.search(r"(?i)\bpasted\b|\btext\b", said)
    api = new_client("api", like=visitor)
    assert api.get(f"/session/{session}/upload").json()["cv_text"] is None


def test_a_file_beside_an_empty_text_field_is_a_file(new_client: NewClient) -> None:
    visitor = new_client("api")
    answer = visitor.post(
        f"/session/{create(visitor)}/upload-cv",
        files={"cv_file": ("cv.txt", CV.encode())},
        data={"cv_text": ""},
    )
    assert answer.status_code == 200


# ---- Words on error pages ----


def test_the_heading_of_an_empty_interview_fits_the_sentence_below_it(
    new_client: NewClient,
) -> None:
    visitor = new_client("browser")
    session = with_documents(visitor)
    seen(visitor, session)
    page = visitor.post(f"/session/{session}/complete")
    assert page.status_code == 400
    assert "Cannot generate feedback for an empty interview." in page.text
    assert not re.search(r"(?i)(could not|couldn.t|can.t) be read", page.text)


@pytest.mark.parametrize("kind", ["htmx", "browser"])
def test_every_sentence_of_an_error_ends_once(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    for path in (f"/session/{session}/feedback", "/nowhere", "/session/0/upload"):
        text = re.sub(r"<[^>]+>", " ", visitor.get(path).text)
        assert not re.search(r"[.!?]\s*\.", text), path
