"""Several interviewers as one: whoever began goes on, so that no interview changes hands."""

from collections.abc import Sequence
from datetime import date

from app.interviewer.interface import Interviewer
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


def interviewer_for(made_by: str, interviewers: Sequence[Interviewer]) -> Interviewer:
    """Who goes on with what was made by this version: "rules-1" by the rules of today.

    The first of the interviewers where none is of that kind, as when a model was taken away.
    """
    of_that_kind = (one for one in interviewers if made_by.startswith(f"{one.kind}-"))
    return next(of_that_kind, interviewers[0])


class Interviewers(Interviewer):
    """Reads and plans by the first, and goes on with what another planned by that one."""

    kind = ""

    def __init__(self, first: Interviewer, *others: Interviewer) -> None:
        self.first = first
        self.all = (first, *others)

    def takes_time(self, plan: Plan) -> bool:
        return interviewer_for(plan.made_by, self.all).takes_time(plan)

    async def read(self, documents: Documents, today: date) -> Reading:
        return await self.first.read(documents, today)

    @property
    def model_name(self) -> str:
        return self.first.model_name

    async def read_with_model(self, documents: Documents, read_by_rules: Reading) -> Reading:
        return await self.first.read_with_model(documents, read_by_rules)

    async def match(
        self, documents: Documents, reading: Reading, choices: Choices
    ) -> list[Requirement]:
        reader = interviewer_for(reading.made_by, self.all)
        return await reader.match(documents, reading, choices)

    async def advise(
        self, documents: Documents, reading: Reading, requirements: Sequence[Requirement]
    ) -> list[Item]:
        reader = interviewer_for(reading.made_by, self.all)
        return await reader.advise(documents, reading, requirements)

    async def plan(
        self, documents: Documents, reading: Reading, choices: Choices, interview_id: int
    ) -> Plan:
        return await self.first.plan(documents, reading, choices, interview_id)

    async def next(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn]
    ) -> Question | None:
        return await interviewer_for(plan.made_by, self.all).next(documents, plan, turns)

    async def rephrase(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], question: Question
    ) -> Question:
        goes_on = interviewer_for(plan.made_by, self.all)
        return await goes_on.rephrase(documents, plan, turns, question)

    async def judge(self, documents: Documents, plan: Plan, turns: Sequence[Turn]) -> Judgement:
        return await interviewer_for(plan.made_by, self.all).judge(documents, plan, turns)

    async def judge_attempt(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], number: int, answer: str
    ) -> AttemptJudgement:
        judge = interviewer_for(plan.made_by, self.all)
        return await judge.judge_attempt(documents, plan, turns, number, answer)

    @property
    def anchors(self) -> list[Anchor]:
        return self.first.anchors

    @property
    def flag_sentences(self) -> dict[str, str]:
        return self.first.flag_sentences
