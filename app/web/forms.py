"""A request body as the form of a route: a Struct of text that knows its own rules."""

from typing import ClassVar, Protocol, TypeVar

from app.errors import ValidationError
from app.text import label, with_plain_newlines
from app.web.fields import fields_of, text_fault
from app.web.request import Request


class Form(Protocol):
    """A Struct whose fields are all text; `read_form` fills it, and `check` judges it."""

    __struct_fields__: ClassVar[tuple[str, ...]]
    __struct_encode_fields__: ClassVar[tuple[str, ...]]  # as clients name them

    def __init__(self, **fields: str) -> None: ...

    def check(self) -> None:
        """Do nothing where the form can be used as it is.

        Raises:
            ValidationError: it can't; `fields` has a sentence for each wrong field, in form order.
        """


Filled = TypeVar("Filled", bound=Form)


async def read_form(request: Request, form: type[Filled]) -> Filled:
    """The body as `form`, not checked: its fields trimmed, one that was not sent as its default.

    Those that the form lists in NUMBERS may be whole numbers in JSON.

    Raises:
        ValidationError: the body can't be read, a field is no text, or was sent more than once.
    """
    values: dict[str, str] = {}
    ours = dict(zip(form.__struct_encode_fields__, form.__struct_fields__, strict=True))
    numbers = getattr(form, "NUMBERS", ())
    for name, value in await fields_of(request, form.__struct_encode_fields__, numbers=numbers):
        if not isinstance(value, str):
            raise ValidationError(fields={name: text_fault(name)})
        if ours[name] in values:
            raise ValidationError(fields={name: said_twice_fault(name)})
        values[ours[name]] = with_plain_newlines(value).strip()
    return form(**values)


def said_twice_fault(name: str) -> str:
    return f"{label(name)} was sent more than once. Please send it once."
