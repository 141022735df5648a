"""What is read of a PDF, and how PDFium's text is cleaned."""

import pytest

from app.documents.reading.outcomes import CorruptedError, TextTooLongError, TooManyPagesError
from app.documents.reading.pdf import clean, read
from tests.files import LONG, pdf


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
