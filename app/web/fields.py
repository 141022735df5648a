"""The fields of a request body, however it was sent; all of it stays in memory.

What the fields mean is for `forms.py`.
"""

from binascii import a2b_qp
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec
from litestar.exceptions import ClientException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from msgspec import Raw
from multipart import MultipartSegment, PushMultipartParser

from app.errors import ValidationError
from app.text import label
from app.web.request import Request

MAX_FIELDS = 1024  # of one form; a review of the longest job description sends some hundred
MAX_PART_HEADERS, MAX_HEADER_BYTES = 8, 2048  # of a part; RFC 7578 knows three headers
MAX_STRAY_BYTES = 16 * 1024  # of a field whose signs may stand for themselves; browsers encode all
UTF_8 = ("", "utf-8", "utf8", "us-ascii")  # the charsets that a body may name


class NotUtf8Error(ValidationError):
    sentence = "The text is not in UTF-8. Please send it as UTF-8."


class SentFile(msgspec.Struct, frozen=True):
    """A file as it came in a multipart body, with the name that its sender gave it."""

    name: str
    data: bytes


Field = tuple[str, str | SentFile]


async def fields_of(
    request: Request,
    names: Sequence[str],
    lists: Sequence[str] = (),
    numbers: Sequence[str] = (),
) -> list[Field]:
    """The fields of these names in the order of the body; a name may come several times.

    In JSON a field of `lists` may be a list, which is its name several times, and one of `numbers`
    a whole number.

    Raises:
        ValidationError: the body is not what its `Content-Type` says, or of a type not taken.
        RequestEntityTooLarge: it is larger than the route takes.
    """
    kind, options = request.content_type
    if not is_utf_8(options.get("charset")):
        raise NotUtf8Error
    try:
        match kind:
            case "application/x-www-form-urlencoded" | "":
                sent = list(urlencoded(await request.body()))
            case "multipart/form-data":
                sent = await multipart(request, options.get("boundary", ""))
            case "application/json":
                sent = list(json_fields(await request.body(), tuple(names), lists, numbers))
            case _:
                raise ValidationError(
                    "A body of this type can't be read. Please send a form or JSON."
                )
    except RequestEntityTooLarge:  # readable, and refused for its size
        raise
    # A RecursionError is JSON that is nested too deeply; the parser of multipart has ValueErrors.
    except (msgspec.DecodeError, ClientException, ValueError, RecursionError) as error:
        raise ValidationError from error
    return [(name, value) for name, value in sent if name in names]


def is_utf_8(charset: str | None) -> bool:
    return (charset or "").lower() in UTF_8


def urlencoded(body: bytes) -> Iterator[Field]:
    """The fields of an HTML form.

    Raises:
        ValidationError: there are more than MAX_FIELDS.
        ValueError: see `percent_decoded`.
    """
    if body.count(b"&") >= MAX_FIELDS:
        raise ValidationError(f"The form has too many fields. Please send {MAX_FIELDS:,} at most.")
    for pair in filter(None, body.split(b"&")):
        name, _, value = pair.partition(b"=")
        yield percent_decoded(name), percent_decoded(value)


def percent_decoded(encoded: bytes) -> str:
    """The text behind `%C3%A9` and `+`; in a short one, a stray sign stands for itself.

    Quoted-printable (RFC 2045) is the same encoding with another sign, and the standard library
    decodes it in C: 1.8 MB took 5 ms, where `urllib.parse.unquote` took 800.

    Raises:
        ValueError: it is no UTF-8, or it is long and has stray signs.
    """
    spaced = encoded.replace(b"+", b" ")
    decoded = a2b_qp(spaced.replace(b"%", b"="))
    has_signs = b"=" in spaced or b"%\n" in spaced or b"%\r" in spaced  # of quoted-printable's own
    if has_signs or len(decoded) != len(spaced) - 2 * spaced.count(b"%"):
        if len(encoded) > MAX_STRAY_BYTES:
            raise ValueError("stray signs")
        decoded = unquote_to_bytes(spaced)
    return decoded.decode()


async def multipart(request: Request, boundary: str) -> list[Field]:
    """The parts of a multipart body, parsed as they arrive.

    Raises:
        ValueError: it is no multipart body, or its text is no UTF-8.
    """
    parser = PushMultipartParser(
        boundary,
        max_header_size=MAX_HEADER_BYTES,
        max_header_count=MAX_PART_HEADERS,
        max_segment_count=MAX_FIELDS,
    )
    fields: list[Field] = []
    with parser:
        async for chunk in request.stream():
            for event in parser.parse(chunk):
                if isinstance(event, MultipartSegment):
                    segment, pieces = event, list[bytes]()
                elif event:
                    pieces.append(event)
                else:
                    fields.append((segment.name or "", content(segment, b"".join(pieces))))
    return fields


def content(segment: MultipartSegment, data: bytes) -> str | SentFile:
    """What a part holds; one without a file name is text, as an unused file field is."""
    if segment.filename:
        return SentFile(segment.filename, data)
    if not is_utf_8(segment.charset):
        raise NotUtf8Error
    return data.decode()


def json_fields(
    body: bytes,
    names: tuple[str, ...],
    lists: Sequence[str] = (),
    numbers: Sequence[str] = (),
) -> Iterator[Field]:
    """The fields of a JSON object; `null` is none, and other names are passed over.

    An empty list is one empty field: it was sent.

    Raises:
        ValidationError: a field is no text, or a list of more than MAX_FIELDS.
        msgspec.DecodeError, RecursionError: the body is no such object.
    """
    sent = msgspec.json.decode(body, type=json_shape(names))
    for name, raw in zip(names, msgspec.structs.astuple(sent), strict=True):
        if bytes(raw) not in (b"", b"null"):
            shape: Any = str | list[str] if name in lists else str | int if name in numbers else str
            try:
                value = msgspec.json.decode(raw, type=shape)
            except msgspec.ValidationError:
                raise ValidationError(fields={name: text_fault(name)}) from None
            if isinstance(value, list) and len(value) > MAX_FIELDS:
                raise ValidationError(fields={name: too_long_a_list(name)})
            for each in (value or [""]) if isinstance(value, list) else [value]:
                yield name, str(each)


def text_fault(name: str) -> str:
    """The sentence for a field that is no text."""
    return f"{label(name)} must be text. Please send it as a string."


def too_long_a_list(name: str) -> str:
    return f"{label(name)} has too many entries. Please send {MAX_FIELDS:,} at most."


@cache
def json_shape(names: tuple[str, ...]) -> type[msgspec.Struct]:
    """A Struct of these fields as they stand, which builds nothing of what else is sent."""
    return msgspec.defstruct("JsonFields", [(name, Raw, Raw()) for name in names])
