"""The report as it is kept, as scripts read it, and the chain from a requirement to an answer."""

from collections.abc import Container, Sequence
from datetime import datetime, tzinfo
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from app.feedback.comparison import Comparison
from app.feedback.marked import MarkedAnswer, marked
from app.interview.model import AskedTurn, Interview
from app.interviewer.language_model.shapes import Opinion
from app.interviewer.model import (
    AnswerJudgement,
    Dimension,
    Documents,
    Item,
    Judgement,
    NextStep,
    Requirement,
    Usage,
)
from app.review.model import GROUPS
from app.sessions.model import RequestKey, Session

SHOWN_LINES = 1000  # of a document under its report; a CV of twenty pages has fewer


STATUS_WORDS = {"supported": "found", "partial": "found in part", "gap": "not found"}
SOURCE_NAMES = {"cv": "your CV", "job": "the job description"}


class AgainForm(msgspec.Struct, frozen=True):
    """The wish to practise again."""

    request_key: RequestKey = ""

    def check(self) -> None:
        """Do nothing: there is nothing in it that could be wrong."""


class Feedback(msgspec.Struct, frozen=True):
    """The report on an interview, as it was made and will stay."""

    id: int
    judgement: Judgement
    created_at: datetime

    def in_zone(self, zone: tzinfo) -> "Feedback":
        """The same with its time as a reader there writes it."""
        return replace(self, created_at=self.created_at.astimezone(zone))


class NextThing(msgspec.Struct, frozen=True):
    """One thing to do next, and where it can be done."""

    kind: Literal["answer", "cv", "prepare"]
    text: str
    url: str


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
    score_note: str | None
    score_range: tuple[int, int] | None
    next: list[NextThing]
    compared: Annotated[
        Comparison | None, Meta(description="With the last run at the same job, if there is one")
    ]
    opinion: Opinion | None = None
    spent: Annotated[
        Usage | None, Meta(description="On a language model, in the whole interview, if anything")
    ] = None


class ShownOpinion(msgspec.Struct, frozen=True):
    """What a page has of an opinion: whose it is, and on which answers, as in `1,2,4`."""

    by: str = ""
    shown: str = ""

    def without(
        self, opinion: Opinion | None, answers: Sequence[AnswerJudgement]
    ) -> list[AnswerJudgement]:
        """The answers of which the page lacks what the opinion says now."""
        shown = self.shown.split(",")
        numbers = opinion.numbers if opinion and opinion.scored_by == self.by else []
        there = [number for number in numbers if str(number) in shown]
        return [one for one in answers if one.number not in there]


class OpinionBody(msgspec.Struct, frozen=True):
    """The JSON of `GET /session/{id}/feedback/opinion`."""

    opinion: Opinion | None


class FeedbackBody(msgspec.Struct, frozen=True):
    """The JSON of `GET /session/{id}/feedback`."""

    feedback: Report


class ToldTurn(msgspec.Struct, frozen=True):
    """A question that was asked, how its answer was judged, and the answer as it was heard.

    Both are None where it was not answered; there is no judgement of what could not be read.
    """

    turn: AskedTurn
    judged: AnswerJudgement | None
    answer: MarkedAnswer | None


class Chain(msgspec.Struct, frozen=True):
    """One requirement, and the questions that were asked about it with their answers.

    `lines` of the CV show it, without those that an earlier chain has quoted.
    """

    requirement: Requirement
    lines: list[str]
    turns: list[AskedTurn]

    @property
    def status(self) -> str:
        """What the CV shows of it, in words."""
        return STATUS_WORDS[self.requirement.status]


class Source(msgspec.Struct, frozen=True):
    """A document as the report read it: its first SHOWN_LINES lines, and how many more it has."""

    name: str
    title: str
    lines: list[str]
    more: int


def report_of(
    feedback: Feedback,
    interview: Interview,
    compared: Comparison | None,
    opinion: Opinion | None = None,
) -> Report:
    """The report as the API shows it."""
    judged = feedback.judgement
    return Report(
        id=feedback.id,
        session_id=interview.session.id,
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
        score_note=judged.score_note,
        score_range=judged.score_range,
        next=[
            NextThing(step.kind, step.text, url_of(step, interview.session))
            for step in judged.next_steps
        ],
        compared=compared,
        opinion=opinion,
        spent=spent_on(interview, opinion),
    )


def spent_on(interview: Interview, opinion: Opinion | None) -> Usage | None:
    """What a language model cost in an interview: its readings, its words, its opinion.

    None where no call was made. What was kept before its costs were is not in it.
    """
    spent = opinion.spent if opinion else Usage()
    for part in (interview.plan.spent, *(turn.question.spent for turn in interview.turns)):
        spent = spent.plus(part)
    return spent if spent.calls else None


def url_of(step: NextStep, session: Session) -> str:
    """Where a thing to do next can be done."""
    match step.kind:
        case "answer":
            return f"{session.url}/answer/{step.number}"
        case "cv":
            return f"{session.upload_url}#cv-text"
        case "prepare":
            place = f"requirement-{step.requirement_id}" if step.requirement_id else "answers"
            return f"{session.feedback_url}#{place}"


def next_untried(judgement: Judgement, again: Container[int]) -> NextStep | None:
    """The first thing to do next, but for the answers that were given again."""
    return next((step for step in judgement.next_steps if step.number not in again), None)


def told_turns(interview: Interview, judgement: Judgement) -> list[ToldTurn]:
    """Every question with its answer and what was heard in it."""
    judged = {answer.number: answer for answer in judgement.answers}
    return [
        ToldTurn(
            turn,
            judged.get(turn.number),
            marked(turn.answer, judged.get(turn.number)) if turn.answer else None,
        )
        for turn in interview.turns
    ]


def joined(items: Sequence[Item]) -> str:
    """The items as lines, each with the words that it rests on."""
    return "\n".join(f"{item.text} “{item.quote}”" if item.quote else item.text for item in items)


def chains(interview: Interview) -> list[Chain]:
    """Every requirement with what was asked and answered about it, what was not found first."""
    order = list(GROUPS)
    quoted: set[str] = set()
    found = []
    for one in sorted(interview.plan.requirements, key=lambda one: order.index(one.status)):
        lines = [line for line in one.evidence if line not in quoted]
        quoted.update(lines)
        turns = [turn for turn in interview.turns if turn.question.requirement_id == one.id]
        found.append(Chain(one, lines, turns))
    return found


def sources_of(documents: Documents) -> list[Source]:
    """Both documents, each up to a number of lines that a page can show."""
    return [
        source("cv", "Your CV", documents.cv),
        source("job", "The job description", documents.job_description),
    ]


def source(name: str, title: str, text: str) -> Source:
    lines = text.split("\n", SHOWN_LINES)
    more = lines.pop().count("\n") + 1 if len(lines) > SHOWN_LINES else 0
    return Source(name, title, lines, more)


def source_name(item: Item) -> str:
    """Where the words of an item stand, in words: "your CV", "answer 3"."""
    return SOURCE_NAMES.get(item.source or "", item.source or "")


def place_of(item: Item, documents: Documents) -> str:
    """Where on the page the words of an item stand: `answer-3`, `cv-12`, `job-4`.

    `sources` where that line of a document is not shown, because it is too long.
    """
    source, quote = item.source or "", item.quote or ""
    if source.startswith("answer"):
        return source.replace(" ", "-")
    text = documents.cv if source == "cv" else documents.job_description
    line = text.count("\n", 0, text.index(quote)) + 1
    return f"{source}-{line}" if line <= SHOWN_LINES else "sources"
