"""A second opinion, formed beside the requests and kept as it comes."""

import asyncio
from functools import partial

from litestar.datastructures import State
from msgspec.structs import replace

from app.interview.records import documents_planned_from, interview_again
from app.interviewer.language_model.interface import ModelAwayError
from app.interviewer.language_model.opinion import HeldInterview
from app.interviewer.language_model.service import ModelService
from app.interviewer.language_model.shapes import Opinion
from app.interviewer.model import Judgement, Usage
from app.interviewer.rules.interviewer import RulesInterviewer
from app.opinion.records import keep_opinion, opinion_of, waiting_opinion_of
from app.sessions.model import Session
from app.store import Database

TRIES = 3  # where the model is away; then a person may ask again
PAUSE_S = 60.0  # between them, as long as nobody waits for a model that did not answer


async def ask_for_opinion(state: State, session: Session, judgement: Judgement) -> Opinion:
    """The opinion that is formed from now on; what a former try had of it and can be used stays."""
    kept = await opinion_of(state.database, session.id)
    name = state.model.model.name
    begun = kept.without_unusable() if kept else Opinion("waiting", name)
    wanted = replace(begun, state="waiting")
    await keep_opinion(state.database, session.id, wanted)
    begin_forming(state, session, judgement)
    return wanted


def begin_forming(state: State, session: Session, judgement: Judgement) -> None:
    """Let an opinion that waits be formed, unless it is."""
    work = partial(form, state, session, judgement)
    state.background.begin(f"opinion {session.id}", work)


async def form(state: State, session: Session, judgement: Judgement) -> None:
    """Form the opinion to its end; it has failed where the model stays away."""
    db: Database = state.database
    documents = await documents_planned_from(db, session)
    interview = await interview_again(db, session)
    held = HeldInterview(session.id, documents, interview.told, judgement)
    for number in range(1, TRIES + 1):
        try:
            await go_on(state, held)
            return
        except ModelAwayError as error:
            await add_spent(db, session, error.usage)
            if number < TRIES:
                await asyncio.sleep(state.opinion_pause_s)
    if kept := await opinion_of(db, session.id):
        await keep_opinion(db, session.id, replace(kept, state="failed"))


async def add_spent(db: Database, session: Session, usage: Usage) -> None:
    """Keep with the opinion what a call cost that got no reply."""
    kept = await opinion_of(db, session.id)
    if kept and usage.calls:
        await keep_opinion(db, session.id, kept.plus(usage))


async def go_on(state: State, held: HeldInterview) -> None:
    """Keep the opinion after each answer, as long as it is waited for.

    Raises:
        ModelAwayError: there was no reply; what was kept last stands.
    """
    service: ModelService = state.model
    think = partial(state.thinking.think, f"opinion {held.id}".encode())
    interviewer = service.interviewer(RulesInterviewer(state.rules, think))
    for begun in await waiting_opinion_of(state.database, held.id):
        async for opinion in interviewer.second_opinion.go_on(held, begun):
            await keep_opinion(state.database, held.id, opinion)
            if not await waiting_opinion_of(state.database, held.id):
                return
