"""The documents of a session in the store, and the turn in which uploads of one are taken."""

import asyncio
from weakref import WeakValueDictionary

import msgspec

from app.documents.model import Document, Documents, Kind
from app.sessions.model import microseconds_now
from app.store import Database, queries_beside

queries = queries_beside(__file__)

locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


def turn_of(session_id: int) -> asyncio.Lock:
    """Held while a document of this session is read and saved: the last to come is the last."""
    return locks.setdefault(session_id, asyncio.Lock())


async def documents_of(db: Database, session_id: int) -> Documents:
    """What is there of the two."""
    found = {
        document.kind: document
        for document in await db.read(queries.documents_of, Document, session_id=session_id)
    }
    return Documents(found.get("cv"), found.get("job"))


async def save(db: Database, session_id: int, document: Document) -> None:
    """Keep the document in place of the one before."""
    await db.write(
        queries.save_document,
        str,
        session_id=session_id,
        saved_at=microseconds_now(),
        **msgspec.structs.asdict(document),
    )


async def remove(db: Database, session_id: int, kind: Kind) -> None:
    """Forget the document; it is no error where there is none."""
    await db.write(queries.remove_document, str, session_id=session_id, kind=kind)
