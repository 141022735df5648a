"""The JSON schema of a shape, and a value of that shape found in what a model wrote."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import inspect

from app.interviewer.language_model.interface import Shape
from app.text import has_control_characters

MOST_STARTS = 50
JSON_NAMES = {bool: "boolean", int: "integer", float: "number", str: "string"}


class NoValueError(Exception):
    """There is no value of the shape.

    `fault` names why in `wording.toml`, or is a sentence of ours. `detail` is for the model alone:
    it may hold something that the server sent.
    """

    def __init__(self, fault: str, detail: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.detail = detail


def schema_of(shape: type[Any]) -> dict[str, Any]:
    """A schema of the words that every server knows: type, enum, required, maxItems, maxLength.

    A shape is a Struct of texts with a `max_length`, numbers (of whole numbers also a range),
    truth values, `Literal`s and enums, and lists with a `max_length` of these or of such shapes.

    Raises:
        TypeError: the shape holds something else, or a field that may be left out.
    """
    return described(inspect.type_info(shape))


def described(kind: inspect.Type) -> dict[str, Any]:
    if choices := choices_in(kind):
        return {"type": JSON_NAMES[type(choices[0])], "enum": choices}
    match kind:
        case inspect.StructType(fields=fields, tag=None) if all(field.required for field in fields):
            return {
                "type": "object",
                "properties": {field.encode_name: described(field.type) for field in fields},
                "required": [field.encode_name for field in fields],
                "additionalProperties": False,
            }
        case inspect.ListType(item_type=item, max_length=int(most)):
            return {"type": "array", "items": described(item), "maxItems": most}
        case inspect.StrType(max_length=int(most), pattern=None):
            return {"type": "string", "maxLength": most}
        case inspect.BoolType():
            return {"type": "boolean"}
        case inspect.IntType(ge=None, le=None, gt=None, lt=None):
            return {"type": "integer"}
        case inspect.FloatType(ge=None, le=None, gt=None, lt=None):
            return {"type": "number"}
    raise TypeError(f"{kind} can't be asked of a language model")


def choices_in(kind: inspect.Type) -> list[Any]:
    """All the values of a kind that has few."""
    match kind:
        case inspect.LiteralType(values=values):
            return list(values)
        case inspect.EnumType(cls=enum):
            return [each.value for each in enum]
        case inspect.IntType(ge=int(least), le=int(most), gt=None, lt=None):
            return list(range(least, most + 1))
    return []


def value_in(text: str, shape: type[Shape]) -> Shape:
    """The first JSON object in a text, decoded strictly.

    Raises:
        NoValueError: there is none, it has another shape, or a character that nobody can type.
    """
    first, written = first_object(text)
    try:
        value = msgspec.json.decode(written, type=shape)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        if {"type", "properties"} <= first.keys():
            raise NoValueError("is_schema") from None
        raise NoValueError("wrong_shape", str(error)) from None
    if any(map(has_control_characters, texts_of(msgspec.to_builtins(value)))):
        raise NoValueError("has_control_characters")
    return value


def first_object(text: str) -> tuple[dict[str, Any], str]:
    """The first complete JSON object among other words, and how it is written."""
    decoder = json.JSONDecoder()
    start = -1
    for _ in range(MOST_STARTS):  # each may be read to the end of the text
        start = text.find("{", start + 1)
        if start < 0:
            break
        try:
            found, end = decoder.raw_decode(text, start)
            return found, text[start:end]
        except ValueError:
            continue
        except RecursionError:
            break
    raise NoValueError("no_object")


def texts_of(value: Any) -> Iterable[str]:
    match value:
        case str():
            yield value
        case list() | dict():
            for each in value.values() if isinstance(value, dict) else value:
                yield from texts_of(each)
