"""Choices in the store, and the texts that they are about."""

import msgspec

from app.errors import ConflictError, ValidationError
from app.interviewer.model import Documents, Plan
from app.review.model import Chosen
from app.sessions.model import Session
from app.store import Database, queries_beside

queries = queries_beside(__file__)


class MissingDocumentsError(ValidationError):
    """There is nothing to read yet, or not both of it."""


class BegunError(ConflictError):
    heading = "The interview has begun"
    sentence = "The interview has begun, so what it asks about can no longer be changed"


class Sources(msgspec.Struct, frozen=True):
    """The texts to plan from, what the store knows them by, and the choices as it keeps them."""

    cv_text_id: int
    cv: str
    job_text_id: int
    job_description: str
    choices: str

    @property
    def chosen(self) -> Chosen:
        return msgspec.json.decode(self.choices, type=Chosen) if self.choices else Chosen()

    def documents(self, session: Session) -> Documents:
        return Documents(session.job_title, session.company_name, self.cv, self.job_description)


async def sources_of(db: Database, session: Session) -> Sources:
    """What the interview of this session is to be planned from, as it now is.

    Raises:
        MissingDocumentsError: a document is missing.
    """
    for sources in await db.read(queries.sources, Sources, session_id=session.id):
        return sources
    missing = " and ".join(session.standing.missing) or "a CV and a job description"
    raise MissingDocumentsError(f"The interview needs {missing} first")


async def plan_of(db: Database, session_id: int) -> Plan | None:
    """The plan of the interview of this session, where it has begun."""
    for plan in await db.read(queries.plan_of, str, session_id=session_id):
        return msgspec.json.decode(plan, type=Plan)
    return None


async def keep_choices(db: Database, session_id: int, chosen: Chosen) -> None:
    """Keep what was chosen, in the place of what was chosen before.

    Raises:
        BegunError: the interview was planned from that.
    """
    choices = msgspec.json.encode(chosen).decode()
    if not await db.write(queries.keep_choices, int, session_id=session_id, choices=choices):
        raise BegunError
