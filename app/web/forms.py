"""A request body, in any of the three ways to send one, into a Struct of strings."""

from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from litestar.exceptions import ClientException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from app.errors import ValidationError
from app.text import label, with_plain_newlines
from app.web.request import Request

Form = TypeVar("Form", bound=msgspec.Struct)


async def read_form(request: Request, form: type[Form]) -> Form:
    """The body as `form`: its fields as trimmed text, a field that was not sent as its default.

    `request_key` may also come as the header `Idempotency-Key`.

    Raises:
        ValidationError: the body can't be read, a field is no text, or was sent more than once.
    """
    names = form.__struct_fields__
    sent = await pairs(request)
    values: dict[str, str] = {}
    for name, value in sent:
        if name not in names or value is None:
            continue
        if not isinstance(value, str):
            raise ValidationError(fields={name: f"{label(name)} must be text"})
        if name in values:
            raise ValidationError(fields={name: f"{label(name)} was sent more than once"})
        values[name] = with_plain_newlines(value).strip()
    if "request_key" in names and not values.get("request_key"):
        values["request_key"] = request.headers.get("idempotency-key", "")
    return form(**values)


async def pairs(request: Request) -> list[tuple[str, Any]]:
    """Every field of the body as it was sent, in order.

    Raises:
        ValidationError: the body is not what its `Content-Type` says, or of a type not taken.
    """
    kind, _ = request.content_type
    try:
        match kind:
            case "application/json":
                return list(msgspec.json.decode(await request.body(), type=dict[str, Any]).items())
            case "multipart/form-data":
                return list((await request.form()).multi_items())
            case "application/x-www-form-urlencoded" | "":
                # Not Litestar's parser: it keeps the last 1,024 bodies in memory.
                body = (await request.body()).decode()
                return list(parse_qsl(body, keep_blank_values=True, errors="strict"))
    except RequestEntityTooLarge:  # readable, and refused for its size
        raise
    except (msgspec.DecodeError, ClientException, UnicodeError, LookupError, ValueError) as error:
        raise ValidationError from error
    raise ValidationError("Send a form or JSON")
