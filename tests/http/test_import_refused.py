"""Files that an import refuses: each with a sentence that says what is wrong, and where."""

import gzip
import io
import json
import zipfile
from typing import Any

import httpx
import pytest

from tests.clients import client
from tests.conftest import NewClient
from tests.exports import Export, bring, exported, fill, renamed, sessions_of
from tests.server import Server

NO_EXPORT = "This is not an export of Rehearse. Please choose the JSON file that you exported."
CUT = "This file ends too early. Perhaps it was not saved whole: please export it again."
PACKED = "This file is packed. Please unpack it first, and choose the JSON file inside."
UNREADABLE = "it can't be read. Perhaps the file was changed"
NOT_UTF_8 = "This file is not in UTF-8. Please choose it as it was exported."
NEWER = (
    "This file was made by a newer Rehearse (version 3). "
    "Update this one first, then import it again."
)


def first(sentence: str) -> str:
    return f"Session 1 of the file: {sentence}. Nothing was imported."


@pytest.fixture(scope="module")
def content(server: Server) -> Export:
    with client(server.urls, "api") as owner:
        fill(owner)
        return exported(owner)


@pytest.fixture
def visitor(new_client: NewClient) -> httpx.Client:
    return new_client("api")


def refused(visitor: httpx.Client, content: Export | bytes) -> str:
    """The sentence of a refusal, after which nothing was kept."""
    got = bring(visitor, content)
    assert got.status_code == 400, got.text
    assert "set-cookie" not in got.headers
    assert sessions_of(visitor) == []
    error: dict[str, Any] = got.json()
    assert error["fields"] == {"export_file": error["error"]}
    return str(error["error"])


def packed(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rehearse.json", data)
    return file.getvalue()


FRAME = '{"format":"rehearse","version":1,"exported_at":"2026-11-26T10:00:00Z"'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"hello", NO_EXPORT),
        (b"[]", NO_EXPORT),
        (b"{}", NO_EXPORT),
        (b"null", NO_EXPORT),
        (b" \n", NO_EXPORT),
        (b"%PDF-1.7", NO_EXPORT),
        (FRAME.encode() + b"}", NO_EXPORT),
        (FRAME.encode() + b',"sessions":{}}', NO_EXPORT),
        (FRAME.encode() + b',"sessions":[1]}', NO_EXPORT),
        (FRAME.encode() + b',"sessions":[{},]}', NO_EXPORT),
        (FRAME.encode() + b',"sessions":[{} {}]}', NO_EXPORT),
        (FRAME.encode() + b',"sessions":[]} and more', NO_EXPORT),
        (FRAME.encode() + b',"sessions":[],"sessions":[{}]}', NO_EXPORT),
        (FRAME.encode() + b',"\\u0073essions":[{}]}', NO_EXPORT),
        (FRAME.encode() + b',"sessions":[' + b" " * 70_000 + b"]}", NO_EXPORT),
        (FRAME.encode() + b',"more":"' + b"a" * 70_000 + b'","sessions":[]}', NO_EXPORT),
        (FRAME.replace('"rehearse"', '"other"').encode() + b',"sessions":[]}', NO_EXPORT),
        (FRAME.replace(":1,", ":0,").encode() + b',"sessions":[]}', NO_EXPORT),
        (FRAME.replace(":1,", ':"1",').encode() + b',"sessions":[]}', NO_EXPORT),
        (FRAME.replace(":1,", ":1e999,").encode() + b',"sessions":[]}', NO_EXPORT),
        (FRAME.replace(":1,", f":1{'0' * 5000},").encode() + b',"sessions":[]}', NO_EXPORT),
        (FRAME.replace(":1,", ":3,").encode() + b',"sessions":[],"more":{}}', NEWER),
        (FRAME.replace(":1,", ":3,").encode() + b',"sessions":[{"new":[1]}]}', NEWER),
        (FRAME.encode() + b',"sessions":[', CUT),
        (FRAME.encode() + b',"sessions":[{"uid":"a', CUT),
        (FRAME.encode() + b',"sessions":[{"uid":"' + b'\\"' * 400_000, CUT),
        (FRAME.encode() + b',"sessions":' + b"[" * 300_000, first(UNREADABLE)),
        (b'{"a":' * 300_000, NO_EXPORT),
        (packed(b"{}"), PACKED),
        (gzip.compress(b"{}", mtime=0), PACKED),
        (FRAME.encode("utf-16"), NOT_UTF_8),
        (FRAME.encode("utf-16-le"), NOT_UTF_8),
    ],
)
def test_what_is_no_export_is_refused(visitor: httpx.Client, data: bytes, sentence: str) -> None:
    assert refused(visitor, data) == sentence


