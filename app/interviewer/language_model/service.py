"""The language model of the settings with all that is asked of it; made once, for all who ask."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import msgspec

from app.interviewer.interface import Interviewer
from app.interviewer.language_model.client import ChatModel
from app.interviewer.language_model.interviewer import ModelInterviewer
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.questions import AimedProbe, WordedQuestion
from app.interviewer.language_model.verifying import Verifier
from app.settings import Settings


class ModelService(msgspec.Struct, frozen=True):
    """A model, what it is told, and what is believed of it."""

    model: ChatModel
    prompts: Prompts
    verifier: Verifier
    falls_back: bool

    @classmethod
    @asynccontextmanager
    async def started(cls, settings: Settings) -> AsyncIterator["ModelService | None"]:
        """The model of the settings for the block; None where there is none."""
        if not settings.has_model:
            yield None
            return
        prompts = Prompts.load()
        verifier = Verifier(prompts.verifying, prompts.instructions)
        async with aclosing(ChatModel(settings)) as model:
            falls_back = settings.model_fallback == "on"
            yield cls(model, prompts, verifier, falls_back)

    @property
    def usual_s(self) -> float | None:
        """How long a question usually takes, where enough were asked for lately."""
        return self.model.usual_s(WordedQuestion, AimedProbe)

    def interviewer(self, rules: Interviewer) -> ModelInterviewer:
        """The interviewer with this model, who stands on the one of rules."""
        return ModelInterviewer(
            rules, self.model, self.prompts, self.verifier, falls_back=self.falls_back
        )
