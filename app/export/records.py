"""Sessions out of the store as an export has them, and into it all at once."""

from datetime import datetime
from typing import Any

import msgspec

from app.clock import moment_of
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
from app.interviewer.language_model.shapes import Opinion
from app.interviewer.model import AttemptJudgement, Judgement, Plan, Question
from app.review.model import Chosen
from app.sessions.model import Session
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
    found = await unit.fetch(queries.session_to_export, session_row, id=session_id)
    for review, opinion, columns in found:
        feedback = await unit.fetch(queries.feedback_to_export, feedback_row, id=session_id)
        return ExportedSession(
            **columns,
            documents=await exported_documents(unit, session_id),
            review=review,
            interview=await exported_interview(unit, session_id),
            feedback=next(iter(feedback), None),
            attempts=await unit.fetch(queries.attempts_to_export, attempt_row, id=session_id),
            opinion=opinion,
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
    uid: str,
    lineage: str,
    created_at: int,
    rules_only: int,
    choices: str | None,
    opinion: str | None,
    **columns: Any,
) -> tuple[Chosen | None, Opinion | None, dict[str, Any]]:
    review = msgspec.json.decode(choices, type=Chosen) if choices else None
    kept = msgspec.json.decode(opinion, type=Opinion) if opinion else None
    columns |= {
        "uid": uid,
        "lineage": None if lineage == uid else lineage,
        "created_at": moment_of(created_at),
        "rules_only": bool(rules_only),
    }
    return review, kept, columns


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
