"""PDF to text with PDFium, and the clean-up that its text needs."""

import re
import unicodedata

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from app.documents.reading.outcomes import (
    MAX_CHARACTERS,
    MAX_PAGES,
    CorruptedError,
    EncryptedError,
    TextTooLongError,
    TooManyPagesError,
)

LINE_END_HYPHEN = re.compile("\ufffe(?:\r\n)?")  # PDFium swallows the newline after it
FOLDED = str.maketrans(
    {
        "\x1b": "ff",  # ligatures of LaTeX's T1 encoding, where a font names none
        "\x1c": "fi",
        "\x1d": "fl",
        "\x1e": "ffi",
        "\x1f": "ffl",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\xad": "-",  # LaTeX's hyphen
    }
)
COMBINING = {  # diaeresis, acute, circumflex, caron, ring: by the accent that stands alone
    "\xa8": "\u0308",
    "\xb4": "\u0301",
    "\u02c6": "\u0302",
    "\u02c7": "\u030c",
    "\u02da": "\u030a",
}
LOOSE_ACCENT = re.compile(  # LaTeX's OT1 fonts print it before its letter
    "([\xa8\xb4\u02c6\u02c7\u02da])([A-Za-z])"
)


def read(data: bytes) -> str:
    """The text of a PDF, page by page.

    Raises:
        EncryptedError: it opens only with a password.
        CorruptedError: PDFium can't open it or one of its pages.
        TooManyPagesError: it has more than MAX_PAGES.
        TextTooLongError: its text is far over MAX_CHARACTERS.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            return clean("\n\n".join(page_texts(document)))
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY)
        raise (EncryptedError if is_locked else CorruptedError) from None


def page_texts(document: pypdfium2.PdfDocument) -> list[str]:
    if len(document) > MAX_PAGES:
        raise TooManyPagesError
    if not len(document):
        raise CorruptedError
    texts: list[str] = []
    for page in document:
        page_text = page.get_textpage()
        if page_text.count_chars() > 2 * MAX_CHARACTERS:  # tidying drops less than half
            raise TextTooLongError
        texts.append(page_text.get_text_range())
        page.close()
    return texts


def clean(text: str) -> str:
    """PDFium's text as a person would type it; lines stay lines.

    Only the ligatures are folded: NFKC would also change superscripts, fractions and CJK forms.
    """
    text = LINE_END_HYPHEN.sub("", text).translate(FOLDED)
    return LOOSE_ACCENT.sub(accented, text)


def accented(found: re.Match[str]) -> str:
    """The accent on its letter, where Unicode has that letter."""
    letter = unicodedata.normalize("NFC", found[2] + COMBINING[found[1]])
    return letter if len(letter) == 1 else found[0]
