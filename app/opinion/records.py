"""Second opinions in the store, kept as they come."""

import msgspec

from app.interviewer.language_model.shapes import Opinion
from app.sessions.model import Session
from app.sessions.records import session_row
from app.store import Database, queries_beside, the_one

queries = queries_beside(__file__)


async def opinion_of(db: Database, session_id: int) -> Opinion | None:
    """The opinion on the interview of this session, as far as it has come."""
    return next(iter(await db.read(queries.opinion_of, opinion_row, session_id=session_id)), None)


async def keep_opinion(db: Database, session_id: int, opinion: Opinion) -> None:
    """Keep the opinion in place of what there was of it.

    Raises:
        GoneError: the session was deleted meanwhile.
    """
    kept = msgspec.json.encode(opinion).decode()
    await db.write(
        queries.keep_opinion, int, session_id=session_id, state=opinion.state, opinion=kept
    )


async def waiting_opinion_of(db: Database, session_id: int) -> list[Opinion]:
    """The same where it is not whole and the session does not keep to the rules; else none."""
    return await db.read(queries.waiting_opinion_of, opinion_row, session_id=session_id)


async def waiting_opinions(db: Database) -> list[Session]:
    """The sessions whose opinion was asked for and is not whole."""
    return await db.read(queries.waiting_opinions, session_row)


async def keep_to_rules(db: Database, session_id: int, *, rules_only: bool) -> None:
    """Keep whether a model may have a part in this session."""
    the_one(
        await db.write(
            queries.keep_to_rules, int, session_id=session_id, rules_only=int(rules_only)
        )
    )


def opinion_row(opinion: str) -> Opinion:
    return msgspec.json.decode(opinion, type=Opinion)
