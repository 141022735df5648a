"""PDF to text with PDFium, and the clean-up that its text needs."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from app.documents.reading.letters import refuse_unreadable, resolved, with_unknown
from app.documents.reading.outcomes import (
    MAX_CHARACTERS,
    MAX_PAGES,
    MIN_CHARACTERS,
    CorruptedError,
    EncryptedError,
    PortfolioError,
    TextTooLongError,
    TooManyPagesError,
)
from app.documents.reading.page_blocks import blocks_in_order
from app.documents.reading.page_columns import columns_in_order
from app.documents.reading.page_lines import RIGHT_TO_LEFT, whole_lines
from app.documents.reading.words import PageText, whole_characters

MAX_LINES = 1000  # of a page; one with more is no page of a CV, and stays as it is told
MAX_ANNOTATIONS = 1000  # of a page
MAX_NOTE_BYTES = 100_000
HIDDEN = 0x2 | 0x20  # flags of an annotation: hidden, or not shown on a screen
MAX_COVER = 1000  # characters of a portfolio's cover
PORTFOLIO = ("portfolio", "portefeuille", "портфолио", "ポートフォリオ")

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
        PortfolioError: it is the cover of other files.
        UnreadableLettersError: see `letters.py`.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            text = clean("\n\n".join(page_texts(document)))
            refuse_portfolio(document, text)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY)
        raise (EncryptedError if is_locked else CorruptedError) from None
    refuse_unreadable(text)
    return text


def page_texts(document: pypdfium2.PdfDocument) -> list[str]:
    if len(document) > MAX_PAGES:
        raise TooManyPagesError
    if not len(document):
        raise CorruptedError
    texts: list[str] = []
    for page in document:
        page_text = PageText(page)
        if page_text.length > 2 * MAX_CHARACTERS:  # tidying drops less than half
            raise TextTooLongError
        texts.append("\r\n".join([laid_out(page_text), *notes(page)]))
        page.close()
    return texts


def laid_out(page: PageText) -> str:
    """A page's text as a person reads it; as PDFium tells it wherever that is the same."""
    text = with_unknown(page, page.text())
    if not RIGHT_TO_LEFT.search(text):
        told = page.lines(text)
        if len(told) <= MAX_LINES:
            lines = blocks_in_order(columns_in_order(whole_lines(told, page.is_typed)))
            if lines != told:
                text = "\r\n".join(line.text for line in lines)
    return whole_characters(text)


def notes(page: pypdfium2.PdfPage) -> Iterator[str]:
    """What was typed onto a page in a viewer; it is shown, and is no part of the page's text."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        note = raw.FPDFPage_GetAnnot(page, index)
        is_shown = not raw.FPDFAnnot_GetFlags(note) & HIDDEN
        if is_shown and raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FREETEXT:
            yield contents(note)
        raw.FPDFPage_CloseAnnot(note)


def contents(note: raw.FPDF_ANNOTATION) -> str:
    """The text of an annotation; empty if it is far too long for a note."""
    size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    if size > MAX_NOTE_BYTES:
        raise TextTooLongError
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(
        note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def refuse_portfolio(document: pypdfium2.PdfDocument, text: str) -> None:
    """Refuse a page or two that only say that the document is in the files they come with.

    Raises:
        PortfolioError: so it is.
    """
    if len(text) < MAX_COVER and document.count_attachments():
        is_named = any(name in text.casefold() for name in PORTFOLIO)
        if is_named or len(text.strip()) < MIN_CHARACTERS:
            raise PortfolioError


def clean(text: str) -> str:
    """PDFium's text as a person would type it; lines stay lines.

    Only the ligatures are folded: NFKC would also change superscripts, fractions and CJK forms.
    """
    text = resolved(LINE_END_HYPHEN.sub("", text).translate(FOLDED))
    return LOOSE_ACCENT.sub(accented, text)


def accented(found: re.Match[str]) -> str:
    """The accent on its letter, where Unicode has that letter."""
    letter = unicodedata.normalize("NFC", found[2] + COMBINING[found[1]])
    return letter if len(letter) == 1 else found[0]
