"""Interviews in the store: begun once, answered question by question, completed."""

import asyncio
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from app.clock import microseconds_now, moment_of
from app.errors import ConflictError, GoneError
from app.interview.model import (
    AnsweredFirstError,
    AnswerForm,
    AskedAgainError,
    AskedTurn,
    CompleteError,
    Interview,
)
from app.interviewer.interface import Interviewer
from app.interviewer.model import QUESTIONS, Documents, Plan, Question, Turn
from app.review.interviewing import read
from app.review.records import Sources, sources_of
from app.sessions.model import Session
from app.sessions.records import touch_owner_of
from app.store import Database, Transaction, queries_beside, the_one

queries = queries_beside(__file__)

TRIES = 3  # to begin, while somebody changes the documents


async def interview_of(db: Database, session: Session) -> Interview | None:
    """The interview of this session, where it has begun."""
    # In this order: an interview that is there has its first turn.
    found, turns = await asyncio.gather(
        db.read(queries.interview_of, interview_row, session_id=session.id),
        db.read(queries.turns_of, turn_row, session_id=session.id),
    )
    for job_title, company_name, plan, completed_at, rests_on_earlier in found:
        return Interview(
            session, job_title, company_name, plan, turns, completed_at, rests_on_earlier
        )
    return None


async def interview_again(db: Database, session: Session) -> Interview:
    """The interview as it stands after it had begun.

    Raises:
        GoneError: the session was deleted meanwhile.
    """
    if interview := await interview_of(db, session):
        return interview
    raise GoneError


async def begin_or_resume(db: Database, interviewer: Interviewer, session: Session) -> Interview:
    """The interview of this session, with its next question asked unless that takes time.

    Raises:
        MissingDocumentsError: a document is missing.
        ConflictError: the documents or the choices change all the time.
    """
    for _ in range(TRIES):
        if interview := await interview_of(db, session):
            if interview.is_being_asked and not interviewer.takes_time(interview.plan):
                return await ask_next(db, interviewer, session)
            return interview
        await begin(db, interviewer, session)
    raise ConflictError("The documents were changed just now. Please try again.")


async def begin(db: Database, interviewer: Interviewer, session: Session) -> None:
    sources = await sources_of(db, session)
    documents = sources.documents(session)
    readings = await read(interviewer, documents, sources.read_by_model)
    choices = readings.bound(sources.chosen).choices(readings.best)
    plan = await interviewer.plan(documents, readings.best, choices, session.id)
    plan = replace(plan, spent=sources.spent)
    first = None if interviewer.takes_time(plan) else plan.questions[0]
    await db.transact(keep_plan, session, sources, plan, first)


async def keep_plan(
    unit: Transaction, session: Session, sources: Sources, plan: Plan, first: Question | None
) -> None:
    await touch_owner_of(unit, session.id)  # or it begins on what is just replaced
    begun = await unit.fetch(
        queries.begin_interview,
        int,
        session_id=session.id,
        job_title=session.job_title,
        company_name=session.company_name,
        cv_text_id=sources.cv_text_id,
        job_text_id=sources.job_text_id,
        choices=sources.choices,
        plan=text_of(plan),
    )
    if begun and first:
        await ask(unit, session.id, 1, first)


async def ask_next(db: Database, interviewer: Interviewer, session: Session) -> Interview:
    """The interview of this session, which has begun, with its next question asked if it waits.

    Whoever makes it first asks; where the interview has ended meanwhile, nobody does.
    """
    interview = await interview_again(db, session)  # somebody may have asked just now
    if not interview.is_being_asked:
        return interview
    documents = await documents_planned_from(db, session)
    question = await interviewer.next(documents, interview.plan, interview.told)
    if question:
        await db.transact(ask_in_turn, session.id, len(interview.turns) + 1, question)
    return await interview_again(db, session)


async def keep_answer(
    db: Database,
    interviewer: Interviewer,
    interview: Interview,
    form: AnswerForm,
    request_id: bytes | None,
) -> Interview:
    """The interview with its open question answered or skipped, and the next one asked.

    Both or neither; but where the next one takes time, the answer is kept by itself. Where somebody
    else answered that question meanwhile, theirs is what stands.

    Raises:
        AnsweredFirstError: so it is, and the client did not say which question it answers.
        CompleteError: the interview was ended meanwhile.
    """
    session, turn = interview.session, interview.turns[-1]
    told = [*interview.told, Turn(turn.question, form.text, form.is_skip)]
    following = None
    if not interviewer.takes_time(interview.plan):
        documents = await documents_planned_from(db, session)
        following = await interviewer.next(documents, interview.plan, told)
    turns = await db.transact(answer_and_ask, session.id, turn.number, form, following, request_id)
    if turns:
        completed_at = turns[-1].answered_at if turn.number == QUESTIONS else None
        return replace(interview, turns=turns, completed_at=completed_at)
    as_it_stands = await interview_again(db, session)
    if form.question or as_it_stands.number_answered_by(request_id):
        return as_it_stands
    if not as_it_stands.turns[turn.number - 1].is_done:
        raise CompleteError
    raise AnsweredFirstError


