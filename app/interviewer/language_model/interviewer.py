"""The interviewer with a language model: the rules decide and judge, the model finds the words."""

import asyncio
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from app.errors import AIServiceError
from app.interviewer.interface import Interviewer
from app.interviewer.language_model.interface import LanguageModel, ModelError, spent_until
from app.interviewer.language_model.opinion import SecondOpinion
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.questions import QuestionWriter, with_spent
from app.interviewer.language_model.reading import KIND, ModelReader
from app.interviewer.language_model.verifying import Verifier
from app.interviewer.model import (
    Anchor,
    AttemptJudgement,
    Choices,
    Documents,
    Item,
    Judgement,
    Plan,
    Question,
    Reading,
    Requirement,
    Turn,
)

REPHRASE_WAIT_S = 10  # the request that asks for other words waits for them


class ModelInterviewer(Interviewer):
    """Stands on the interviewer of rules, which goes on alone where the model is away.

    Without `falls_back` there is no question without the model. `second_opinion` and
    `read_with_model` are asked for beside the interview, and hold up nobody in it.
    """

    kind = KIND

    def __init__(
        self,
        rules: Interviewer,
        model: LanguageModel,
        prompts: Prompts,
        verifier: Verifier,
        *,
        falls_back: bool = True,
    ) -> None:
        self.rules = rules
        self.falls_back = falls_back
        self.reader = ModelReader(model, prompts, verifier, rules)
        self.writer = QuestionWriter(model, prompts, verifier)
        self.second_opinion = SecondOpinion(model, prompts, verifier, rules.anchors)

    def takes_time(self, plan: Plan) -> bool:  # noqa: ARG002  # whatever is asked
        return True

    async def read(self, documents: Documents, today: date) -> Reading:
        """The rules' reading, at once."""
        return await self.rules.read(documents, today)

    @property
    def model_name(self) -> str:
        return self.reader.model.name

    async def read_with_model(self, documents: Documents, read_by_rules: Reading) -> Reading:
        return await self.reader.read(documents, read_by_rules)

    async def match(
        self, documents: Documents, reading: Reading, choices: Choices
    ) -> list[Requirement]:
        return await self.rules.match(documents, reading, choices)

    async def advise(
        self, documents: Documents, reading: Reading, requirements: Sequence[Requirement]
    ) -> list[Item]:
        return await self.rules.advise(documents, reading, requirements)

    async def plan(
        self, documents: Documents, reading: Reading, choices: Choices, interview_id: int
    ) -> Plan:
        """The rules' plan, by the name of this interviewer, who then goes on with it."""
        plan = await self.rules.plan(documents, reading, choices, interview_id)
        made_by, read_by = self.reader.version, reading.made_by
        return replace(plan, made_by=made_by, read_by=read_by, spent=reading.spent)

    async def next(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn]
    ) -> Question | None:
        """The rules' question or probe, in the model's words where they hold.

        Raises:
            AIServiceError: the model can't be reached, and nobody stands in for it.
        """
        question = await self.rules.next(documents, plan, turns)
        if question is None:
            return None
        try:
            return await self.writer.worded(documents, plan, turns, question)
        except ModelError as error:
            return self.instead(question, error)

    async def rephrase(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], question: Question
    ) -> Question:
        """The open question in other words of the model, else of the rules: a page waits for them.

        Raises:
            AIServiceError: the model can't be reached, and nobody stands in for it.
        """
        other = await self.rules.rephrase(documents, plan, turns, question)
        try:
            async with asyncio.timeout(REPHRASE_WAIT_S):
                return await self.writer.reworded(documents, plan, turns, question, other)
        except TimeoutError as late:
            return with_spent(other, spent_until(late))
        except ModelError as error:
            return self.instead(other, error)

    def instead(self, question: Question, error: ModelError) -> Question:
        """What is asked where the model is away, which was asked all the same."""
        if self.falls_back:
            return with_spent(question, error.usage)
        raise AIServiceError from error

    async def judge(self, documents: Documents, plan: Plan, turns: Sequence[Turn]) -> Judgement:
        return await self.rules.judge(documents, plan, turns)

    async def judge_attempt(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], number: int, answer: str
    ) -> AttemptJudgement:
        return await self.rules.judge_attempt(documents, plan, turns, number, answer)

    @property
    def anchors(self) -> list[Anchor]:
        return self.rules.anchors

    @property
    def flag_sentences(self) -> dict[str, str]:
        return self.rules.flag_sentences
