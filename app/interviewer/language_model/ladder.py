"""The ways to ask for JSON, the surest first, and how a server says that it has no such way."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.interviewer.language_model.provider import HttpAnswer

REFUSALS = {400, 422, 500, 501}  # llama.cpp answers 500 to a schema that it can't make a grammar of
NAMES = ("response_format", "response_schema", "json_schema", "json_object", "grammar")


class Rung(StrEnum):
    """How the reply is held to its schema, which stands in the prompt on every rung.

    Servers that hold a model to a schema do not show it the schema, and some accept
    `response_format` and ignore it.
    """

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    TEXT = "text"

    @property
    def below(self) -> "Rung":
        """The next rung; the last has none but itself."""
        rungs = list(Rung)
        return rungs[min(rungs.index(self) + 1, len(rungs) - 1)]

    def fields(self, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """What a request has of it."""
        if self is Rung.JSON_SCHEMA:
            wanted = {"name": name, "strict": True, "schema": schema}
            return {"response_format": {"type": self.value, self.value: wanted}}
        return {} if self is Rung.TEXT else {"response_format": {"type": self.value}}

    def is_refused_by(self, answer: HttpAnswer) -> bool:
        return self is not Rung.TEXT and answer.status in REFUSALS and answer.names(*NAMES)
