"""RTF to text with striprtf, which is first helped over what it leaves out or gets wrong."""

import re

from striprtf.striprtf import rtf_to_text

from app.documents.reading.outcomes import CorruptedError

START = rb"{\rtf"  # a byte order mark may stand before it
PICTURE = re.compile(r"[0-9A-Fa-f\r\n]{200,}")  # a photo in hexadecimal: slow and no text
OPENED = re.compile(  # groups that striprtf skips and a person reads
    r"(?:\\\*)?\\(?:header[lrf]?|footer[lrf]?|footnote|shp|shpinst|shptxt)(?![a-z]) ?"
)
CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")


def read(data: bytes) -> str:
    """The text of an RTF file.

    Raises:
        CorruptedError: its codes make no sense.
    """
    source = data[data.find(START) :].decode("latin-1")  # RTF's syntax counts in bytes
    source = PICTURE.sub("", source)
    source = CELL.sub(r"\\tab", OPENED.sub("", source))
    try:
        text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError, LookupError, IndexError, TypeError):
        raise CorruptedError from None
    return joined_surrogates(text)


def joined_surrogates(text: str) -> str:
    """RTF counts in UTF-16, so an emoji arrives as two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
