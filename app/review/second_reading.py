"""A model reads the documents too, beside the requests; until it has, the rules' reading stands."""

from contextlib import suppress
from functools import partial
from typing import Literal

import msgspec
from msgspec.structs import replace

from app.errors import AIServiceError, RehearseError
from app.interviewer.interface import Interviewer
from app.review.interviewing import interviewer_beside, read
from app.review.readings import Readings
from app.review.records import keep_model_reading, sources_of
from app.sessions.access import own_session
from app.sessions.model import Session
from app.sessions.records import as_it_keeps_to_rules
from app.store import Database
from app.web.request import Request


class SecondReading(msgspec.Struct, frozen=True):
    """How far the model has come with the documents, or that the rules' reading was used."""

    name: str
    state: Literal["under_way", "ready", "failed", "not_used"]


async def begin_after_upload(request: Request) -> None:
    """Let the model read once a request has brought the second document."""
    if request.app.state.model is None:
        return
    with suppress(RehearseError):  # it was answered already, and the review begins it as well
        session = await own_session(request, request.path_params["session_id"])
        if not session.standing.missing:
            begin(request, session)


def begin(request: Request, session: Session) -> None:
    """Let the model read, unless it does, or the session keeps to the rules."""
    if interviewer_beside(request, session).model_name:
        work = partial(read_beside, request, session)
        request.app.state.background.begin(name_of(session), work)


async def read_beside(request: Request, session: Session) -> None:
    """Let the model read for a session, unless it keeps to the rules by now."""
    session = await as_it_keeps_to_rules(request.db, session)
    interviewer = interviewer_beside(request, session)
    if interviewer.model_name:
        await read_documents(request.db, interviewer, session)


async def looked_at(request: Request, session: Session, readings: Readings) -> SecondReading | None:
    """How far it is; it is begun where nothing is kept, but for the look that tells of a failure.

    None where no model has a part, or the rules can't read the language.
    """
    if readings.by_model:
        return read_by(readings.by_model.made_by)
    name = interviewer_beside(request, session).model_name
    if not name or readings.by_rules.limited:
        return None
    if await request.app.state.background.take_failure(name_of(session)):
        return SecondReading(name, "failed")
    begin(request, session)
    return SecondReading(name, "under_way")


def read_by(version: str) -> SecondReading | None:
    """Who made the reading that an interview was planned from; None where no model had a part."""
    if not version:
        return None
    made_by, _, name = version.partition(" ")
    return SecondReading(name or made_by, "ready" if name else "not_used")


async def read_documents(db: Database, interviewer: Interviewer, session: Session) -> None:
    """Keep the model's reading of both documents; where one is changed meanwhile, read again.

    Raises:
        AIServiceError: there is none that can be used.
        MissingDocumentsError: a document was removed.
        GoneError: the session was deleted.
    """
    sources = await sources_of(db, session)
    while not sources.read_by_model:
        documents = sources.documents(session)
        by_rules = (await read(interviewer, documents, None)).by_rules
        if by_rules.limited:
            return
        reading = await interviewer.read_with_model(documents, by_rules)
        if reading.spent:
            reading = replace(reading, spent=reading.spent.plus(sources.spent))
            await keep_model_reading(db, session.id, sources, reading)
        earlier, sources = sources, await sources_of(db, session)
        if not sources.read_by_model and sources.rests_on_the_same_as(earlier):
            raise AIServiceError


def name_of(session: Session) -> str:
    return f"reading {session.id}"
