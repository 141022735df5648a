"""Bodies and headers that ask for a depth, a weight or a codec that nobody needs.

Each is refused, and none is an error of the server.
"""

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import CV, HEADERS, JOB, answered, client, create
from tests.http.raw import ID, PARTS, POSTS, ask, part
from tests.server import Server

END = b"--x--\r\n"


@pytest.fixture(scope="module")
def owner(server: Server) -> Iterator[httpx.Client]:
    with client(server.urls, "api") as visitor:
        yield visitor


@pytest.fixture(scope="module")
def session_id(owner: httpx.Client) -> str:
    """Of a session of `owner` that stands in the middle of its interview."""
    return str(answered(owner, 1))


# ---- Depth ----

DEEP = 30_000
NESTED = {
    "arrays": "[" * DEEP,
    "arrays, closed": "[" * DEEP + "]" * DEEP,
    "objects": '{"a":' * (DEEP // 5) + "1" + "}" * (DEEP // 5),
    "arrays in a field": '{"FIELD":' + "[" * DEEP + "]" * DEEP + "}",
    "objects in a field": '{"FIELD":' + '{"a":' * (DEEP // 5) + "1" + "}" * (DEEP // 5) + "}",
    "arrays in another field": '{"a":' + "[" * DEEP + "]" * DEEP + "}",
    "arrays after a field": '{"FIELD":"x","a":' + "[" * DEEP + "]" * DEEP + "}",
    "arrays, not closed": '{"a":' + "[" * DEEP,
    "two thousand arrays": '{"a":' + "[" * 2000 + "]" * 2000 + "}",
}
FIELDS = {
    "/session/create": "job_title",
    "/theme": "theme",
    f"/session/{ID}/upload-cv": "cv_text",
    f"/session/{ID}/upload-job": "job_description",
    f"/session/{ID}/message": "answer",
}


@pytest.mark.parametrize("kind", ["api", "browser"])
@pytest.mark.parametrize("path", POSTS)
def test_json_of_any_depth_is_no_error_of_the_server(
    owner: httpx.Client, session_id: str, path: str, kind: str
) -> None:
    def status(body: str) -> int:
        content = body.replace("FIELD", FIELDS.get(path, "a"))
        headers = {**HEADERS[kind], "Content-Type": "application/json"}
        url = path.replace(ID, session_id)
        return owner.post(url, content=content, headers=headers).status_code

    assert [name for name, body in NESTED.items() if status(body) >= 500] == []


# ---- Weights ----

WEIGHTS = [
    "inf", "-inf", "Infinity", "nan", "-nan", "-1", "1e400", "1e-400", "9" * 400, "0x1", "1_0",
    "\xd9\xa1", "", "?", "0.5.5", "1;q=0", "--1", "+1", " 1 ", "1,1", '"1"',
]  # fmt: skip


@pytest.mark.parametrize("before", ["text/html", "application/json", "*/*", "text/markdown", "a"])
def test_no_weight_in_accept_breaks_an_answer(
    server: Server, owner: httpx.Client, session_id: str, before: str
) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in owner.cookies.items())
    urls = [("GET", "/dashboard"), ("GET", "/nowhere"), ("POST", "/session/create")]
    urls += [("GET", f"/session/{session_id}/{page}") for page in ("interview", "feedback")]

    def status(method: str, url: str, weight: str) -> int:
        accept = f"{before};q={weight}, text/html;q=0.5"
        return ask(server, method, url, {"Cookie": cookies, "Accept": accept})[0]

    broken = [(url, weight) for url in urls for weight in WEIGHTS if status(*url, weight) >= 500]
    assert broken == []


# ---- Codecs ----

CODECS = [
    "punycode", "idna", "utf-7", "utf_7", "unicode_escape", "raw_unicode_escape", "rot13", "rot_13",
    "base64", "base64_codec", "hex", "zip", "bz2", "uu", "quopri", "undefined", "mbcs", "oem",
    "charmap", "utf-16", "utf-32", "cp037", "iso2022_jp", "klingon", "a" * 3000, "../../x",
]  # fmt: skip
CONTENTS = {
    "ASCII": b"Nurse",
    "an escape": b"\\ud800\\x00\\N{BELL}",
    "plus and minus": b"+AGE-+2AA-",
    "high bytes": b"\xff\xfe\x80",
    "many digits": b"x-" + b"a9" * 20_000,
}


def coded(name: str, content: bytes, codec: str) -> bytes:
    """A part whose text is said to be in that codec."""
    more = f"\r\nContent-Type: text/plain; charset={codec}\r\n\r\n".encode("latin-1")
    return part(name, content).replace(b"\r\n\r\n", more, 1)


@pytest.mark.parametrize("content", CONTENTS)
def test_a_part_in_another_codec_than_utf_8_is_refused(owner: httpx.Client, content: str) -> None:
    def status(codec: str) -> int:
        body = coded("job_title", CONTENTS[content], codec) + part("company_name", b"x") + END
        return owner.post("/session/create", content=body, headers=PARTS).status_code

    assert [codec for codec in CODECS if status(codec) != 400] == []


@pytest.mark.parametrize(
    ("page", "field", "text"), [("cv", "cv_text", CV), ("job", "job_description", JOB)]
)
def test_a_document_in_another_codec_than_utf_8_is_refused(
    owner: httpx.Client, page: str, field: str, text: str
) -> None:
    url = f"/session/{create(owner)}/upload-{page}"

    def status(codec: str) -> int:
        body = coded(field, text.encode(), codec) + END
        return owner.post(url, content=body, headers=PARTS).status_code

    assert [codec for codec in CODECS if status(codec) != 400] == []


BODIES = {
    "application/json": b'{"job_title":"Nurse","company_name":"x"}',
    "application/x-www-form-urlencoded": b"job_title=Nurse&company_name=x",
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_in_another_codec_than_utf_8_is_refused(owner: httpx.Client, kind: str) -> None:
    def status(codec: str) -> int:
        headers = httpx.Headers({"Content-Type": f"{kind}; charset={codec}"}, encoding="latin-1")
        return owner.post("/session/create", content=BODIES[kind], headers=headers).status_code

    assert [codec for codec in CODECS if status(codec) != 400] == []


@pytest.mark.parametrize("codec", ["utf-8", "UTF-8", "utf8", '"utf-8"'])
def test_utf_8_by_any_of_its_names_is_taken(owner: httpx.Client, codec: str) -> None:
    for kind, body in BODIES.items():
        headers = {"Content-Type": f"{kind}; charset={codec}"}
        assert owner.post("/session/create", content=body, headers=headers).status_code == 200
    body = coded("job_title", "Ärztin".encode(), codec) + part("company_name", b"x") + END
    answer = owner.post("/session/create", content=body, headers=PARTS)
    assert answer.status_code == 200
    assert owner.get(answer.json()["redirect"]).json()["job_title"] == "Ärztin"
