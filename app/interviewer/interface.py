"""What an interviewer does, whoever it is: rules today, a language model beside them later."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar, ParamSpec, Protocol, TypeVar

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

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Think(Protocol):
    """Runs a rule somewhere, for somebody."""

    async def __call__(
        self, rule: Callable[Given, Result], *args: Given.args, **more: Given.kwargs
    ) -> Result:
        """What the rule gives.

        Raises:
            RehearseError: it could not be run, or nobody waits for it any more.
        """


class Interviewer(ABC):
    """Reads two documents, asks eight questions, judges the answers.

    The rules give the same output for the same input, byte for byte. What an interviewer made is
    read by the next version of it, and names the version that made it: `rules-4`.
    """

    kind: ClassVar[str]  # what its versions begin with

    def takes_time(self, plan: Plan) -> bool:  # noqa: ARG002  # for those who differ
        """Whether the next question of this plan takes longer than a page may wait."""
        return False

    @abstractmethod
    async def read(self, documents: Documents, today: date) -> Reading:
        """What the job asks for, and what the CV shows of it.

        On `today` ends what a CV says is going on; the reading keeps that day.
        """

    @property
    def model_name(self) -> str:
        """The language model that reads the documents too; empty where none does."""
        return ""

    async def read_with_model(
        self,
        documents: Documents,  # noqa: ARG002  # who has no model reads nothing more in them
        read_by_rules: Reading,
    ) -> Reading:
        """The model's reading, which can take minutes; the rules' where there is none."""
        return read_by_rules

    @abstractmethod
    async def match(
        self, documents: Documents, reading: Reading, choices: Choices
    ) -> list[Requirement]:
        """What was added to a reading, held against the CV; ids are made from the texts."""

    @abstractmethod
    async def advise(
        self, documents: Documents, reading: Reading, requirements: Sequence[Requirement]
    ) -> list[Item]:
        """What can be improved in the CV before the interview, each thing with its line.

        `requirements` are those of the reading and what was added, without what was struck out.
        """

    @abstractmethod
    async def plan(
        self, documents: Documents, reading: Reading, choices: Choices, interview_id: int
    ) -> Plan:
        """Eight questions made from both documents, after the person's own choices.

        What was struck out is neither asked about nor shown. What was added has the first claim on
        the questions about requirements. `interview_id` chooses between wordings, so that two
        interviews do not read the same.
        """

    @abstractmethod
    async def next(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn]
    ) -> Question | None:
        """The question or probe after these turns; None once eight were answered or skipped."""

    @abstractmethod
    async def rephrase(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], question: Question
    ) -> Question:
        """The open question, or probe, in other words: `is_rephrased`, and about the same.

        In words that no other question of this interview has; `turns` are those before it.
        """

    @abstractmethod
    async def judge(self, documents: Documents, plan: Plan, turns: Sequence[Turn]) -> Judgement:
        """The answers on the rubric, and what they and the documents show, each with its quote."""

    @abstractmethod
    async def judge_attempt(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], number: int, answer: str
    ) -> AttemptJudgement:
        """Another answer to the question of turn `number`, counted from 1, by itself.

        It is judged as if given in the interview's place, and its own former words are not counted
        as copied: by one version the same words get the same scores and marks.
        """

    @property
    @abstractmethod
    def anchors(self) -> list[Anchor]:
        """The dimensions of the rubric in the order in which they are shown."""

    @property
    @abstractmethod
    def flag_sentences(self) -> dict[str, str]:
        """Every flag that a judgement can have, in a sentence."""
