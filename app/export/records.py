"""Sessions out of the store as an export has them, and into it all at once."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from app.clock import microseconds_now, microseconds_of, moment_of
from app.documents.records import kept_text
from app.export.model import (
    ExportedAttempt,
    ExportedDocument,
    ExportedDocuments,
    ExportedFeedback,
    ExportedInterview,
    ExportedSession,
    ExportedTurn,
    PlannedFrom,
)
from app.interviewer.model import AttemptJudgement, Judgement, Plan, Question
from app.review.model import Chosen
from app.sessions.model import Session
from app.sessions.records import know, refuse_over_quota, searchable
from app.sessions.standing import Standing
from app.store import Database, Transaction, queries_beside

queries = queries_beside(__file__)


async def session_ids(db: Database, visitor: bytes) -> list[int]:
    """All sessions of this visitor, the oldest first."""
    return await db.read(queries.session_ids, int, visitor=visitor)


async def reported_sessions(db: Database, visitor: bytes) -> list[Session]:
    """Those that have a report, by their names alone."""
    return await db.read(queries.reported_sessions, named_row, visitor=visitor)


async def session_json(db: Database, session_id: int) -> bytes | None:
    """A session as an export has it, all of it as it was at one moment; None where it is gone."""
    return await db.read_together(encoded_session, session_id)


async def encoded_session(unit: Transaction, session_id: int) -> bytes | None:
    session = await exported_session(unit, session_id)
    return msgspec.json.encode(session) if session else None


async def exported_session(unit: Transaction, session_id: int) -> ExportedSession | None:
    """The same as a shape; two sessions of equal content differ in their `uid` alone."""
    for choices, columns in await unit.fetch(queries.session_to_export, session_row, id=session_id):
        feedback = await unit.fetch(queries.feedback_to_export, feedback_row, id=session_id)
        return ExportedSession(
            **columns,
            documents=await exported_documents(unit, session_id),
            review=msgspec.json.decode(choices, type=Chosen) if choices else None,
            interview=await exported_interview(unit, session_id),
            feedback=next(iter(feedback), None),
            attempts=await unit.fetch(queries.attempts_to_export, attempt_row, id=session_id),
        )
    return None


async def exported_documents(unit: Transaction, session_id: int) -> ExportedDocuments:
    found = dict(await unit.fetch(queries.documents_to_export, document_row, id=session_id))
    return ExportedDocuments(found.get("cv"), found.get("job"))


async def exported_interview(unit: Transaction, session_id: int) -> ExportedInterview | None:
    turns = await unit.fetch(queries.turns_to_export, turn_row, id=session_id)
    for found in await unit.fetch(queries.interview_to_export, interview_row, id=session_id):
        documents, plan, completed_at = found
        return ExportedInterview(documents, plan, turns, completed_at)
    return None


class SessionRows(msgspec.Struct, frozen=True):
    """A session as the store takes it: the columns of each table, but ids and texts."""

    session: dict[str, Any]
    documents: list[tuple[str, dict[str, Any]]]
    choices: str | None
    texts: tuple[str, str] | None
    interview: dict[str, Any]
    turns: list[dict[str, Any]]
    feedback: list[dict[str, Any]]
    attempts: list[dict[str, Any]]


def rows_of(session: ExportedSession) -> SessionRows:
    """An exported session, ready for the store."""
    interview, feedback = session.interview, session.feedback
    documents = {"cv": session.documents.cv, "job": session.documents.job_description}
    return SessionRows(
        session={
            "uid": session.uid,
            "lineage": session.lineage or session.uid,
            "job_title": session.job_title,
            "company_name": session.company_name,
            "search": searchable(session.job_title, session.company_name),
            "created_at": microseconds_of(session.created_at),
        },
        documents=[document_columns(kind, one) for kind, one in documents.items() if one],
        choices=text_of(session.review) if session.review else None,
        texts=(interview.documents.cv, interview.documents.job_description) if interview else None,
        interview=interview_columns(interview) if interview else {},
        turns=[columns_of(turn) for turn in interview.turns] if interview else [],
        feedback=[columns_of(feedback)] if feedback else [],
        attempts=[columns_of(attempt) for attempt in session.attempts],
    )


def document_columns(kind: str, document: ExportedDocument) -> tuple[str, dict[str, Any]]:
    """Its text, and the columns beside it."""
    columns = columns_of(document)
    headings = msgspec.json.encode(document.headings).decode()
    return columns.pop("text"), {**columns, "kind": kind, "headings": headings}


def interview_columns(interview: ExportedInterview) -> dict[str, Any]:
    completed_at = interview.completed_at
    return {
        "job_title": interview.documents.job_title,
        "company_name": interview.documents.company_name,
        "plan": text_of(interview.plan),
        "completed_at": microseconds_of(completed_at) if completed_at else None,
    }


def columns_of(
    shape: ExportedDocument | ExportedTurn | ExportedFeedback | ExportedAttempt,
) -> dict[str, Any]:
    """The fields as the store has them: moments as numbers, shapes as JSON."""
    return {name: column_of(value) for name, value in msgspec.structs.asdict(shape).items()}


def column_of(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return text_of(value)
    if isinstance(value, bool):
        return int(value)
    return microseconds_of(value) if isinstance(value, datetime) else value


async def add_sessions(
    unit: Transaction,
    visitor: bytes,
    sessions: Sequence[SessionRows],
    request_id: bytes | None,
    most: int,
) -> int:
    """Let this visitor own these sessions; how many of them this request made.

    One that they own already stays as it is. Equal texts of the file are kept once.

    Raises:
        TooManySessionsError: the visitor would have more than `most` (0: any number).
    """
    await know(unit, visitor)
    text_ids: dict[str, int] = {}
    made = 0
    for rows in sessions:
        made += await add_session(unit, visitor, rows, text_ids, request_id)
    if most:
        await refuse_over_quota(unit, visitor, most + 1, None)
    return made


async def add_session(
    unit: Transaction,
    visitor: bytes,
    rows: SessionRows,
    text_ids: dict[str, int],
    request_id: bytes | None,
) -> bool:
    uid = rows.session["uid"]
    made_by = sha256(request_id + uid.encode()).digest() if request_id else None
    found = await unit.fetch(
        queries.import_session,
        int,
        visitor=visitor,
        opened_at=microseconds_now(),
        request_key=made_by,
        **rows.session,
    )
    for session_id in found:
        await fill(unit, session_id, rows, text_ids)
        return True
    is_made = await unit.fetch(
        queries.is_made_by, int, visitor=visitor, uid=uid, request_key=made_by
    )
    return bool(is_made)


async def fill(
    unit: Transaction, session_id: int, rows: SessionRows, text_ids: dict[str, int]
) -> None:
    async def text_id(content: str) -> int:
        if content not in text_ids:
            text_ids[content] = await kept_text(unit, session_id, content)
        return text_ids[content]

    for content, columns in rows.documents:
        await unit.fetch(
            queries.import_document,
            int,
            session_id=session_id,
            text_id=await text_id(content),
            **columns,
        )
    if rows.choices:
        await unit.fetch(queries.import_choices, int, session_id=session_id, choices=rows.choices)
    if rows.texts:
        cv, job = [await text_id(content) for content in rows.texts]
        await unit.fetch(
            queries.import_interview,
            int,
            session_id=session_id,
            cv_text_id=cv,
            job_text_id=job,
            **rows.interview,
        )
    for query, all_columns in (
        (queries.import_turn, rows.turns),
        (queries.import_feedback, rows.feedback),
        (queries.import_attempt, rows.attempts),
    ):
        for columns in all_columns:
            await unit.fetch(query, int, session_id=session_id, **columns)


def text_of(shape: msgspec.Struct) -> str:
    return msgspec.json.encode(shape).decode()


# How a row becomes a shape.


def named_row(
    id: int,  # noqa: A002  # the name of its column
    job_title: str,
    company_name: str,
    created_at: int,
) -> Session:
    return Session(id, job_title, company_name, moment_of(created_at), Standing())


def moment_or_none(microseconds: int | None) -> datetime | None:
    return moment_of(microseconds) if microseconds else None


def session_row(
    uid: str, lineage: str, created_at: int, choices: str | None, **columns: Any
) -> tuple[str | None, dict[str, Any]]:
    first = None if lineage == uid else lineage
    return choices, {"uid": uid, "lineage": first, "created_at": moment_of(created_at), **columns}


def interview_row(
    plan: str, completed_at: int | None, **documents: str
) -> tuple[PlannedFrom, Plan, datetime | None]:
    planned = msgspec.json.decode(plan, type=Plan)
    return PlannedFrom(**documents), planned, moment_or_none(completed_at)


def document_row(
    kind: str, content: str, headings: str | None, saved_at: int, **columns: Any
) -> tuple[str, ExportedDocument]:
    found = msgspec.json.decode(headings, type=list[str]) if headings else []
    when = moment_of(saved_at)
    return kind, ExportedDocument(text=content, headings=found, saved_at=when, **columns)


def turn_row(
    question: str,
    asked_at: int,
    answered_at: int | None,
    skipped: int,
    rephrased: int,
    **columns: Any,
) -> ExportedTurn:
    return ExportedTurn(
        question=msgspec.json.decode(question, type=Question),
        asked_at=moment_of(asked_at),
        answered_at=moment_or_none(answered_at),
        skipped=bool(skipped),
        rephrased=bool(rephrased),
        **columns,
    )


def feedback_row(report: str, created_at: int, **columns: Any) -> ExportedFeedback:
    judged = msgspec.json.decode(report, type=Judgement)
    return ExportedFeedback(report=judged, created_at=moment_of(created_at), **columns)


def attempt_row(judgement: str, answered_at: int, **columns: Any) -> ExportedAttempt:
    judged = msgspec.json.decode(judgement, type=AttemptJudgement)
    return ExportedAttempt(judgement=judged, answered_at=moment_of(answered_at), **columns)
