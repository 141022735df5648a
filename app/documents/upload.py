"""A CV as it arrives, a file or pasted text in a request, to a Document."""

from typing import Any

from litestar.datastructures import UploadFile
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from app.documents.model import CvForm, Document, unshowable
from app.documents.reading import outcomes
from app.documents.reading.names import display_name
from app.documents.reading.reader import Reader
from app.documents.reading.tidy import kept
from app.errors import ValidationError
from app.text import with_plain_newlines
from app.web.forms import pairs
from app.web.request import Request

BODY_LIMIT_BYTES = outcomes.MAX_BYTES + 64 * 1024  # the file, and what a form puts around it
TEXT_LIMIT_BYTES = 2 * 1024 * 1024  # 200,000 characters, each of nine bytes in a form


async def read_cv_form(request: Request) -> CvForm:
    """The body as a CvForm; where there is a file, the text beside it does not count.

    Raises:
        BadRequestError: the body can't be read, or holds more than one file or text.
        TooLargeError, TextTooLongError: it is over its limit.
    """
    sent = await fields(request)
    files = [value for name, value in sent if name == "cv_file" and value]  # an unused one is ""
    texts = [value for name, value in sent if name == "cv_text" and value]
    if len(files) > 1 or len(texts) > 1:
        raise outcomes.BadRequestError
    file, text = next(iter(files), None), next(iter(texts), "")
    if not isinstance(file, UploadFile | None) or not isinstance(text, str):
        raise outcomes.BadRequestError
    data = await file.read() if file else b""
    return CvForm(file.filename if file else None, data, with_plain_newlines(text).strip())


async def fields(request: Request) -> list[tuple[str, Any]]:
    try:
        is_multipart = request.content_type[0] == "multipart/form-data"
        if not is_multipart and len(await request.body()) > TEXT_LIMIT_BYTES:
            raise outcomes.TextTooLongError
        return await pairs(request)
    except RequestEntityTooLarge as error:
        raise outcomes.TooLargeError from error
    except ValidationError as error:
        raise outcomes.BadRequestError from error


async def read_document(reader: Reader, form: CvForm) -> Document:
    """The text of the file, read where it can do no harm, or the pasted text.

    Raises:
        RehearseError: the outcome, where there is no text that could be a CV.
    """
    if form.file_name is None:
        return Document("cv", pasted(form.cv_text))
    if len(form.cv_file) > outcomes.MAX_BYTES:
        raise outcomes.TooLargeError
    text = await reader.read(form.cv_file)
    return Document("cv", text, display_name(form.file_name), len(form.cv_file))


def pasted(text: str) -> str:
    """The text as a document's would be kept.

    Raises:
        RehearseError: it is none, too short or too long, or holds control characters.
    """
    if not text:
        raise outcomes.NoFileError
    if error := unshowable("cv_text", text):
        raise error
    return kept(text)
