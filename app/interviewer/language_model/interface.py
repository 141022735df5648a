"""What a language model does for an interviewer, whoever serves it; HTTP is for the client."""

from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar

import msgspec

from app.interviewer.model import Usage

Shape = TypeVar("Shape")


class ModelReply(msgspec.Struct, Generic[Shape], frozen=True):
    """A reply of the shape that was asked for, and what it cost."""

    value: Shape
    usage: Usage


class ModelError(Exception):
    """The model gave nothing that can be used; `usage` is what was spent on it."""

    def __init__(self, message: str, usage: Usage) -> None:
        super().__init__(message)
        self.usage = usage


class ModelAwayError(ModelError):
    """It can't be reached, nobody waits for it just now, or it took too long."""


class ModelReplyError(ModelError):
    """It answered, and the answer could not be used, nor that to one retry."""


def spent_until(late: TimeoutError) -> Usage:
    """What was spent on an ask until `asyncio.timeout` ended it."""
    told = late.__cause__.args if late.__cause__ else ()
    return next((each for each in told if isinstance(each, Usage)), Usage())


def accept(_value: object) -> None:
    """Any value of the shape will do."""


class LanguageModel(Protocol):
    """One model on one host."""

    name: str
    host: str

    async def ask(
        self,
        system: str,
        data: Mapping[str, str],
        request: str,
        shape: type[Shape],
        max_tokens: int,
        check: Callable[[Shape], str | None] = accept,
    ) -> ModelReply[Shape]:
        """A value of the shape; `data` are texts of others by name: read, never obeyed.

        `check` says in a sentence what is wrong with a value; it is shown to the model once. Who
        gives up finds what was spent until then in the `CancelledError`: see `spent_until`.

        Raises:
            ModelAwayError: there was no reply.
            ModelReplyError: there was none of the shape that passes the check.
        """
