"""Sessions in the store: made, listed, found."""

from secrets import token_bytes, token_hex
from typing import Any

from msgspec.structs import replace

from app.clock import microseconds_now, moment_of
from app.errors import NOTHING_IS_LOST, ConflictError, ForbiddenError, SessionNotFoundError
from app.sessions.model import (
    RECENT,
    Recent,
    RecentSession,
    RecentSessions,
    Run,
    Session,
    SessionBody,
    SessionForm,
)
from app.sessions.standing import Standing
from app.store import Database, Transaction, queries_beside, the_one
from app.text import folded
from app.web.visitor import Visitor

queries = queries_beside(__file__)

OWNER_BYTES, UID_BYTES = 32, 16
NOTED_EVERY_US = 3600 * 1_000_000  # an hour, so that hardly any visit has to write


class SignedOutError(ConflictError):
    heading = "This browser was signed out"
    sentence = "This browser was signed out meanwhile. Please load the page again."
    reason = NOTHING_IS_LOST


class TooManySessionsError(ConflictError):
    code = "too_many_sessions"
    heading = "There is no room for another session"
    sentence = "This server keeps no more sessions for one visitor. Please delete one first."
    reason = NOTHING_IS_LOST


async def is_known(db: Database, visitor: bytes) -> bool:
    """Whether we gave this visitor their token, and it has not been signed out since."""
    return bool(await db.read(queries.is_known, int, visitor=visitor))


async def know(unit: Transaction, visitor: Visitor) -> None:
    """Let a visitor own what is made next; who is new becomes an owner of their own.

    The owner is random and not made from the token, which would let a token that was signed out in
    again.

    Raises:
        SignedOutError: they were known when they asked, and are not any more.
    """
    if visitor.is_new:
        owner = token_bytes(OWNER_BYTES)
        await unit.fetch(
            queries.know_device, int, visitor=visitor.key, owner=owner, added_at=microseconds_now()
        )
    elif not await touch_owner(unit, visitor.key):
        raise SignedOutError


async def touch_owner(unit: Transaction, visitor: bytes) -> list[bytes]:
    """Let nobody else change what this visitor's owner has until the unit is done; the owner.

    Else a session could be made for an owner whose devices were just joined to another's, or one
    more than there may be. None where the visitor owns nothing (any more).
    """
    touched = await unit.fetch(queries.touch_owner, bytes, visitor=visitor)
    if not touched:  # perhaps that device left meanwhile, and another one stands for the owner
        touched = await unit.fetch(queries.touch_owner, bytes, visitor=visitor)
    return touched


async def touch_owner_of(unit: Transaction, session_id: int) -> None:
    """The same for the owner of a session.

    Sessions of one owner share texts, so two that each give up a text would both leave it to the
    other; and an answer could come between the end of an interview and its judgement.
    """
    if not await unit.fetch(queries.touch_owner_of, bytes, session_id=session_id):
        await unit.fetch(queries.touch_owner_of, bytes, session_id=session_id)


async def create_session(
    db: Database, visitor: Visitor, form: SessionForm, request_id: bytes | None, most: int
) -> int:
    """The id of a new session of this visitor, or of the one that the same request made before.

    Raises:
        SignedOutError: see `know`.
        TooManySessionsError: the visitor has `most` already (0: any number).
    """
    return await db.transact(create, visitor, form, request_id, most)


async def create(
    unit: Transaction, visitor: Visitor, form: SessionForm, request_id: bytes | None, most: int
) -> int:
    await know(unit, visitor)
    await refuse_over_quota(unit, visitor.key, most, request_id)
    for session_id in await unit.fetch(
        queries.create_session,
        int,
        visitor=visitor.key,
        uid=new_uid(),
        job_title=form.job_title,
        company_name=form.company_name,
        search=searchable(form.job_title, form.company_name),
        now=microseconds_now(),
        request_key=request_id,
    ):
        return session_id
    raise SignedOutError


async def refuse_over_quota(
    unit: Transaction, visitor: bytes, most: int, request_id: bytes | None
) -> None:
    """Do nothing while this visitor has fewer than `most` sessions (0: any number).

    Nor where this very request made one of them, so that it gets the first answer again.

    Raises:
        TooManySessionsError: there is no room for another.
    """
    if not most:
        return
    count = await count_sessions(unit, visitor, request_id)
    if count >= most:
        keeps, to_delete = "no more", "one"
        if count > most:  # those of two devices were joined, or the limit was lowered
            keeps, to_delete = f"{most:,}", f"{count - most + 1:,}"
        raise TooManySessionsError(
            f"You have {count:,} sessions, and this server keeps {keeps} for one visitor. "
            f"Please delete {to_delete} that you no longer need, then try again."
        )


