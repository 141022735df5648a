"""What a file is, whatever it is called."""

import pytest

from app.documents.reading.outcomes import (
    CorruptedError,
    EmptyFileError,
    EncryptedError,
    ImageError,
    MacroError,
    OldWordError,
    SpreadsheetError,
    UnsupportedTypeError,
)
from app.documents.reading.sniff import Kind, kind_of
from tests.files import LONG, docx, odt, pdf, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf([LONG]), "pdf"),
        (b"\r\n" + pdf([LONG]), "pdf"),
        (b"a mail gateway's note\n" * 9 + pdf([LONG]), "pdf"),
        (b"My thesis was on the mark %PDF- and why readers need it", "plain"),
        (docx(), "docx"),
        (odt(), "odt"),
        (rb"{\rtf1 Hello}", "rtf"),
        (b"\xef\xbb\xbf" + rb"{\rtf1 Hello}", "rtf"),
        (b"MZ Smith, engineer", "plain"),
        (b"# Jane Doe\n\n<b>Engineer</b>", "plain"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, kind: Kind) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"", EmptyFileError),
        (OLE + "WordDocument".encode("utf-16-le"), OldWordError),
        (OLE + "Workbook".encode("utf-16-le"), SpreadsheetError),
        (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedError),
        (OLE, UnsupportedTypeError),
        (docx(main_type=MACRO_TYPE), MacroError),
        (docx(main_type=SHEET_TYPE), SpreadsheetError),
        (docx(main_type=SLIDES_TYPE), UnsupportedTypeError),
        (odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"), SpreadsheetError),
        (odt(mimetype="application/vnd.oasis.opendocument.presentation"), UnsupportedTypeError),
        (zipped({"holiday.txt": "Sun"}), UnsupportedTypeError),
        (b"PK\x03\x04 and no more", CorruptedError),
        (b"\x89PNG\r\n\x1a\n", ImageError),
        (b"\xff\xd8\xff\xe0 JFIF", ImageError),
        (b"GIF89a", ImageError),
        (b"RIFF\x10\0\0\0WEBPVP8 ", ImageError),
        (b"\0\0\0\x18ftypheic", ImageError),
        (b"II*\0\x08\0\0\0", ImageError),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0", ImageError),
        (b"<!DOCTYPE html><p>Jane", UnsupportedTypeError),
        (b"<html xmlns:o='urn:x'><p>Jane", UnsupportedTypeError),
        (b"<?xml version='1.0'?><svg/>", UnsupportedTypeError),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", UnsupportedTypeError),
    ],
)
def test_what_cannot_be_read_is_told_with_advice(data: bytes, outcome: type[Exception]) -> None:
    with pytest.raises(outcome) as raised:
        kind_of(data)
    assert raised.type is outcome


def test_a_package_may_describe_itself_in_utf_16() -> None:
    types = (
        '<?xml version="1.0" encoding="UTF-16"?><Types xmlns="http://schemas.openxmlformats.org/'
        'package/2006/content-types"><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>"
    )
    assert kind_of(docx(parts={"[Content_Types].xml": types.encode("utf-16")})) == "docx"


def test_a_package_may_type_its_main_part_by_the_extension() -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="XML" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    assert kind_of(docx(parts={"[Content_Types].xml": types})) == "docx"
