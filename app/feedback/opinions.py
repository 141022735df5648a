"""The second opinion beside a report: asked for once there is one, taken up where it stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from litestar.datastructures import State
from msgspec.structs import replace

from app.errors import StoreUnavailableError
from app.feedback.records import NoFeedbackError, feedback_of
from app.interviewer.language_model.shapes import Opinion
from app.opinion.forming import ask_for_opinion, begin_forming
from app.opinion.records import opinion_of, waiting_opinions
from app.sessions.model import Session


def has_model(state: State, session: Session) -> bool:
    """Whether a model may have a part in this session."""
    return state.model is not None and not session.rules_only


def is_away(state: State) -> bool:
    """Whether the model did not answer when it was last asked."""
    return state.model is not None and state.model.model.is_away


async def wish_for_opinion(state: State, session: Session) -> Opinion | None:
    """The opinion that is formed from now on; None where the session keeps to the rules.

    Raises:
        NoFeedbackError: there is no report to give a second opinion on.
    """
    feedback = await feedback_of(state.database, session.id)
    if not has_model(state, session):
        return None
    return await ask_for_opinion(state, session, feedback.judgement)


async def opinion_on(state: State, session: Session) -> Opinion | None:
    """The opinion as far as it has come; one that waits is taken up, or failed without a model.

    None too where the session keeps to the rules: what there is of it stays kept, and is not shown.

    Raises:
        NoFeedbackError: there is no report.
    """
    feedback = await feedback_of(state.database, session.id)
    opinion = None if session.rules_only else await opinion_of(state.database, session.id)
    if opinion is None or opinion.state != "waiting":
        return opinion
    if state.model is None:
        return replace(opinion, state="failed")
    begin_forming(state, session, feedback.judgement)
    return opinion


@asynccontextmanager
async def opinions_taken_up(state: State) -> AsyncIterator[None]:
    """Takes up what a process has left unfinished, now and for as long as the block runs."""
    if state.model is None:
        yield
        return
    task = asyncio.create_task(take_up_opinions(state))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def take_up_opinions(state: State) -> None:
    while True:
        with suppress(StoreUnavailableError):  # later, then; the health of the store is told
            for session in await waiting_opinions(state.database):
                with suppress(NoFeedbackError):  # it was deleted meanwhile
                    feedback = await feedback_of(state.database, session.id)
                    begin_forming(state, session, feedback.judgement)
        await asyncio.sleep(state.lease_times.left_sought_every_s)