async def count_sessions(unit: Transaction, visitor: bytes, request_id: bytes | None = None) -> int:
    """How many sessions this visitor has; none where this request made one of them."""
    (count,) = await unit.fetch(
        queries.count_before_new, int, visitor=visitor, request_key=request_id
    )
    return count


def new_uid() -> str:
    """What names a session wherever it is taken: 128 random bits as 32 hexadecimal digits."""
    return token_hex(UID_BYTES)


def searchable(job_title: str, company_name: str) -> str:
    """The names of a session as a search compares them, a line each."""
    return f"{folded(job_title)}\n{folded(company_name)}"


async def session_of(db: Database, visitor: bytes, session_id: int) -> Session:
    """The session as it now stands, which is thereby opened.

    Raises:
        SessionNotFoundError: there is no such session, for nobody.
        ForbiddenError: it is somebody else's.
    """
    for is_own, opened_at, session in await db.read(
        queries.session_by_id, opened_row, id=session_id, visitor=visitor
    ):
        if not is_own:
            raise ForbiddenError
        await note_opening(db, session_id, opened_at)
        return session
    raise SessionNotFoundError


async def as_it_keeps_to_rules(db: Database, session: Session) -> Session:
    """The session with what is now chosen, for what goes on after the request.

    Raises:
        GoneError: it was deleted meanwhile.
    """
    rules_only = the_one(await db.read(queries.keeps_to_rules, int, id=session.id))
    return replace(session, rules_only=bool(rules_only))


async def note_opening(db: Database, session_id: int, opened_at: int) -> None:
    """Keep that a session was opened, to within an hour; retention waits an hour longer."""
    now = microseconds_now()
    if now - opened_at > NOTED_EVERY_US:
        await db.write(queries.note_opening, int, id=session_id, opened_at=now)


async def recent_sessions(db: Database, visitor: bytes) -> Recent:
    """The visitor's newest sessions, and where to go on."""
    found = await db.read(queries.recent_sessions, run_row, visitor=visitor, count=RECENT + 1)
    has_more = len(found) > RECENT
    go_on = next((run.session for run in found if run.session.standing.can_go_on), None)
    if has_more and not go_on:
        go_on = await unfinished_session(db, visitor)
    return Recent(by_lineage(found[:RECENT]), has_more, go_on)


def by_lineage(runs: list[Run]) -> list[tuple[Run, ...]]:
    """The runs of each job together, where the newest of them stood."""
    together: dict[str, list[Run]] = {}
    for run in runs:
        together.setdefault(run.lineage, []).append(run)
    return [tuple(each) for each in together.values()]


async def unfinished_session(db: Database, visitor: bytes) -> Session | None:
    """The visitor's newest session that has no report yet: where to go on."""
    for session in await db.read(queries.unfinished_session, session_row, visitor=visitor):
        return session
    return None


async def recent_bodies(db: Database, visitor: bytes) -> RecentSessions:
    """The same sessions with their texts."""
    rows = await db.read(queries.recent_bodies, recent_row, visitor=visitor, count=RECENT)
    return RecentSessions(rows)


async def session_body(db: Database, session_id: int) -> SessionBody:
    """The session with its texts; it is there."""
    return the_one(await db.read(queries.session_body, body_row, id=session_id))


# How a row becomes a shape: a moment is kept as a number, a truth as 0 or 1.


def opened_row(
    is_own: int, opened_at: int, rules_only: int, **columns: Any
) -> tuple[bool, int, Session]:
    session = replace(session_row(**columns), rules_only=bool(rules_only))
    return bool(is_own), opened_at, session


def run_row(lineage: str, number: int, run_count: int, done_count: int, **columns: Any) -> Run:
    return Run(session_row(**columns), lineage, number, run_count, done_count)


def session_row(
    id: int,  # noqa: A002  # the name of its column
    job_title: str,
    company_name: str,
    created_at: int,
    has_cv: int,
    has_job: int,
    question_count: int,
    is_complete: int,
    is_empty: int,
    has_feedback: int,
    score: int | None,
) -> Session:
    standing = Standing(
        bool(has_cv),
        bool(has_job),
        question_count,
        bool(is_complete),
        bool(is_empty),
        bool(has_feedback),
        score,
    )
    return Session(id, job_title, company_name, moment_of(created_at), standing)


def body_row(created_at: int, **columns: Any) -> SessionBody:
    return SessionBody(created_at=moment_of(created_at), **columns)


def recent_row(created_at: int, **columns: Any) -> RecentSession:
    return RecentSession(created_at=moment_of(created_at), **columns)
