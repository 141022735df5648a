"""Sessions in the store: made, listed, found."""

from typing import Any

from app.clock import microseconds_now, moment_of
from app.errors import ForbiddenError, SessionNotFoundError
from app.sessions.model import (
    RECENT,
    RecentSession,
    RecentSessions,
    Run,
    Session,
    SessionBody,
    SessionForm,
)
from app.sessions.standing import Standing
from app.store import Database, queries_beside

queries = queries_beside(__file__)


async def owns_anything(db: Database, owner: bytes) -> bool:
    """Whether a session is this visitor's."""
    return bool(await db.read(queries.owns_anything, int, owner=owner))


async def create_session(
    db: Database, owner: bytes, form: SessionForm, request_id: bytes | None
) -> int:
    """The id of a new session of this owner, or of the one that the same request made before."""
    (session_id,) = await db.write(
        queries.create_session,
        int,
        owner=owner,
        job_title=form.job_title,
        company_name=form.company_name,
        created_at=microseconds_now(),
        request_key=request_id,
    )
    return session_id


async def session_of(db: Database, owner: bytes, session_id: int) -> Session:
    """The session as it now stands.

    Raises:
        SessionNotFoundError: there is no such session, for nobody.
        ForbiddenError: it is somebody else's.
    """
    for its_owner, session in await db.read(queries.session_by_id, owned_row, id=session_id):
        if its_owner != owner:
            raise ForbiddenError
        return session
    raise SessionNotFoundError


async def recent_sessions(db: Database, owner: bytes) -> list[list[Run]]:
    """The owner's newest sessions, at most RECENT of them; the runs of one job stand together."""
    by_lineage: dict[int, list[Run]] = {}
    for lineage, run in await db.read(queries.recent_sessions, run_row, owner=owner, count=RECENT):
        by_lineage.setdefault(lineage, []).append(run)
    return list(by_lineage.values())


async def unfinished_session(db: Database, owner: bytes) -> Session | None:
    """The owner's newest session that has no report yet: where to go on."""
    for session in await db.read(queries.unfinished_session, session_row, owner=owner):
        return session
    return None


async def recent_bodies(db: Database, owner: bytes) -> RecentSessions:
    """The same sessions with their texts."""
    rows = await db.read(queries.recent_bodies, recent_row, owner=owner, count=RECENT)
    return RecentSessions(rows)


async def session_body(db: Database, session_id: int) -> SessionBody:
    """The session with its texts; it is there."""
    (body,) = await db.read(queries.session_body, body_row, id=session_id)
    return body


# How a row becomes a shape: a moment is kept as a number, a truth as 0 or 1.


def owned_row(owner: bytes, **columns: Any) -> tuple[bytes, Session]:
    return owner, session_row(**columns)


def run_row(
    lineage: int, runs_until: int, runs_after_first: int, **columns: Any
) -> tuple[int, Run]:
    return lineage, Run(session_row(**columns), runs_until + 1, runs_after_first + 1)


def session_row(
    id: int,  # noqa: A002  # the name of its column
    job_title: str,
    company_name: str,
    created_at: int,
    **standing: Any,
) -> Session:
    return Session(id, job_title, company_name, moment_of(created_at), standing_of(**standing))


def standing_of(
    has_cv: int, has_job: int, is_complete: int, is_empty: int, has_feedback: int, **columns: Any
) -> Standing:
    return Standing(
        has_cv=bool(has_cv),
        has_job=bool(has_job),
        is_complete=bool(is_complete),
        is_empty=bool(is_empty),
        has_feedback=bool(has_feedback),
        **columns,
    )


def body_row(created_at: int, **columns: Any) -> SessionBody:
    return SessionBody(created_at=moment_of(created_at), **columns)


def recent_row(created_at: int, **columns: Any) -> RecentSession:
    return RecentSession(created_at=moment_of(created_at), **columns)
