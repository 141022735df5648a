"""The outcomes of an upload, as a person and an API client get them."""

import pytest

from app.documents.reading.outcomes import OUTCOMES, UnsupportedTypeError
from app.errors import RehearseError

READ = "Could not read file: "

TABLE = {
    "no_file": (400, "No file was uploaded"),
    "bad_request": (
        400,
        READ + "the request can't be read, or has more than one file. Please send one file.",
    ),
    "file_and_text": (
        400,
        READ + "a file and pasted text came together. Please send one of the two.",
    ),
    "unsupported_type": (400, "Unsupported file format"),
    "too_short": (
        400,
        "CV seems too short. Please upload a complete CV (at least 50 characters)",
    ),
    "empty": (400, READ + "the file is empty. Please choose another, or paste the text."),
    "no_text": (
        400,
        READ
        + "it holds scanned images and no text. Export it from your editor, or paste the text.",
    ),
    "unreadable_letters": (
        400,
        READ + "its letters are stored in a way that can't be read as text. "
        "Export it again from your editor, or paste the text.",
    ),
    "portfolio": (
        400,
        READ
        + "it is a portfolio that holds other files. Save the one you need as a file of its own.",
    ),
    "encrypted": (400, READ + "it is protected by a password. Save a copy without one."),
    "corrupted": (400, READ + "it is damaged. Save it again, or paste the text."),
    "resource_limit": (400, READ + "it is too complex to read safely. Please paste the text."),
    "timed_out": (400, READ + "reading it took too long. Please paste the text."),
    "too_large": (413, READ + "it is larger than 10 MB. Save a smaller copy, or paste the text."),
    "too_many_pages": (
        413,
        READ + "it has more than 50 pages. Keep those that matter, or paste the text.",
    ),
    "text_too_long": (413, READ + "its text is longer than 200,000 characters. Please shorten it."),
    "busy": (503, READ + "too many others are being read. Try again in a few seconds."),
}
TYPES = {400: "ValidationError", 413: "PayloadTooLargeError", 503: "BusyError"}


def test_every_outcome_of_the_table_is_a_class_and_there_is_no_other() -> None:
    assert {outcome.code for outcome in OUTCOMES.values()} == set(TABLE)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_an_outcome_has_its_status_type_and_sentence(outcome: type[RehearseError]) -> None:
    error = outcome()
    assert error.code is not None
    status, sentence = TABLE[error.code]
    assert (error.status, error.type) == (status, TYPES[status])
    if issubclass(outcome, UnsupportedTypeError):
        assert str(error).startswith(sentence)
        assert "paste the text" in str(error)
    else:
        assert str(error) == sentence


def test_whoever_finds_the_readers_busy_is_told_when_to_come_back() -> None:
    assert OUTCOMES["BusyError"]().retry_after_s == 5
