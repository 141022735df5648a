"""What a file is, by its content; its name and the type that a browser sends are not believed."""

import re
from typing import Literal

from app.documents.reading.archive import ZIP, Archive
from app.documents.reading.outcomes import (
    EmptyFileError,
    EncryptedError,
    ImageError,
    MacroError,
    OldWordError,
    SpreadsheetError,
    UnsupportedTypeError,
)
from app.documents.reading.package import CONTENT_TYPES, content_type, main_part

Kind = Literal["pdf", "docx", "odt", "rtf", "json", "plain"]

HEAD_BYTES = 1024  # a PDF may begin anywhere in them (ISO 32000-1, annex H)
SPACE = b" \t\r\n\xef\xbb\xbf"  # and a byte order mark

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and a newer file with a password
IMAGE = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP"
    rb"|.{4}ftyp(?:heic|heix|mif1|avif)",
    re.DOTALL,
)
JSON = re.compile(rb'(?:\xff\xfe|\xfe\xff)?\s*(?:\[\s*)?\{\s*["}]')  # perhaps in UTF-16
MARKUP = re.compile(rb"<\?xml|<!doctype|<html|<head|<body|<svg|mime-version:|%!PS", re.IGNORECASE)


def kind_of(data: bytes) -> Kind:
    """The reader that a file needs; what is nothing else is plain text.

    Raises:
        EmptyFileError, EncryptedError: as they say.
        UnsupportedTypeError: it is something else; its subclasses give advice.
        CorruptedError, ResourceLimitError: a package that can't be opened.
    """
    if not data:
        raise EmptyFileError
    start = data[:HEAD_BYTES].lstrip(SPACE)
    if is_pdf(data, start):
        return "pdf"
    if start.startswith(rb"{\rtf"):
        return "rtf"
    if data.startswith(ZIP):
        return package_kind(Archive(data))
    if data.startswith(OLE):
        refuse_ole(data)
    if IMAGE.match(data):
        raise ImageError
    if MARKUP.match(start):
        raise UnsupportedTypeError
    return "json" if JSON.match(start.replace(b"\0", b"")) else "plain"


def is_pdf(data: bytes, start: bytes) -> bool:
    """A file that begins like a PDF, or has one behind some junk."""
    return start.startswith(b"%PDF-") or (b"%PDF-" in data[:HEAD_BYTES] and b"endobj" in data)


def package_kind(archive: Archive) -> Kind:
    """What a zip file is by what its producer says of it."""
    if CONTENT_TYPES in archive:
        return office_kind(content_type(archive, main_part(archive)))
    if "mimetype" in archive:
        return opendocument_kind(b"".join(archive.chunks("mimetype")))
    raise UnsupportedTypeError


def office_kind(content_type: str) -> Kind:
    if "wordprocessingml" in content_type:
        return "docx"
    if "ms-word" in content_type and "macroEnabled" in content_type:
        raise MacroError
    if "spreadsheetml" in content_type or "ms-excel" in content_type:
        raise SpreadsheetError
    raise UnsupportedTypeError


def opendocument_kind(mimetype: bytes) -> Kind:
    if b"opendocument.text" in mimetype:
        return "odt"
    if b"opendocument.spreadsheet" in mimetype:
        raise SpreadsheetError
    raise UnsupportedTypeError


def refuse_ole(data: bytes) -> None:
    """Say what an OLE file is by the names in its directory."""
    if names(data, "EncryptedPackage"):
        raise EncryptedError
    if names(data, "WordDocument"):
        raise OldWordError
    if names(data, "Workbook") or names(data, "Book"):
        raise SpreadsheetError
    raise UnsupportedTypeError


def names(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data
