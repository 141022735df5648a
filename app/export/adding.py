"""Exported sessions into the store, all at once; out of it is for `records.py`."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
from msgspec.structs import replace

from app.clock import microseconds_now, microseconds_of
from app.documents.records import kept_text
from app.export.model import (
    ExportedAttempt,
    ExportedDocument,
    ExportedFeedback,
    ExportedInterview,
    ExportedSession,
    ExportedTurn,
)
from app.interviewer.language_model.shapes import Opinion
from app.sessions.records import TooManySessionsError, count_sessions, know, searchable
from app.store import Transaction, queries_beside
from app.web.visitor import Visitor

queries = queries_beside(__file__)


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
    opinions: list[dict[str, Any]]


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
            "rules_only": int(session.rules_only),
        },
        documents=[document_columns(kind, one) for kind, one in documents.items() if one],
        choices=text_of(session.review) if session.review else None,
        texts=(interview.documents.cv, interview.documents.job_description) if interview else None,
        interview=interview_columns(interview) if interview else {},
        turns=[columns_of(turn) for turn in interview.turns] if interview else [],
        feedback=[columns_of(feedback)] if feedback else [],
        attempts=[columns_of(attempt) for attempt in session.attempts],
        opinions=[opinion_columns(session.opinion)] if session.opinion else [],
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


def opinion_columns(opinion: Opinion) -> dict[str, Any]:
    """As it is kept; one that waits has failed, as nobody here was asked to form it."""
    kept = replace(opinion, state="failed") if opinion.state == "waiting" else opinion
    return {"state": kept.state, "opinion": text_of(kept)}


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
    visitor: Visitor,
    sessions: Sequence[SessionRows],
    request_id: bytes | None,
    most: int,
) -> int:
    """Let this visitor own these sessions; how many of them this request made.

    One that they own already stays as it is. Equal texts of the file are kept once.

    Raises:
        SignedOutError: see `know`.
        TooManySessionsError: the visitor would have more than `most` (0: any number).
    """
    await know(unit, visitor)
    text_ids: dict[str, int] = {}
    made = 0
    for rows in sessions:
        made += await add_session(unit, visitor.key, rows, text_ids, request_id)
    if made and most:
        await refuse_too_many(unit, visitor.key, made, most)
    return made


async def refuse_too_many(unit: Transaction, visitor: bytes, made: int, most: int) -> None:
    count = await count_sessions(unit, visitor)
    if count <= most:
        return
    way_out = "Please delete sessions that you no longer need, then try again."
    if made > most:  # then there is nothing here whose end would make room
        way_out = "Keep the file: whoever runs this server can allow more (SESSIONS_PER_VISITOR)."
    raise TooManySessionsError(
        f"With this file you would have {count:,} sessions, and this server keeps {most:,} at "
        f"most for one visitor. Nothing was imported. {way_out}"
    )


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
        (queries.import_opinion, rows.opinions),
    ):
        for columns in all_columns:
            await unit.fetch(query, int, session_id=session_id, **columns)


def text_of(shape: msgspec.Struct) -> str:
    return msgspec.json.encode(shape).decode()
