"""What can become of an upload besides its text, each with one sentence for a person.

A module that reads raises them; how they are shown is for `web/failures.py`. Between processes an
outcome travels by the name of its class, so that no sentence is ever taken from a child process.
"""

from app.errors import PayloadTooLargeError, RehearseError, ValidationError

MAX_BYTES = 10 * 1024 * 1024  # an upload; of several hundred CVs none came near it
MAX_PAGES = 50
MAX_CHARACTERS = 200_000  # of text: a hundred pages
MIN_CHARACTERS = 50  # that can be seen; the user's specification
RETRY_AFTER_S = 5  # no document is read for longer than that

COULD_NOT_READ = "Could not read file: "
WAY_OUT = "save it as PDF or DOCX, or paste the text"


class NoFileError(ValidationError):
    code = "no_file"
    sentence = "No file was uploaded"


class BadRequestError(ValidationError):
    code = "bad_request"
    sentence = (
        COULD_NOT_READ
        + "the request can't be read, or has more than one file. Please send one file."
    )


class FileAndTextError(ValidationError):
    code = "file_and_text"
    sentence = COULD_NOT_READ + (
        "a file and pasted text came together. Please send one of the two."
    )


class UnsupportedTypeError(ValidationError):
    code = "unsupported_type"
    sentence = (
        "Unsupported file format. Please upload PDF, DOCX, ODT, RTF, TXT or JSON Resume, "
        "or paste the text."
    )


class OldWordError(UnsupportedTypeError):
    sentence = (
        f"Unsupported file format: this is an old .doc file. Open it in your editor and {WAY_OUT}."
    )


class MacroError(UnsupportedTypeError):
    sentence = f"Unsupported file format: this is a .docm file with macros. Please {WAY_OUT}."


class ImageError(UnsupportedTypeError):
    sentence = (
        f"Unsupported file format: this is an image. Open the document in its editor and {WAY_OUT}."
    )


class SpreadsheetError(UnsupportedTypeError):
    sentence = f"Unsupported file format: this is a spreadsheet. Please {WAY_OUT}."


class JsonError(UnsupportedTypeError):
    sentence = (
        "Unsupported file format: this is JSON, and no CV in the JSON Resume format can be read "
        f"from it. Please {WAY_OUT}."
    )


class TooShortError(ValidationError):
    code = "too_short"
    sentence = (
        f"CV seems too short. Please upload a complete CV (at least {MIN_CHARACTERS} characters)"
    )


class EmptyFileError(ValidationError):
    code = "empty"
    sentence = COULD_NOT_READ + "the file is empty. Please choose another, or paste the text."


class NoTextError(ValidationError):
    code = "no_text"
    sentence = COULD_NOT_READ + (
        "it holds scanned images and no text. Export it from your editor, or paste the text."
    )


class UnreadableLettersError(ValidationError):
    code = "unreadable_letters"
    sentence = COULD_NOT_READ + (
        "its letters are stored in a way that can't be read as text. "
        "Export it again from your editor, or paste the text."
    )


class PortfolioError(ValidationError):
    code = "portfolio"
    sentence = COULD_NOT_READ + (
        "it is a portfolio that holds other files. Save the one you need as a file of its own."
    )


class EncryptedError(ValidationError):
    code = "encrypted"
    sentence = COULD_NOT_READ + "it is protected by a password. Save a copy without one."


class CorruptedError(ValidationError):
    code = "corrupted"
    sentence = COULD_NOT_READ + "it is damaged. Save it again, or paste the text."


class ResourceLimitError(ValidationError):
    code = "resource_limit"
    sentence = COULD_NOT_READ + "it is too complex to read safely. Please paste the text."


class TimedOutError(ValidationError):
    code = "timed_out"
    sentence = COULD_NOT_READ + "reading it took too long. Please paste the text."


class TooLargeError(PayloadTooLargeError):
    code = "too_large"
    sentence = COULD_NOT_READ + (
        f"it is larger than {MAX_BYTES // 1024**2} MB. Save a smaller copy, or paste the text."
    )


class TooManyPagesError(PayloadTooLargeError):
    code = "too_many_pages"
    sentence = COULD_NOT_READ + (
        f"it has more than {MAX_PAGES} pages. Keep those that matter, or paste the text."
    )


class TextTooLongError(PayloadTooLargeError):
    code = "text_too_long"
    sentence = COULD_NOT_READ + (
        f"its text is longer than {MAX_CHARACTERS:,} characters. Please shorten it."
    )


class BusyError(RehearseError):
    """Too many documents wait to be read; nothing is wrong with this one."""

    status = 503
    type = "BusyError"
    heading = "Rehearse can't do that just now"
    code = "busy"
    sentence = COULD_NOT_READ + "too many others are being read. Try again in a few seconds."
    retry_after_s = RETRY_AFTER_S


OUTCOMES: dict[str, type[RehearseError]] = {
    outcome.__name__: outcome
    for outcome in (
        NoFileError,
        BadRequestError,
        FileAndTextError,
        UnsupportedTypeError,
        OldWordError,
        MacroError,
        ImageError,
        SpreadsheetError,
        JsonError,
        TooShortError,
        EmptyFileError,
        NoTextError,
        UnreadableLettersError,
        PortfolioError,
        EncryptedError,
        CorruptedError,
        ResourceLimitError,
        TimedOutError,
        TooLargeError,
        TooManyPagesError,
        TextTooLongError,
        BusyError,
    )
}
