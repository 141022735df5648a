"""An answer that is given again: its form, and how it compares with the one of the interview."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.errors import NotFoundError, ValidationError
from app.feedback.marked import MarkedAnswer, marked
from app.feedback.model import Feedback
from app.interview.bodies import QuestionMessage
from app.interview.model import MAX_CHARACTERS, AskedTurn, Interview, answer_fault
from app.interviewer.model import AnswerJudgement, DimensionScore, Item, Mark
from app.sessions.model import RequestKey

NUMBER = re.compile(r"[1-8]", re.ASCII)


class NotAnsweredError(NotFoundError):
    heading = "There is no answer to give again"
    sentence = "That question was not answered. Please choose one that was."


class AttemptForm(msgspec.Struct, frozen=True):
    """Another answer to a question of the interview."""

    answer: Annotated[str, Meta(min_length=1, max_length=MAX_CHARACTERS)] = ""
    request_key: RequestKey = ""

    def check(self) -> None:
        """Do nothing where it is an answer.

        Raises:
            ValidationError: in the user's own words.
        """
        if sentence := answer_fault(self.answer):
            raise ValidationError(fields={"answer": sentence})


class Attempt(msgspec.Struct, frozen=True):
    """An answer and how it was judged; `number` is 0 for that of the interview, then 1, 2 …"""

    number: int
    answer: str
    judged: AnswerJudgement
    items: list[Item]
    answered_at: datetime
    scored_by: str

    @property
    def as_heard(self) -> MarkedAnswer:
        return marked(self.answer, self.judged)


class AttemptBody(msgspec.Struct, frozen=True):
    """An Attempt as the API shows it."""

    number: int
    answer: str
    scores: list[DimensionScore]
    marks: list[Mark]
    items: list[Item]
    answered_at: datetime
    scored_by: str


class AttemptsBody(msgspec.Struct, frozen=True):
    """The JSON of `GET /session/{id}/answer/{n}`."""

    question: QuestionMessage
    attempts: list[AttemptBody]


class ScoreChange(msgspec.Struct, frozen=True):
    """A dimension before and after, 1 to 5 to one decimal, or None where it was not scored."""

    name: str
    before: float | None
    after: float | None

    @property
    def step(self) -> float:
        """How much higher it is; 0 where one of the two is missing."""
        if self.before is None or self.after is None:
            return 0
        return round(self.after - self.before, 1)


class Attempts(msgspec.Struct, frozen=True):
    """All that was said to one question: in the interview, and later, the newest first."""

    turn: AskedTurn
    first: Attempt
    later: list[Attempt]

    @property
    def newest(self) -> Attempt | None:
        return self.later[0] if self.later else None

    def changes(self, attempt: Attempt) -> list[ScoreChange]:
        """What changed from the interview's answer to this one."""
        before, after = (
            {score.name: round(score.score, 1) for score in each.judged.scores}
            for each in (self.first, attempt)
        )
        return [ScoreChange(name, before.get(name), after.get(name)) for name in before | after]


def answered_turn(interview: Interview, number: str) -> AskedTurn:
    """The turn of this number, which has an answer.

    Raises:
        NotAnsweredError: there is none, or it was skipped.
    """
    for turn in interview.answered:
        if NUMBER.fullmatch(number) and turn.number == int(number):
            return turn
    raise NotAnsweredError


def attempts_of(feedback: Feedback, turn: AskedTurn, later: Sequence[Attempt]) -> Attempts:
    """The interview's answer as the report judged it, and those given later."""
    report = feedback.judgement
    source = f"answer {turn.number}"
    judged = (one for one in report.answers if one.number == turn.number)
    first = Attempt(
        number=0,
        answer=turn.answer or "",
        judged=next(judged, AnswerJudgement(turn.number, [], [])),
        items=[
            item
            for item in [*report.strength_items, *report.weakness_items]
            if item.source == source
        ],
        answered_at=turn.answered_at or turn.asked_at,
        scored_by=report.scored_by,
    )
    return Attempts(turn, first, list(later))


def body_of_attempt(attempt: Attempt) -> AttemptBody:
    judged = attempt.judged
    return AttemptBody(
        attempt.number,
        attempt.answer,
        judged.scores,
        judged.marks,
        attempt.items,
        attempt.answered_at,
        attempt.scored_by,
    )