async def keep_rephrasing(
    db: Database, interviewer: Interviewer, interview: Interview, request_id: bytes | None
) -> Interview:
    """The interview with its open question in other words.

    Raises:
        AskedAgainError: it has been asked in other words before, by another request.
        CompleteError: the interview was ended meanwhile.
    """
    session, turn = interview.session, interview.turns[-1]
    if turn.is_rephrased:
        if request_id and turn.rephrase_key == request_id:
            return interview
        raise AskedAgainError
    documents = await documents_planned_from(db, session)
    question = await interviewer.rephrase(documents, interview.plan, interview.told, turn.question)
    kept = await db.write(
        queries.rephrase,
        int,
        session_id=session.id,
        number=turn.number,
        question=text_of(question),
        request_key=request_id,
    )
    if kept:
        turns = [*interview.turns[:-1], replace(turn, question=question, is_rephrased=True)]
        return replace(interview, turns=turns)
    as_it_stands = await interview_again(db, session)
    if as_it_stands.is_complete:
        raise CompleteError
    if as_it_stands.turns[-1].number == turn.number:
        return await keep_rephrasing(db, interviewer, as_it_stands, request_id)
    return as_it_stands


async def answer_and_ask(
    unit: Transaction,
    session_id: int,
    number: int,
    form: AnswerForm,
    following: Question | None,
    request_id: bytes | None,
) -> list[AskedTurn]:
    """The turns as they then are; none where this answer came too late."""
    await touch_owner_of(unit, session_id)  # or it comes after the end, and nobody judges it
    if not await unit.fetch(
        queries.answer,
        int,
        session_id=session_id,
        number=number,
        answer=form.text or None,
        answered_at=microseconds_now(),
        skipped=int(form.is_skip),
        seconds=form.taken_s,
        request_key=request_id,
    ):
        return []
    if number == QUESTIONS:
        await end(unit, session_id)
    elif following:
        await ask(unit, session_id, number + 1, following)
    return await unit.fetch(queries.turns_of, turn_row, session_id=session_id)


async def end_in_turn(unit: Transaction, session_id: int) -> None:
    """Let the interview be complete, and no answer come after that."""
    await touch_owner_of(unit, session_id)
    await end(unit, session_id)


async def end(unit: Transaction, session_id: int) -> None:
    """Let the interview be complete, if it is not."""
    completed_at = microseconds_now()
    await unit.fetch(queries.complete, int, session_id=session_id, completed_at=completed_at)


async def ask_in_turn(unit: Transaction, session_id: int, number: int, question: Question) -> None:
    await touch_owner_of(unit, session_id)  # or it comes after the end
    await ask(unit, session_id, number, question)


async def ask(unit: Transaction, session_id: int, number: int, question: Question) -> None:
    await unit.fetch(
        queries.ask,
        int,
        session_id=session_id,
        number=number,
        question=text_of(question),
        asked_at=microseconds_now(),
    )


async def documents_planned_from(db: Database, session: Session) -> Documents:
    """The documents that the interview of this session rests on, which has begun.

    Raises:
        GoneError: it has been deleted meanwhile.
    """
    return the_one(await db.read(queries.documents_planned_from, Documents, session_id=session.id))


def text_of(shape: msgspec.Struct) -> str:
    """A shape as the store keeps it: JSON."""
    return msgspec.json.encode(shape).decode()


# How a row becomes a shape.


def interview_row(
    job_title: str, company_name: str, plan: str, completed_at: int | None, rests_on_earlier: int
) -> tuple[str, str, Plan, datetime | None, bool]:
    completed = moment_of(completed_at) if completed_at else None
    planned = msgspec.json.decode(plan, type=Plan)
    return job_title, company_name, planned, completed, bool(rests_on_earlier)


def turn_row(
    number: int,
    question: str,
    asked_at: int,
    answer: str | None,
    answered_at: int | None,
    skipped: int,
    rephrased: int,
    **columns: Any,
) -> AskedTurn:
    asked = msgspec.json.decode(question, type=Question)
    answered = moment_of(answered_at) if answered_at else None
    return AskedTurn(
        number,
        asked,
        moment_of(asked_at),
        answer,
        answered,
        is_skipped=bool(skipped),
        is_rephrased=bool(rephrased),
        **columns,
    )
