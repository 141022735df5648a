"""What is read of a PDF, and how PDFium's text is cleaned."""

import pytest

from app.documents.reading.outcomes import (
    CorruptedError,
    PortfolioError,
    TextTooLongError,
    TooManyPagesError,
)
from app.documents.reading.pdf import clean, read
from tests.files import LONG, page_of, pdf


def test_lines_stay_lines_and_pages_stay_apart() -> None:
    assert read(pdf(["Jane Doe", "Engineer"], ["Oslo"])) == "Jane Doe\r\nEngineer\n\nOslo"


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("develop\ufffement", "development"),
        ("develop\ufffe\r\nment", "development"),
        ("state\xadmachine", "state-machine"),
        ("o\x1bice \x1cnd \x1dow e\x1ect ba\x1fe", "office find flow effict baffle"),
        ("\ufb00 \ufb01 \ufb02 \ufb03 \ufb04 \ufb05 \ufb06", "ff fi fl ffi ffl st st"),
        ("m² ½ ﷼", "m² ½ ﷼"),
        ("Malm\xa8o, Jos\xb4e, \u02c7Skoda, \u02daAs", "Malmö, José, Škoda, Ås"),
        ("5\xa8 x\xb4q", "5\xa8 x\xb4q"),
        ("नर्\u200dम می\u200cکنند", "नर्\u200dम می\u200cکنند"),
    ],
)
def test_the_text_is_cleaned(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_fifty_pages_are_read_and_fifty_one_are_not() -> None:
    assert read(pdf(*[["Page"]] * 50)).count("Page") == 50
    with pytest.raises(TooManyPagesError):
        read(pdf(*[["Page"]] * 51))


def test_a_page_that_never_ends_is_refused() -> None:
    with pytest.raises(TextTooLongError):
        read(pdf([LONG] * 5000))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n" + bytes(range(256)) * 9, pdf()])
def test_a_file_without_a_page_is_damaged(data: bytes) -> None:
    with pytest.raises(CorruptedError):
        read(data)


def with_notes(*notes: str) -> bytes:
    """A PDF whose page holds a line and these annotations."""
    return page_of("BT /F 11 Tf 50 700 Td (Engineer) Tj ET", f"/Annots[{''.join(notes)}]")


NOTE = "<</Type/Annot/Subtype/FreeText/Rect[50 500 300 520]/Contents(Phone 555 0142)%s>>"


def test_what_somebody_typed_onto_a_page_is_read() -> None:
    assert read(with_notes(NOTE % "", NOTE.replace("555 0142", "555 0143") % "")) == (
        "Engineer\r\nPhone 555 0142\r\nPhone 555 0143"
    )


@pytest.mark.parametrize(
    "note",
    [NOTE % "/F 2", NOTE % "/F 32", NOTE.replace("FreeText", "Text") % "", "<</Subtype/Link>>"],
    ids=["hidden", "not on a screen", "a comment", "a link"],
)
def test_what_a_page_does_not_show_is_not_read(note: str) -> None:
    assert read(with_notes(note)) == "Engineer"


def test_of_thousands_of_notes_only_the_first_are_read() -> None:
    assert read(with_notes(NOTE % "" * 5000)).count("Phone") == 1000


def test_a_note_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(TextTooLongError):
        read(with_notes(NOTE.replace("Phone", "Phone " * 20_000) % ""))


FILE_INSIDE = (
    "<</Type/Filespec/F(cv.pdf)/EF<</F 7 0 R>>>>",
    "<</Type/EmbeddedFile/Length 4>>stream\nnone\nendstream",
)
FILES = "/Names<</EmbeddedFiles<</Names[(cv.pdf) 6 0 R]>>>>"


@pytest.mark.parametrize("cover", ["Dieses Dokument ist ein PDF-Portfolio.", "Open the files", ""])
def test_the_cover_of_a_portfolio_is_refused_as_such(cover: str) -> None:
    with pytest.raises(PortfolioError):
        read(page_of(f"BT /F 11 Tf 50 700 Td ({cover}) Tj ET", catalog=FILES, more=FILE_INSIDE))


def test_a_cv_that_carries_a_file_is_read() -> None:
    data = page_of(f"BT /F 11 Tf 50 700 Td ({LONG}) Tj ET", catalog=FILES, more=FILE_INSIDE)
    assert read(data) == LONG
