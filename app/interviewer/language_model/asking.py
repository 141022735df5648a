"""One question to the model and the check of its reply; who asks says what may stand in it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Generic

import msgspec

from app.interviewer.language_model.interface import (
    LanguageModel,
    ModelReply,
    ModelReplyError,
    Shape,
)
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.shapes import UNUSABLE
from app.interviewer.language_model.verifying import Refusal
from app.interviewer.model import Usage

Line = Annotated[str, msgspec.Meta(max_length=600)]  # 60 words and more
Paragraph = Annotated[str, msgspec.Meta(max_length=2_000)]


class Refused(msgspec.Struct, frozen=True):
    """What is there instead of a reply: a word why, and what was spent."""

    why: str
    usage: Usage


class Prompt(msgspec.Struct, frozen=True):
    """What the model is told and given; `max_tokens` of its reply."""

    system: str
    data: Mapping[str, str]
    request: str
    max_tokens: int


class Check(Generic[Shape]):
    """Tells the model what is wrong with a reply, and remembers the word for it."""

    def __init__(
        self, refuses: Callable[[Shape], Refusal | None], sentences: Mapping[Refusal, str]
    ) -> None:
        self.refuses = refuses
        self.sentences = sentences
        self.why: str = UNUSABLE

    def __call__(self, value: Shape) -> str | None:
        refusal = self.refuses(value)
        self.why = refusal or UNUSABLE
        return self.sentences[refusal] if refusal else None


async def ask(
    model: LanguageModel,
    prompts: Prompts,
    prompt: Prompt,
    shape: type[Shape],
    refuses: Callable[[Shape], Refusal | None],
) -> ModelReply[Shape] | Refused:
    """A reply that passes, or why there is none.

    Raises:
        ModelAwayError: there was no reply at all.
    """
    check = Check(refuses, prompts.refused)
    data = {name: text for name, text in prompt.data.items() if text.strip()}
    try:
        return await model.ask(prompt.system, data, prompt.request, shape, prompt.max_tokens, check)
    except ModelReplyError as error:
        return Refused(check.why, error.usage)
