"""A CV as it arrives, a file or pasted text in a request, to a Document."""

from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from app.documents.model import CvFields, CvForm, Document, unshowable
from app.documents.reading import outcomes
from app.documents.reading.frames import DocumentText
from app.documents.reading.names import display_name
from app.documents.reading.reader import DocumentReader
from app.errors import ValidationError
from app.text import has_control_characters, with_plain_newlines
from app.web.fields import Field, SentFile, fields_of
from app.web.request import Request

BODY_LIMIT_BYTES = outcomes.MAX_BYTES + 64 * 1024  # the file, and what a form puts around it
TEXT_LIMIT_BYTES = 2 * 1024 * 1024  # 200,000 characters, each of nine bytes in a form


async def read_cv_form(request: Request) -> CvForm:
    """The body as a CvForm.

    Raises:
        BadRequestError: the body can't be read, or holds more than one file or text.
        TooLargeError, TextTooLongError: it is over its limit.
    """
    sent = [field for field in await sent_fields(request) if field[1]]  # an unused one is ""
    files = [value for name, value in sent if name == "cv_file"]
    texts = [value for name, value in sent if name == "cv_text"]
    if len(files) > 1 or len(texts) > 1:
        raise outcomes.BadRequestError
    file, text = next(iter(files), None), next(iter(texts), "")
    if not isinstance(file, SentFile | None) or not isinstance(text, str):
        raise outcomes.BadRequestError
    name, data = (file.name, file.data) if file else (None, b"")
    return CvForm(name, data, with_plain_newlines(text).strip())


async def sent_fields(request: Request) -> list[Field]:
    try:
        is_multipart = request.content_type[0] == "multipart/form-data"
        if not is_multipart and len(await request.body()) > TEXT_LIMIT_BYTES:
            raise outcomes.TextTooLongError
        return await fields_of(request, CvFields.__struct_fields__)
    except RequestEntityTooLarge as error:
        raise outcomes.TooLargeError from error
    except ValidationError as error:
        raise outcomes.BadRequestError from error


async def read_cv(reader: DocumentReader, form: CvForm, asker: bytes) -> Document:
    """The CV as it is kept, its text read where it can do no harm.

    Raises:
        RehearseError: the outcome, where there is no text that could be a CV.
    """
    if form.file_name is not None and form.cv_text:
        raise outcomes.FileAndTextError
    if form.file_name is None:
        return await pasted(reader, form.cv_text, asker)
    if len(form.cv_file) > outcomes.MAX_BYTES:
        raise outcomes.TooLargeError
    text = await reader.read(form.cv_file, asker)
    return document_of(text, display_name(form.file_name), len(form.cv_file))


async def pasted(reader: DocumentReader, text: str, asker: bytes) -> Document:
    if not text:
        raise outcomes.NoFileError
    if len(text) > outcomes.MAX_CHARACTERS:
        raise outcomes.TextTooLongError
    if has_control_characters(text):
        raise ValidationError(fields={"cv_text": unshowable("cv_text")})
    return document_of(await reader.read_text(text, asker))


def document_of(
    text: DocumentText, name: str | None = None, size_bytes: int | None = None
) -> Document:
    return Document("cv", text.content, name, size_bytes, text.word_count, text.headings)
