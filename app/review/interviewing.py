"""Who reads and interviews for whoever asks; where the thoughts run is for `thinking`."""

from functools import partial

from app.clock import now
from app.interviewer.interface import Interviewer, Think
from app.interviewer.interviewers import Interviewers
from app.interviewer.language_model.service import ModelService
from app.interviewer.model import Documents, Reading
from app.interviewer.rules.interviewer import RulesInterviewer
from app.review.readings import Readings
from app.sessions.model import Session
from app.web.request import Request


def interviewer_of(request: Request, session: Session) -> Interviewer:
    """Who interviews in this session; the thoughts end when the visitor leaves."""
    return interviewer_with(request, session, request.think)


def interviewer_beside(request: Request, session: Session) -> Interviewer:
    """The same for what goes on after the request, in this visitor's turn too."""
    think = partial(request.app.state.thinking.think, request.visitor.key)
    return interviewer_with(request, session, think)


def interviewer_with(request: Request, session: Session, think: Think) -> Interviewer:
    rules = RulesInterviewer(request.app.state.rules, think)
    model: ModelService | None = request.app.state.model
    if model is None or session.rules_only:
        return Interviewers(rules)
    return Interviewers(model.interviewer(rules), rules)


async def read(interviewer: Interviewer, documents: Documents, kept: Reading | None) -> Readings:
    """What the rules understand of the documents today, and what a model that reads for this
    interviewer has understood of them (`kept`).
    """
    by_rules = await interviewer.read(documents, now().date())
    return Readings(by_rules, kept if interviewer.model_name else None)
