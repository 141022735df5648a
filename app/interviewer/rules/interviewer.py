"""The interviewer that needs no model: the rules, run where they hold up nobody."""

from collections.abc import Sequence
from datetime import date

from app.interviewer.interface import Interviewer, Think
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
from app.interviewer.rules.engine import Rules


class RulesInterviewer(Interviewer):
    """The rules for one who asks; `think` says where they run, and in whose turn."""

    kind = "rules"

    def __init__(self, rules: Rules, think: Think) -> None:
        self.rules = rules
        self.think = think

    async def read(self, documents: Documents, today: date) -> Reading:
        return await self.think(self.rules.read, documents, today)

    async def match(
        self, documents: Documents, reading: Reading, choices: Choices
    ) -> list[Requirement]:
        return await self.think(self.rules.match, documents, reading, choices)

    async def advise(
        self, documents: Documents, reading: Reading, requirements: Sequence[Requirement]
    ) -> list[Item]:
        return await self.think(self.rules.advise, documents, reading, requirements)

    async def plan(
        self, documents: Documents, reading: Reading, choices: Choices, interview_id: int
    ) -> Plan:
        return await self.think(self.rules.plan, documents, reading, choices, interview_id)

    async def next(
        self,
        documents: Documents,  # noqa: ARG002  # the rules have put into the plan what they need
        plan: Plan,
        turns: Sequence[Turn],
    ) -> Question | None:
        return await self.think(self.rules.next, plan, turns)

    async def rephrase(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], question: Question
    ) -> Question:
        return await self.think(self.rules.rephrase, documents, plan, turns, question)

    async def judge(self, documents: Documents, plan: Plan, turns: Sequence[Turn]) -> Judgement:
        return await self.think(self.rules.judge, documents, plan, turns)

    async def judge_attempt(
        self,
        documents: Documents,
        plan: Plan,  # noqa: ARG002  # the rules judge by the documents and the turns
        turns: Sequence[Turn],
        number: int,
        answer: str,
    ) -> AttemptJudgement:
        return await self.think(self.rules.judge_attempt, documents, turns, number, answer)

    @property
    def anchors(self) -> list[Anchor]:
        return self.rules.anchors

    @property
    def flag_sentences(self) -> dict[str, str]:
        return self.rules.flag_sentences
