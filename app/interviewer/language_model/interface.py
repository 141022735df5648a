"""What the interviewer needs of a language model, wherever it runs and whoever made it."""

from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar

import msgspec

Shape = TypeVar("Shape", bound=msgspec.Struct)


class Usage(msgspec.Struct, frozen=True):
    """What one ask has cost: requests that were sent, tokens that were counted, seconds."""

    calls: int
    tokens: int
    seconds: float


class ModelReply(msgspec.Struct, Generic[Shape], frozen=True):
    """What a model said, in the shape that it was asked for."""

    value: Shape
    usage: Usage


class ModelError(Exception):
    """A model gave nothing that can be used; the message has no key and nothing it said."""

    def __init__(self, sentence: str, usage: Usage) -> None:
        super().__init__(sentence)
        self.usage = usage


class ModelAwayError(ModelError):
    """It could not be reached in time: nobody answered, or not now, or no place was free."""


class ModelReplyError(ModelError):
    """It answered, and what it said can't be used, after a second try that named the fault."""


def accept(_value: msgspec.Struct) -> None:
    """Find no fault with a value."""


class LanguageModel(Protocol):
    """Answers a request about some texts in a given shape."""

    @property
    def name(self) -> str:
        """The model's name, as its provider knows it."""

    @property
    def host(self) -> str:
        """Where it runs, for people: `127.0.0.1:11434`, `api.openai.com`."""

    async def ask(
        self,
        system: str,
        data: Mapping[str, str],
        request: str,
        shape: type[Shape],
        max_tokens: int,
        check: Callable[[Shape], str | None] = accept,
    ) -> ModelReply[Shape]:
        """What the model replies, decoded strictly.

        `data` are texts by their names, given between marks that they can't contain; `system` and
        `request` are our own words. `shape` is flat and has no optional field (`schema_of` says
        what it may hold). `check` says in a sentence what is wrong with a value: the model is
        shown it, and may answer once more.

        Raises:
            ModelAwayError: it could not be reached in time.
            ModelReplyError: what it said can't be used.
        """
