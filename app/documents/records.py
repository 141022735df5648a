"""The documents of a session in the store; the text of each is kept once, whoever rests on it."""

from typing import Any

import msgspec

from app.clock import moment_of
from app.documents.model import Document, EarlierCv, Kind, NoCvThereError, SavedDocuments
from app.sessions.records import touch_owner_of
from app.store import Database, Transaction, queries_beside

queries = queries_beside(__file__)


async def documents_of(db: Database, session_id: int) -> SavedDocuments:
    """What is there of the two."""
    return both(await db.read(queries.documents_of, document_row, session_id=session_id))


def both(found: list[Document]) -> SavedDocuments:
    by_kind = {document.kind: document for document in found}
    return SavedDocuments(by_kind.get("cv"), by_kind.get("job"))


async def earlier_cv(db: Database, visitor: bytes, session_id: int) -> EarlierCv | None:
    """The CV of the visitor's newest other session that has one."""
    found = await db.read(queries.earlier_cv, earlier_row, visitor=visitor, session_id=session_id)
    return next(iter(found), None)


async def save(
    db: Database, session_id: int, document: Document, sent_at: int, request_id: bytes | None
) -> None:
    """Keep the document in place of the one before, unless that was sent later (`sent_at`, µs)."""
    await db.transact(replace, session_id, document, sent_at, request_id)


async def replace(
    unit: Transaction, session_id: int, document: Document, sent_at: int, request_id: bytes | None
) -> None:
    await touch_owner_of(unit, session_id)
    text_id = await kept_text(unit, session_id, document.content)
    await put(unit, session_id, document, text_id, sent_at, request_id)


async def kept_text(unit: Transaction, session_id: int, content: str) -> int:
    """The id of the text, which is kept if this session does not have it."""
    same = await unit.fetch(queries.same_text, int, session_id=session_id, content=content)
    return (same or await unit.fetch(queries.keep_text, int, content=content))[0]


async def put(
    unit: Transaction,
    session_id: int,
    document: Document,
    text_id: int,
    sent_at: int,
    request_id: bytes | None,
) -> None:
    before = await unit.fetch(queries.text_of, int, session_id=session_id, kind=document.kind)
    await unit.fetch(
        queries.save_document,
        int,
        session_id=session_id,
        kind=document.kind,
        text_id=text_id,
        name=document.name,
        size_bytes=document.size_bytes,
        word_count=document.word_count,
        headings=headings_column(document),
        saved_at=sent_at,
        request_key=request_id,
    )
    await forget_texts(unit, [*before, text_id])


async def reuse_cv(
    db: Database, source_id: int, session_id: int, sent_at: int, request_id: bytes | None
) -> None:
    """Let a session have the CV of another one, whose text they then share.

    Raises:
        NoCvThereError: the other one has none.
    """
    await db.transact(share_cv, source_id, session_id, sent_at, request_id)


async def share_cv(
    unit: Transaction, source_id: int, session_id: int, sent_at: int, request_id: bytes | None
) -> None:
    await touch_owner_of(unit, session_id)
    cv = both(await unit.fetch(queries.documents_of, document_row, session_id=source_id)).cv
    if cv is None or cv.text_id is None:
        raise NoCvThereError
    await put(unit, session_id, cv, cv.text_id, sent_at, request_id)


async def keep_reading(db: Database, session_id: int, earlier: Document, now: Document) -> None:
    """Keep what is now understood of a document that an older version kept.

    Its text too, unless an interview has begun on it as it was.
    """
    await db.transact(renew, session_id, earlier, now)


async def renew(unit: Transaction, session_id: int, earlier: Document, now: Document) -> None:
    await touch_owner_of(unit, session_id)
    was = earlier.text_id
    has_begun = await unit.fetch(
        queries.interview_rests_on, int, session_id=session_id, text_id=was
    )
    text_id = was if has_begun else await kept_text(unit, session_id, now.content)
    await unit.fetch(
        queries.keep_reading,
        int,
        session_id=session_id,
        kind=earlier.kind,
        earlier_text_id=was,
        text_id=text_id,
        word_count=now.word_count,
        headings=headings_column(now),
    )
    await forget_texts(unit, [each for each in (was, text_id) if each])


async def remove(db: Database, session_id: int, kind: Kind) -> Document | None:
    """Erase the document and give it, for whoever wants it back; None where there is none."""
    removed = await db.transact(take_away, session_id, kind)
    await db.erase()
    return removed


async def take_away(unit: Transaction, session_id: int, kind: Kind) -> Document | None:
    await touch_owner_of(unit, session_id)
    documents = both(await unit.fetch(queries.documents_of, document_row, session_id=session_id))
    removed = await unit.fetch(queries.remove_document, int, session_id=session_id, kind=kind)
    await forget_texts(unit, removed)
    return documents.of(kind)


async def forget_texts(unit: Transaction, text_ids: list[int]) -> None:
    """Delete those of the texts that nothing rests on any more."""
    for text_id in text_ids:
        await unit.fetch(queries.forget_text, int, id=text_id)


def headings_column(document: Document) -> str:
    return msgspec.json.encode(document.headings).decode()


def document_row(headings: str | None, **columns: object) -> Document:
    found = msgspec.json.decode(headings, type=list[str]) if headings else []
    return Document(headings=found, **columns)  # type: ignore[arg-type]  # as the table has them


def earlier_row(created_at: int, **columns: Any) -> EarlierCv:
    return EarlierCv(created_at=moment_of(created_at), **columns)
