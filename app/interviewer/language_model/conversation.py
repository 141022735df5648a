"""One ask as it goes: what was said to the model, and its replies read into the shape."""

from collections.abc import Callable
from typing import Any, Generic

from app.interviewer.language_model.completion import Completion
from app.interviewer.language_model.interface import Shape
from app.interviewer.language_model.ladder import Rung
from app.interviewer.language_model.schema import NoValueError, schema_of, value_in
from app.interviewer.language_model.tally import Tally

SHOWN_CHARACTERS = 4_000  # of a reply that can't be used, to the model that wrote it


class Conversation(Generic[Shape]):
    """A request for a shape on a rung of the ladder, and what a reply to it is worth."""

    def __init__(
        self,
        messages: list[dict[str, str]],
        shape: type[Shape],
        check: Callable[[Shape], str | None],
        rung: Rung,
        tally: Tally,
    ) -> None:
        self.rung = rung
        self.tally = tally
        self._messages = messages
        self._shape = shape
        self._check = check
        self._said = ""

    def body(self, model: str) -> dict[str, Any]:
        """The request that comes next, without its limit of tokens."""
        fields = self.rung.fields(self._shape.__name__, schema_of(self._shape))
        return {"model": model, "messages": self._messages, **fields}

    def read(self, body: bytes) -> Shape:
        """The value in the body of an answer.

        Raises:
            NoValueError: there is none that can be used.
        """
        self._said = ""
        completion = Completion.read(body)
        self.tally.tokens += completion.tokens
        self._said = completion.text[:SHOWN_CHARACTERS]
        if completion.is_cut_off:
            raise NoValueError("cut_off")
        value = value_in(completion.text, self._shape)
        if fault := self._check(value):
            raise NoValueError(fault)
        return value

    def object_to(self, retry: dict[str, str]) -> None:
        """Show the model what it said, if anything, and what is wrong with it."""
        said = [{"role": "assistant", "content": self._said}] if self._said else []
        self._messages = [*self._messages, *said, retry]
