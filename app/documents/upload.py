"""A document as it arrives, a file or pasted text in a request, to a Document."""

from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from app.documents.model import (
    FILE_FIELDS,
    JOB_OUTCOMES,
    MOST_CHARACTERS,
    TEXT_FIELDS,
    Document,
    DocumentForm,
    JobTooLongError,
    Kind,
)
from app.documents.reading import outcomes
from app.documents.reading.frames import DocumentText
from app.documents.reading.names import display_name
from app.documents.reading.reader import DocumentReader
from app.errors import ValidationError
from app.text import with_plain_newlines
from app.web.fields import Field, SentFile, fields_of
from app.web.request import Request

BODY_LIMIT_BYTES = outcomes.MAX_BYTES + 64 * 1024  # the file, and what a form puts around it
CV_TEXT_LIMIT_BYTES = 2 * 1024 * 1024  # 200,000 characters, each of nine bytes in a form
JOB_TEXT_LIMIT_BYTES = 256 * 1024  # 20,000 characters, each of twelve at most


async def read_document_form(request: Request, kind: Kind) -> DocumentForm:
    """The body as a DocumentForm, not checked.

    Raises:
        BadRequestError: the body can't be read, or holds more than one file or text.
        TooLargeError, TextTooLongError, JobTooLongError: it is over its limit.
    """
    sent = [field for field in await sent_fields(request, kind) if field[1]]  # an unused one is ""
    files = [value for name, value in sent if name == FILE_FIELDS[kind]]
    texts = [value for name, value in sent if name == TEXT_FIELDS[kind]]
    if len(files) > 1 or len(texts) > 1:
        raise outcomes.BadRequestError
    file, text = next(iter(files), None), next(iter(texts), "")
    if not isinstance(file, SentFile | None) or not isinstance(text, str):
        raise outcomes.BadRequestError
    name, data = (file.name, file.data) if file else (None, b"")
    return DocumentForm(kind, name, data, with_plain_newlines(text).strip())


async def sent_fields(request: Request, kind: Kind) -> list[Field]:
    try:
        if request.content_type[0] != "multipart/form-data":
            await check_text_body(request, kind)
        return await fields_of(request, (FILE_FIELDS[kind], TEXT_FIELDS[kind]))
    except RequestEntityTooLarge as error:
        raise outcomes.TooLargeError from error
    except JobTooLongError:
        raise
    except ValidationError as error:
        raise outcomes.BadRequestError from error


async def check_text_body(request: Request, kind: Kind) -> None:
    size_bytes = len(await request.body())
    if kind == "cv" and size_bytes > CV_TEXT_LIMIT_BYTES:
        raise outcomes.TextTooLongError
    if kind == "job" and size_bytes > JOB_TEXT_LIMIT_BYTES:
        raise JobTooLongError(fields={"job_description": JobTooLongError.sentence})


async def read_document(reader: DocumentReader, form: DocumentForm, asker: bytes) -> Document:
    """The document as it is kept, its text read where it can do no harm.

    Raises:
        RehearseError: the outcome, where there is no text that could be such a document.
    """
    form.check()
    try:
        text = await text_of(reader, form, asker)
    except tuple(JOB_OUTCOMES) as outcome:
        if form.kind == "job":
            raise JOB_OUTCOMES[type(outcome)] from outcome
        raise
    if form.file_name is None:
        return document_of(form.kind, text)
    return document_of(form.kind, text, display_name(form.file_name), len(form.data))


async def text_of(reader: DocumentReader, form: DocumentForm, asker: bytes) -> DocumentText:
    most = MOST_CHARACTERS[form.kind]
    if form.file_name is None:
        return await reader.read_text(form.text, asker, form.kind, most=most)
    return await reader.read(form.data, asker, form.kind, most=most)


async def read_again(reader: DocumentReader, document: Document, asker: bytes) -> Document:
    """A document that was kept before, as it would be kept now.

    Raises:
        RehearseError: it can't be read now.
    """
    text = await reader.read_text(document.content, asker, document.kind, least=1)
    return document_of(document.kind, text, document.name, document.size_bytes)


def document_of(
    kind: Kind, text: DocumentText, name: str | None = None, size_bytes: int | None = None
) -> Document:
    """A document that was just read."""
    return Document(kind, text.content, name, size_bytes, text.word_count, text.headings)
