"""What is read of an RTF file."""

from contextlib import suppress

import pytest

from app.documents.reading.document import text_of
from app.documents.reading.frames import ReadingTask
from app.documents.reading.outcomes import CorruptedError
from app.documents.reading.rtf import read
from tests.files import LONG


def rtf(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}" + body + "}").encode(
        "latin-1"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Jane\par Doe", "Jane\nDoe"),
        (r"Zo\'eb", "Zoë"),
        (r"Zo\u235?", "Zoë"),
        (r"\uc0 Zo\u235", "Zoë"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"{\f1 Jane}\emdash\bullet", "Jane—•"),
        (r"a\cell b\cell\row", "a\tb\t\n"),
        (r"\v hidden\v0  seen", "hidden seen"),
        (r"{\*\generator Writer;}Jane", "Jane"),
        (r"{\info{\author Somebody}}Jane", "Jane"),
        (r"\headery708 Jane", "Jane"),
    ],
)
def test_text_is_read(body: str, text: str) -> None:
    assert read(rtf(body)) == text


@pytest.mark.parametrize(
    ("charset", "encoding", "word"),
    [
        (204, "cp1251", "Анна"),
        (238, "cp1250", "Łódź"),
        (161, "cp1253", "Ελένη"),
        (128, "cp932", "佐藤"),
    ],
)
def test_a_font_chooses_the_code_page(charset: int, encoding: str, word: str) -> None:
    codes = "".join(f"\\'{byte:02x}" for byte in word.encode(encoding))
    source = (
        rf"{{\rtf1\ansi{{\fonttbl{{\f0\fcharset0 A;}}{{\f1\fcharset{charset} B;}}}}\f1 {codes}}}"
    )
    assert read(source.encode()) == word


def test_headers_footnotes_and_text_boxes_are_read() -> None:
    body = (
        r"{\header Jane Doe\par}{\footerr tail\par}Engineer{\footnote a note}\par"
        r"{\shp{\*\shpinst{\sp{\sn fill}{\sv 0}}{\shptxt jane@example.com\par}}"
        r"{\shprslt jane@example.com}}"
    )
    text = read(rtf(body))
    assert [word for word in text.replace("note", "note\n").split("\n") if word] == [
        "Jane Doe",
        "tail",
        "Engineera note",
        "jane@example.com",
    ]


def test_a_photo_is_no_text() -> None:
    photo = "\n".join("89504e470d0a1a0a" * 8 for _ in range(500))
    assert read(rtf(r"{\pict\pngblip " + photo + "}Jane")).strip() == "Jane"


def test_a_byte_order_mark_is_no_text() -> None:
    assert read(b"\xef\xbb\xbf" + rtf("Jane")) == "Jane"


@pytest.mark.parametrize("body", [r"\u99999999 x", r"\uc\u1 x", r"{\f1\fcharset80 x}\'80 y"])
def test_odd_codes_crash_nothing(body: str) -> None:
    with suppress(CorruptedError):
        read(rtf(body))


def test_an_unclosed_file_is_read_as_far_as_it_goes() -> None:
    assert text_of(ReadingTask(rtf(LONG)[:-1])).content == LONG
