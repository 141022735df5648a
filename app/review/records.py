"""Choices in the store, and the texts that they are about."""

import msgspec
from msgspec import UNSET, UnsetType

from app.errors import ConflictError, ValidationError
from app.interviewer.language_model.reading import KIND
from app.interviewer.model import Documents, Plan, Reading, Usage
from app.review.model import Chosen
from app.sessions.model import Session
from app.sessions.records import touch_owner_of
from app.store import Database, Transaction, queries_beside, the_one

queries = queries_beside(__file__)


class MissingDocumentsError(ValidationError):
    """There is nothing to read yet, or not both of it."""


class BegunError(ConflictError):
    heading = "The interview has begun"
    sentence = (
        "The interview has begun, so what it asks about can no longer be changed. "
        "Go on with it, or start another session."
    )


class Sources(msgspec.Struct, frozen=True):
    """The texts to plan from, what the store knows them by, and the choices as it keeps them."""

    cv_text_id: int
    cv: str
    job_text_id: int
    job_description: str
    choices: str
    reading: str = ""

    @property
    def chosen(self) -> Chosen:
        return chosen_of(self.choices)

    def rests_on_the_same_as(self, other: "Sources") -> bool:
        """Whether these are the same two texts."""
        ids = (self.cv_text_id, self.job_text_id)
        return ids == (other.cv_text_id, other.job_text_id)

    @property
    def kept_reading(self) -> Reading | None:
        return msgspec.json.decode(self.reading, type=Reading) if self.reading else None

    @property
    def read_by_model(self) -> Reading | None:
        """What a model understood of these very texts, once it has read them."""
        kept = self.kept_reading
        return kept if kept and kept.made_by.startswith(f"{KIND}-") else None

    @property
    def spent(self) -> Usage | UnsetType:
        """What a model's readings of these texts cost, also those that could not be used."""
        return self.kept_reading.spent if self.kept_reading else UNSET

    def documents(self, session: Session) -> Documents:
        return Documents(session.job_title, session.company_name, self.cv, self.job_description)


async def sources_of(db: Database, session: Session) -> Sources:
    """What the interview of this session is to be planned from, as it now is.

    Raises:
        MissingDocumentsError: a document is missing.
        GoneError: the session was deleted meanwhile.
    """
    for sources in await db.read(queries.sources, Sources, session_id=session.id):
        return sources
    the_one(await db.read(queries.is_there, int, session_id=session.id))
    missing = " and ".join(session.standing.missing) or "a CV and a job description"
    raise MissingDocumentsError(f"The interview needs {missing} first. Please add what is missing.")


async def plan_of(db: Database, session_id: int) -> tuple[Plan, Chosen] | None:
    """The plan of the interview of this session, where it has begun, and what was chosen for it."""
    return next(iter(await db.read(queries.planned, planned_row, session_id=session_id)), None)


async def keep_choices(
    db: Database, session_id: int, chosen: Chosen, sent_at: int, request_id: bytes | None
) -> Chosen:
    """Keep what was chosen in place of what was before, unless that was sent later (`sent_at`, µs).

    What one request chose is kept once. It gives what then stands.

    Raises:
        BegunError: the interview was planned from what was before.
    """
    if await db.transact(replace_choices, session_id, chosen, sent_at, request_id):
        return chosen
    if await plan_of(db, session_id):
        raise BegunError
    return the_one(await db.read(queries.choices_of, chosen_of, session_id=session_id))


async def replace_choices(
    unit: Transaction, session_id: int, chosen: Chosen, sent_at: int, request_id: bytes | None
) -> bool:
    await touch_owner_of(unit, session_id)  # or the interview begins without them meanwhile
    kept = await unit.fetch(
        queries.keep_choices,
        int,
        session_id=session_id,
        choices=msgspec.json.encode(chosen).decode(),
        sent_at=sent_at,
        request_key=request_id,
    )
    return bool(kept)


async def keep_model_reading(
    db: Database, session_id: int, sources: Sources, reading: Reading
) -> None:
    """Keep what a model understood, unless a document was changed or the session deleted.

    The rules' reading is kept in its place where it could not be used, for what it cost.
    """
    await db.write(
        queries.keep_reading,
        int,
        session_id=session_id,
        cv_text_id=sources.cv_text_id,
        job_text_id=sources.job_text_id,
        reading=msgspec.json.encode(reading).decode(),
    )


def planned_row(plan: str, choices: str) -> tuple[Plan, Chosen]:
    return msgspec.json.decode(plan, type=Plan), chosen_of(choices)


def chosen_of(choices: str) -> Chosen:
    return msgspec.json.decode(choices, type=Chosen) if choices else Chosen()
