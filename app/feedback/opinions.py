"""The second opinion beside a report: asked for once there is one, and taken up after a start."""

from litestar.datastructures import State
from msgspec.structs import replace

from app.feedback.records import feedback_of
from app.interviewer.language_model.shapes import Opinion
from app.opinion.forming import ask_for_opinion, begin_forming
from app.opinion.records import opinion_of, waiting_opinions
from app.sessions.model import Session


def has_model(state: State, session: Session) -> bool:
    """Whether a model may have a part in this session."""
    return state.model is not None and not session.rules_only


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


async def go_on_with_opinions(state: State) -> None:
    """Take up every opinion that a former process has left unfinished."""
    if state.model is not None:
        for session in await waiting_opinions(state.database):
            feedback = await feedback_of(state.database, session.id)
            begin_forming(state, session, feedback.judgement)
