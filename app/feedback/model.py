"""The report as it is kept, as scripts read it, and the chain from a requirement to an answer."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

import msgspec

from app.interview.interviewer.model import (
    AnswerJudgement,
    Dimension,
    Item,
    Judgement,
    Requirement,
)
from app.interview.model import AskedTurn, Interview


class AgainForm(msgspec.Struct, frozen=True):
    """The wish to practise again; the same key makes the same session."""

    request_key: str = ""

    def request_id(self, session_id: int) -> bytes | None:
        """What makes two wishes one: the key and the session practised; or no key."""
        if not self.request_key:
            return None
        return sha256(msgspec.json.encode([self.request_key, "again", session_id])).digest()


class Feedback(msgspec.Struct, frozen=True):
    """The report on an interview, as it was made and will stay."""

    id: int
    judgement: Judgement
    created_at: datetime


class Completed(msgspec.Struct, frozen=True):
    """The JSON of `POST /session/{id}/complete`."""

    redirect: str
    feedback_id: int


class Report(msgspec.Struct, frozen=True):
    """The Feedback object of the API: the specification's fields, then what they are made of."""

    id: int
    session_id: int
    interview_score: int | None
    strengths: str
    weaknesses: str
    cv_improvements: str
    created_at: datetime
    scored_by: str
    limited: bool
    flags: list[str]
    dimensions: list[Dimension]
    strength_items: list[Item]
    weakness_items: list[Item]
    cv_items: list[Item]
    requirements: list[Requirement]
    answers: list[AnswerJudgement]


class FeedbackBody(msgspec.Struct, frozen=True):
    """The JSON of `GET /session/{id}/feedback`."""

    feedback: Report


class Chain(msgspec.Struct, frozen=True):
    """One requirement, and the questions that were asked about it with their answers."""

    requirement: Requirement
    turns: list[AskedTurn]


def report_of(feedback: Feedback, interview: Interview) -> Report:
    """The report as the API shows it."""
    judged = feedback.judgement
    return Report(
        id=feedback.id,
        session_id=interview.session_id,
        interview_score=judged.interview_score,
        strengths=joined(judged.strength_items),
        weaknesses=joined(judged.weakness_items),
        cv_improvements=joined(judged.cv_items),
        created_at=feedback.created_at,
        scored_by=judged.scored_by,
        limited=judged.limited,
        flags=judged.flags,
        dimensions=judged.dimensions,
        strength_items=judged.strength_items,
        weakness_items=judged.weakness_items,
        cv_items=judged.cv_items,
        requirements=interview.plan.requirements,
        answers=judged.answers,
    )


def joined(items: Sequence[Item]) -> str:
    """The items as lines, each with the words that it rests on."""
    return "\n".join(f"{item.text} “{item.quote}”" if item.quote else item.text for item in items)


def chains(interview: Interview) -> list[Chain]:
    """Every requirement with what was asked and answered about it, in the order of the job."""
    return [
        Chain(
            requirement,
            [turn for turn in interview.turns if turn.question.requirement_id == requirement.id],
        )
        for requirement in interview.plan.requirements
    ]


def place_of(item: Item, interview: Interview) -> str:
    """Where on the page the words of an item stand: `answer-3`, `cv-12`, `job-4`."""
    source, quote = item.source or "", item.quote or ""
    if source.startswith("answer"):
        return source.replace(" ", "-")
    documents = interview.documents
    text = documents.cv if source == "cv" else documents.job_description
    return f"{source}-{text[: text.index(quote)].count(chr(10)) + 1}"
