"""Who interviews whoever asks; where the thoughts run is for `thinking`."""

from functools import partial

from app.interviewer.interface import Interviewer, Think
from app.interviewer.interviewers import Interviewers
from app.interviewer.rules.interviewer import RulesInterviewer
from app.web.request import Request


def interviewer_of(request: Request) -> Interviewer:
    """The interviewer, whose thoughts wait for this visitor's turn and end when they leave."""
    return interviewer_with(request, request.think)


def interviewer_beside(request: Request) -> Interviewer:
    """The same for what goes on after the request, in this visitor's turn too."""
    return interviewer_with(request, partial(request.app.state.thinking.think, request.visitor.key))


def interviewer_with(request: Request, think: Think) -> Interviewer:
    return Interviewers(RulesInterviewer(request.app.state.rules, think))
