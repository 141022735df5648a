"""The name under which an uploaded file is shown."""

import json
import unicodedata

import pytest

from app.documents.reading.names import display_name
from tests.corpus import HERE

HOSTILE = json.loads((HERE / "cv-corpus" / "filenames.json").read_text("utf-8"))


@pytest.mark.parametrize("filename", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_shown_harmless(filename: str) -> None:
    name = display_name(filename)
    assert 0 < len(name) <= 120
    assert not any(
        unicodedata.category(character)[0] in "CZ" for character in name.replace(" ", "")
    )
    assert not {"/", "\\"} & set(name)
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jane\\cv.pdf", "cv.pdf"),
        ("a/b\\cv.pdf", "cv.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("cv\r\nSet-Cookie: a=b.pdf", "cvSet-Cookie: a=b.pdf"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf"),
        ("履歴書.pdf", "履歴書.pdf"),
        (" my cv .pdf ", "my cv .pdf"),
        ("x" * 200, "x" * 120),
        ("cv\ud800.pdf", "cv.pdf"),
    ],
)
def test_the_base_name_is_shown(filename: str, name: str) -> None:
    assert display_name(filename) == name


@pytest.mark.parametrize("filename", ["", "/", "cv/", "..", ".", " . ", "\u200d", "\u202e\0\n"])
def test_a_name_of_which_nothing_is_left_is_cv(filename: str) -> None:
    assert display_name(filename) == "CV"
