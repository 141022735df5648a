"""All sessions of a visitor in the store: found, renamed, deleted."""

import asyncio
from typing import Any

import msgspec

from app.clock import microseconds_of
from app.documents.records import forget_texts
from app.library.model import (
    PAGE,
    SHOWN_RUNS,
    Job,
    ScoredRun,
    Search,
    SessionList,
    card_of,
    cursor,
    jobs_of,
)
from app.sessions.model import Run, Session, SessionForm
from app.sessions.records import by_lineage, run_row, searchable, session_row, touch_owner_of
from app.store import Database, Transaction, queries_beside, the_one

queries = queries_beside(__file__)

NEWEST = (2**63 - 1, 2**63 - 1)  # before which every session was made


class Found(msgspec.Struct, frozen=True):
    """A page of what was found; `next_cursor` is where the one after it begins."""

    search: Search
    runs: list[Run]
    total: int
    next_cursor: str | None

    @property
    def next_url(self) -> str | None:
        return self.search.url(self.next_cursor) if self.next_cursor else None

    @property
    def body(self) -> SessionList:
        """The same as the API shows it."""
        return SessionList([card_of(run.session) for run in self.runs], self.total, self.next_url)


class Contents(msgspec.Struct, frozen=True):
    """What goes with a session beside its documents and its report.

    `same_cv_count`: how many other sessions keep the same CV.
    """

    answer_count: int
    attempt_count: int
    same_cv_count: int


async def find_sessions(db: Database, visitor: bytes, search: Search) -> Found:
    """A page of the visitor's sessions, newest first."""
    created_at, last_id = search.position or NEWEST
    found = await db.read(
        queries.found_sessions,
        run_row,
        visitor=visitor,
        pattern=search.pattern,
        state=search.state,
        created_at=created_at,
        id=last_id,
        count=PAGE + 1,
    )
    is_all = not search.before and len(found) <= PAGE
    total = len(found) if is_all else await count_of(db, visitor, search)
    shown = found[:PAGE]
    next_cursor = cursor_after(shown[-1].session) if len(found) > PAGE else None
    return Found(search, shown, total, next_cursor)


async def count_of(db: Database, visitor: bytes, search: Search) -> int:
    """How many sessions the whole search finds."""
    if search.is_any:
        (count,) = await db.read(queries.count_sessions, int, visitor=visitor)
    else:
        (count,) = await db.read(
            queries.count_found, int, visitor=visitor, pattern=search.pattern, state=search.state
        )
    return count


def cursor_after(session: Session) -> str:
    return cursor(microseconds_of(session.created_at), session.id)


async def jobs_on(db: Database, visitor: bytes, found: Found) -> list[Job]:
    """The same page by jobs, with every run of those that have several."""
    together = by_lineage(found.runs)
    lineages = [runs[0].lineage for runs in together if runs[0].count > 1]
    tables = await asyncio.gather(*(runs_of(db, visitor, lineage) for lineage in lineages))
    return jobs_of(together, dict(zip(lineages, tables, strict=True)))


async def runs_of(db: Database, visitor: bytes, lineage: str) -> list[ScoredRun]:
    """The runs of a job, oldest first, the newest SHOWN_RUNS of them."""
    newest_first = await db.read(
        queries.runs_of, scored_row, visitor=visitor, lineage=lineage, count=SHOWN_RUNS
    )
    return newest_first[::-1]


async def rename(db: Database, session_id: int, form: SessionForm) -> None:
    """Let the session be called otherwise; an interview that has begun keeps its names."""
    the_one(
        await db.write(
            queries.rename,
            int,
            id=session_id,
            job_title=form.job_title,
            company_name=form.company_name,
            search=searchable(form.job_title, form.company_name),
        )
    )


async def contents_of(db: Database, session_id: int) -> Contents:
    return the_one(await db.read(queries.contents, Contents, session_id=session_id))


async def delete_session(db: Database, session_id: int) -> None:
    """Delete the session with all that hangs on it, and every byte of it."""
    await db.transact(delete, session_id)
    await db.erase()


async def delete(unit: Transaction, session_id: int) -> None:
    await touch_owner_of(unit, session_id)
    text_ids = await unit.fetch(queries.texts_of, int, session_id=session_id)
    await unit.fetch(queries.delete_session, int, session_id=session_id)
    await forget_texts(unit, text_ids)


def scored_row(scored_by: str | None, **columns: Any) -> ScoredRun:
    return ScoredRun(session_row(**columns), scored_by)
