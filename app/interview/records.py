"""Interviews in the store: begun once, answered question by question, completed."""

from typing import Any

import msgspec

from app.errors import ValidationError
from app.interview.interviewer import interviewer
from app.interview.interviewer.model import Documents, Judgement, Plan, Question, Turn
from app.interview.model import AskedTurn, Interview
from app.interview.thread import think
from app.sessions.model import Session, microseconds_now, moment_of
from app.store import Database, Transaction, queries_beside

queries = queries_beside(__file__)


async def interview_of(db: Database, session: Session) -> Interview | None:
    """The interview of this session, where it has begun."""
    # In this order: an interview that is there has its first turn.
    found = await db.read(queries.interview_of, kept, session_id=session.id)
    turns = await db.read(queries.turns_of, turn, session_id=session.id)
    for cv, job, plan, completed_at in found:
        return Interview(session.id, documents_of(session, cv, job), plan, turns, completed_at)
    return None


async def begun(db: Database, session: Session) -> Interview:
    """The interview of this session, with its first question asked.

    Raises:
        ValidationError: it can't begin, because a document is missing.
    """
    if interview := await interview_of(db, session):
        return interview
    planned = await plan_of(session)
    await db.transact(begin, planned)
    return await interview_of(db, session) or planned


async def plan_of(session: Session) -> Interview:
    """How the interview of this session would begin; nothing of it is kept.

    Raises:
        ValidationError: a document is missing.
    """
    cv, job = session.body.cv_text, session.body.job_description_text
    if cv is None or job is None:
        missing = " and ".join(session.standing.missing)
        raise ValidationError(f"The interview needs {missing} first")
    documents = documents_of(session, cv, job)
    plan = await think(interviewer().read, documents, session.id)
    first = AskedTurn(1, plan.questions[0], moment_of(microseconds_now()), None, None)
    return Interview(session.id, documents, plan, [first], None)


async def begin(unit: Transaction, planned: Interview) -> None:
    await unit.fetch(
        queries.begin_interview,
        int,
        session_id=planned.session_id,
        cv=planned.documents.cv,
        job_description=planned.documents.job_description,
        plan=text_of(planned.plan),
    )
    await ask(unit, planned.session_id, 1, planned.plan.questions[0])


async def keep_answer(
    db: Database, session: Session, interview: Interview, answer: str
) -> Interview:
    """The interview with the answer to its open question, and the next one asked.

    Both are kept, or neither; where somebody else answered meanwhile, theirs is what stands.
    """
    turn = interview.turns[-1]
    told = [*interview.answered, Turn(turn.question, answer)]
    following = await think(interviewer().next, interview.plan, told)
    await db.transact(answer_and_ask, session.id, turn.number, answer, following)
    return await interview_of(db, session) or interview


async def judgement_of(interview: Interview) -> Judgement:
    """What the interviewer thinks of the answers; at least one is there."""
    return await think(interviewer().judge, interview.documents, interview.plan, interview.answered)


async def answer_and_ask(
    unit: Transaction, session_id: int, number: int, answer: str, following: Question | None
) -> None:
    if not await unit.fetch(
        queries.answer,
        int,
        session_id=session_id,
        number=number,
        answer=answer,
        answered_at=microseconds_now(),
    ):
        return
    if following:
        await ask(unit, session_id, number + 1, following)
    else:
        await end(unit, session_id)


async def end(unit: Transaction, session_id: int) -> None:
    """Let the interview be complete, if it is not."""
    now = microseconds_now()
    await unit.fetch(queries.complete, int, session_id=session_id, completed_at=now)


async def ask(unit: Transaction, session_id: int, number: int, question: Question) -> None:
    await unit.fetch(
        queries.ask,
        int,
        session_id=session_id,
        number=number,
        question=text_of(question),
        asked_at=microseconds_now(),
    )


def documents_of(session: Session, cv: str, job_description: str) -> Documents:
    return Documents(session.body.job_title, session.body.company_name, cv, job_description)


def text_of(shape: msgspec.Struct) -> str:
    """A shape as the store keeps it: JSON."""
    return msgspec.json.encode(shape).decode()


# How a row becomes a shape.


def kept(cv: str, job: str, plan: str, completed_at: int | None) -> tuple[Any, ...]:
    return cv, job, msgspec.json.decode(plan, type=Plan), completed_at and moment_of(completed_at)


def turn(
    number: int, question: str, asked_at: int, answer: str | None, answered_at: int | None
) -> AskedTurn:
    asked = msgspec.json.decode(question, type=Question)
    answered = moment_of(answered_at) if answered_at else None
    return AskedTurn(number, asked, moment_of(asked_at), answer, answered)
