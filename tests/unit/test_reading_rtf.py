"""What is read of an RTF file."""

import pytest

from app.documents.reading.document import text_of
from app.documents.reading.frames import ReadingTask
from app.documents.reading.outcomes import ResourceLimitError
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
        (r"Led {\deleted five }six", "Led six"),
        (r"Led \deleted five\'e9\u233?\par \deleted0 six", "Led six"),
        (r"Led \deleted five {\footnote no}\plain six", "Led six"),
        (r"Certi{\footnote by the county}fied\par Next", "Certified\nby the county\nNext"),
        (r'{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt my blog}} too', "my blog too"),
        (r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt {\ul my blog}}}', "my blog"),
        (r'{\field\fldedit{\fldinst {HYPERLINK "x" \\o "tip"}}{\fldrslt me}}', "me"),
        (r"{\listtext\bullet\tab}Welding", "•\tWelding"),
        (r"{\*\unknown no {and no}}{\pict\bin4 }}}} no}Jane", "Jane"),
        (r"a\~b\_c\-d\{\}\\", "a\xa0b-cd{}\\"),
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


@pytest.mark.parametrize(
    "fonts",
    [
        r"{\f0\fswiss Helvetica;}{\f1\fnil\fcharset238 Arial CE;}",
        r"{\f0 A;}{\f1\fnil\fcharset238{\*\panose 0}Arial{\*\falt B};}",
        r"{\f0\fcharset204 A;}{\f1\cpg1250 B;}",
        r"\f0\fswiss Helvetica;\f1\fcharset238 Arial CE;",
    ],
)
def test_a_font_has_its_own_charset_whatever_the_others_say(fonts: str) -> None:
    source = rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{fonts}}}{{\f1 P\'f8\'edli\'9a}}}}"
    assert read(source.encode()) == "Příliš"


def test_a_font_without_charset_has_that_of_the_document() -> None:
    source = r"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0\fswiss Helvetica;}}\f0 P\'f8\'edli\'9a}"
    assert read(source.encode()) == "Příliš"


def test_a_character_of_two_bytes_may_end_in_a_letter() -> None:
    source = rb"{\rtf1\ansi{\fonttbl{\f0\fcharset128 A;}}\f0 \'83\'41\'83C}"
    assert read(source) == "アイ"


def test_groups_that_nest_without_end_are_refused() -> None:
    with pytest.raises(ResourceLimitError):
        read(rb"{\rtf1 " + b"{" * 20_000)


def test_headers_footnotes_and_text_boxes_are_read() -> None:
    body = (
        r"{\header Jane Doe\par}{\footerr tail\par}Engineer{\footnote a note}\par"
        r"{\shp{\*\shpinst{\sp{\sn fill}{\sv 0}}{\shptxt jane@example.com\par}}"
        r"{\shprslt jane@example.com}}"
    )
    text = read(rtf(body))
    lines = [line for line in text.split("\n") if line]
    assert lines == ["Jane Doe", "tail", "Engineer", "a note", "jane@example.com"]


def test_a_photo_is_no_text() -> None:
    photo = "\n".join("89504e470d0a1a0a" * 8 for _ in range(500))
    assert read(rtf(r"{\pict\pngblip " + photo + "}Jane")).strip() == "Jane"


def test_a_byte_order_mark_is_no_text() -> None:
    assert read(b"\xef\xbb\xbf" + rtf("Jane")) == "Jane"


@pytest.mark.parametrize("body", [r"\u99999999 x", r"\uc\u1 x", r"{\f1\fcharset80 x}\'80 y"])
def test_odd_codes_crash_nothing(body: str) -> None:
    assert isinstance(read(rtf(body)), str)


def test_an_unclosed_file_is_read_as_far_as_it_goes() -> None:
    assert text_of(ReadingTask(rtf(LONG)[:-1])).content == LONG
