"""Sessions in the store: made, listed, and opened for the visitor whose they are."""

import re
from typing import Any

from litestar.params import FromPath

from app.errors import ForbiddenError, NotFoundError
from app.sessions.model import (
    RECENT,
    Card,
    RecentSession,
    RecentSessions,
    Session,
    SessionBody,
    SessionForm,
    Standing,
    microseconds_now,
    moment_of,
)
from app.store import Database, queries_beside
from app.web.request import Request
from app.web.visitor import Visitor, new_visitor

queries = queries_beside(__file__)

ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
LARGEST_ID = 2**63 - 1


async def own_session(request: Request, session_id: FromPath[str]) -> Session:
    """The session of a URL, for the visitor whose it is; rooms ask for it by the name `session`.

    Raises:
        NotFoundError: there is no such session, for nobody.
        ForbiddenError: it is somebody else's.
    """
    return await session_of(request, parsed(session_id))


async def session_of(request: Request, session_id: int) -> Session:
    """The session as it now stands; raises as `own_session` does."""
    for owner, session in await request.db.read(queries.session_by_id, owned, id=session_id):
        if owner != request.visitor.key:
            raise ForbiddenError
        return session
    raise NotFoundError("Session not found")


def parsed(session_id: str) -> int:
    """An id in its one spelling: no sign, no zero in front, no other script's digits."""
    if not ID.fullmatch(session_id) or int(session_id) > LARGEST_ID:
        raise NotFoundError("Session not found")
    return int(session_id)


async def create_session(db: Database, visitor: Visitor, form: SessionForm) -> tuple[int, Visitor]:
    """The id of a new session, or of the one that the same request made before, and its owner.

    A token that owns nothing is nobody's, so it could be an attacker's choice: it is not kept.
    """
    known = visitor.token and await db.read(queries.owns_anything, int, owner=visitor.key)
    owner = visitor if known else new_visitor(form.request_key)
    (session_id,) = await db.write(
        queries.create_session,
        int,
        owner=owner.key,
        job_title=form.job_title,
        company_name=form.company_name,
        created_at=microseconds_now(),
        request_key=form.request_id(),
    )
    return session_id, owner


async def recent_sessions(db: Database, visitor: Visitor) -> RecentSessions:
    """The visitor's newest sessions with their texts, at most RECENT of them."""
    rows = await db.read(queries.recent_sessions, recent, owner=visitor.key, count=RECENT)
    return RecentSessions(rows)


async def recent_cards(db: Database, visitor: Visitor) -> list[Card]:
    """The same sessions without their texts."""
    if not visitor.token:
        return []
    return await db.read(queries.recent_cards, card, owner=visitor.key, count=RECENT)


# How a row becomes a shape: a moment is kept as a number, a truth as 0 or 1.


def owned(owner: bytes, created_at: int, *columns: Any) -> tuple[bytes, Session]:
    id_, user_id, title, company, cv, job, *standing = columns
    body = SessionBody(id_, user_id, title, company, cv, job, moment_of(created_at))
    return owner, Session(body, standing_of(cv is not None, job is not None, *standing))


def recent(created_at: int, *columns: Any) -> RecentSession:
    id_, title, company, cv, job = columns
    return RecentSession(id_, title, company, moment_of(created_at), cv, job)


def card(created_at: int, *columns: Any) -> Card:
    id_, title, company, *standing = columns
    return Card(id_, title, company, moment_of(created_at), standing_of(*standing))


def standing_of(
    has_cv: int,
    has_job: int,
    question_count: int,
    is_complete: int,
    has_feedback: int,
    score: int | None,
) -> Standing:
    return Standing(
        bool(has_cv), bool(has_job), question_count, bool(is_complete), bool(has_feedback), score
    )
