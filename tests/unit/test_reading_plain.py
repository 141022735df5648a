"""The encoding of a text file is found out."""

import codecs

import pytest

from app.documents.reading.outcomes import UnsupportedTypeError
from app.documents.reading.plain import read
from tests.files import LONG

WESTERN = "Zoë Müller – ingénieure\nL’été à Zürich, “staff”, €95 000 par an\n"
JAPANESE = "佐藤　花子\n職務経歴 2024\n決済システムの応答時間を半分に短縮した。\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("text", [WESTERN, JAPANESE])
def test_unicode_is_told_by_its_mark_or_its_pattern(mark: bytes, encoding: str, text: str) -> None:
    assert read(mark + text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", WESTERN),
        ("latin-1", "Jürgen Groß\nLeitender Entwickler in Köln, täglich für Präsentationen da\n"),
        ("cp1252", "Íñigo Núñez\nIngeniero sénior en Málaga, dirigí un equipo de ocho años\n"),
        ("cp1252", "Åsa Öberg\nSystemutvecklare i Malmö, ledde en grupp på åtta utvecklare\n"),
        ("cp1250", "Jana Nováková\nVývojářka, zkrátila dobu sestavení a vedla příští tým\n"),
        ("iso8859-2", "Małgorzata Wiśniewska\nŁódź, zespół pięciu osób, doświadczenie\n"),
        ("cp1254", "Ayşe Güneş\nMühendis, İstanbul, iş deneyimi, eğitim, görüşme\n"),
        ("iso8859-9", "Ayşe Güneş\nMühendis, İstanbul, iş deneyimi, eğitim, görüşme\n"),
        ("mac-roman", "Lucía Fernández\nDiseñadora, reduje a la mitad el tiempo en Málaga\n"),
        ("iso2022_jp", JAPANESE),
    ],
)
def test_an_old_encoding_is_told_by_the_letters_of_its_language(encoding: str, text: str) -> None:
    assert read(text.encode(encoding)) == text


def test_typographic_signs_alone_are_western() -> None:
    text = "Jane Doe – engineer\nShe’s led “staff” projects worth €95 000 for years.\n"
    assert read(text.encode("cp1252")) == text


def test_a_few_bad_bytes_do_not_spoil_utf_8() -> None:
    assert read(WESTERN.encode() + b"\xff\xfe").startswith(WESTERN)


@pytest.mark.parametrize(
    "data",
    [
        b"Jane\0Doe\0 engineer\0s",
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8\0",
        b"\x01\x02\x03\x04 Jane",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + bytes(range(256)),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedTypeError):
        read(data)


def test_ascii_is_itself() -> None:
    assert read(LONG.encode()) == LONG