@pytest.mark.parametrize(
    ("session", "sentence"),
    [
        ("{}", first("uid is missing")),
        ('{"uid":1}', first("what stands at uid is not of the right kind")),
        ('{"uid":"' + "a" * 9_000_000 + '"}', first("it is larger than 8 MB")),
        ('{"review":{"x":' + "[" * 100_000 + "]" * 100_000 + "}}", first(UNREADABLE)),
        ('{"uid":}', first(UNREADABLE)),
        ('{"uid":[}', CUT),
    ],
)  # fmt: skip
def test_a_session_that_is_none_is_refused(
    visitor: httpx.Client, session: str, sentence: str
) -> None:
    assert refused(visitor, f'{FRAME},"sessions":[{session}]}}'.encode()) == sentence


def test_too_many_sessions_are_refused(visitor: httpx.Client) -> None:
    many = ",".join(["{}"] * 1_000_000)
    sentence = refused(visitor, f'{FRAME},"sessions":[{many}]}}'.encode())
    assert sentence == "This file has more than 10,000 sessions. Please split it."


def test_a_file_that_was_cut_anywhere_leaves_nothing(
    visitor: httpx.Client, content: Export
) -> None:
    data = json.dumps({**content, "sessions": content["sessions"][3:4]}).encode()
    for end in range(10, len(data) - 1, len(data) // 40):
        assert refused(visitor, data[:end]) == CUT


def test_a_file_that_is_not_in_utf_8_is_refused(visitor: httpx.Client, content: Export) -> None:
    data = json.dumps(content, ensure_ascii=False).encode("latin-1", "replace")
    assert (
        refused(visitor, data) == "This file is not in UTF-8. Please choose it as it was exported."
    )


def test_one_uid_twice_is_refused(visitor: httpx.Client, content: Export) -> None:
    one, other = renamed(content["sessions"][:2])
    sessions = [one, other, {**other, "uid": one["uid"]}]
    sentence = refused(visitor, {**content, "sessions": sessions})
    assert sentence == "Session 3 of the file: it has the uid of session 1. Nothing was imported."


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            {"data": {"export_file": "{}"}},
            "A file comes in a form (multipart/form-data). Please send it so.",
        ),
        (
            {"json": {"export_file": "{}"}},
            "A file comes in a form (multipart/form-data). Please send it so.",
        ),
        ({"files": {"other": ("a", b"b")}}, "There is no file yet. Please choose it first."),
        ({"files": {"export_file": ("", b"")}}, "There is no file yet. Please choose it first."),
        (
            {"files": [("export_file", ("a", b"{}")), ("export_file", ("b", b"{}"))]},
            "There is more than one file. Please choose one at a time.",
        ),
    ],
)
def test_one_file_has_to_come(visitor: httpx.Client, sent: dict[str, Any], sentence: str) -> None:
    got = visitor.post("/you/import", **sent)
    assert (got.status_code, got.json()["error"]) == (400, sentence)


@pytest.mark.parametrize("kind", ["api", "browser"])
def test_a_file_over_the_limit_is_refused_with_the_limit(new_client: NewClient, kind: str) -> None:
    got = bring(new_client(kind), b" " * (51 * 1024 * 1024))
    assert got.status_code == 413
    assert "That file is too large. This server takes 50 MB at most" in got.text
