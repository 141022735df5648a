"""The documents of a session in the store; the text of each is kept once, whoever rests on it."""

import msgspec

from app.documents.model import Document, Kind, SavedDocuments
from app.store import Database, Transaction, queries_beside

queries = queries_beside(__file__)


async def documents_of(db: Database, session_id: int) -> SavedDocuments:
    """What is there of the two."""
    rows = await db.read(queries.documents_of, document_row, session_id=session_id)
    found = {document.kind: document for document in rows}
    return SavedDocuments(found.get("cv"), found.get("job"))


async def save(
    db: Database, session_id: int, document: Document, sent_at: int, request_id: bytes | None
) -> None:
    """Keep the document in place of the one before, unless that was sent later (`sent_at`, µs)."""
    await db.transact(replace, session_id, document, sent_at, request_id)


async def replace(
    unit: Transaction, session_id: int, document: Document, sent_at: int, request_id: bytes | None
) -> None:
    before = await unit.fetch(queries.text_of, int, session_id=session_id, kind=document.kind)
    text_id = await kept_text(unit, session_id, document.content)
    await unit.fetch(
        queries.save_document,
        int,
        session_id=session_id,
        kind=document.kind,
        text_id=text_id,
        name=document.name,
        size_bytes=document.size_bytes,
        word_count=document.word_count,
        headings=msgspec.json.encode(document.headings).decode(),
        saved_at=sent_at,
        request_key=request_id,
    )
    await forget_texts(unit, [*before, text_id])


async def kept_text(unit: Transaction, session_id: int, content: str) -> int:
    """The id of the text, which is kept if this session does not have it."""
    same = await unit.fetch(queries.same_text, int, session_id=session_id, content=content)
    return (same or await unit.fetch(queries.keep_text, int, content=content))[0]


async def remove(db: Database, session_id: int, kind: Kind) -> None:
    """Forget the document; it is no error where there is none."""
    await db.transact(take_away, session_id, kind)


async def take_away(unit: Transaction, session_id: int, kind: Kind) -> None:
    removed = await unit.fetch(queries.remove_document, int, session_id=session_id, kind=kind)
    await forget_texts(unit, removed)


async def forget_texts(unit: Transaction, text_ids: list[int]) -> None:
    """Delete those of the texts that nothing rests on any more."""
    for text_id in text_ids:
        await unit.fetch(queries.forget_text, int, id=text_id)


def document_row(headings: str | None, **columns: object) -> Document:
    found = msgspec.json.decode(headings, type=list[str]) if headings else []
    return Document(headings=found, **columns)  # type: ignore[arg-type]  # as the table has them
