"""A language model that says what a test has written down, with the retry that a client makes.

It stands in for a service of others; how one is spoken to over HTTP is tested by itself.
"""

from collections.abc import Callable, Mapping

import msgspec

from app.interviewer.language_model.interface import (
    ModelAwayError,
    ModelReply,
    ModelReplyError,
    Shape,
    accept,
)
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.verifying import Verifier
from app.interviewer.model import Usage

PROMPTS = Prompts.load()
VERIFIER = Verifier(PROMPTS.verifying, PROMPTS.instructions)
ONE_CALL = Usage(1, 100, 0.5)


class Asked(msgspec.Struct, frozen=True):
    """What the model was told."""

    system: str
    data: Mapping[str, str]
    request: str
    shape: type[object]


class ScriptedModel:
    """Gives its replies in order; `None` is a model that is away. The last is given again."""

    name = "scripted"
    host = "127.0.0.1"

    def __init__(self, *replies: Mapping[str, object] | None) -> None:
        self.replies = list(replies)
        self.asked: list[Asked] = []
        self.told: list[str] = []  # what was wrong with a reply

    async def ask(
        self,
        system: str,
        data: Mapping[str, str],
        request: str,
        shape: type[Shape],
        max_tokens: int,
        check: Callable[[Shape], str | None] = accept,
    ) -> ModelReply[Shape]:
        assert max_tokens > 0
        self.asked.append(Asked(system, data, request, shape))
        for attempt in (1, 2):
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
            if reply is None:
                raise ModelAwayError("away", Usage(1, 0, 0.1))
            try:
                value = msgspec.convert(reply, shape)
            except msgspec.ValidationError as error:
                self.told.append(str(error))
                continue
            if wrong := check(value):
                self.told.append(wrong)
                continue
            return ModelReply(value, Usage(attempt, 100 * attempt, 0.5))
        raise ModelReplyError("unusable", Usage(2, 200, 1.0))
