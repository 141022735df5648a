"""Who interviews whoever asks; where the thoughts run is for `thinking`."""

from app.interviewer.interface import Interviewer
from app.interviewer.interviewers import Interviewers
from app.interviewer.rules.interviewer import RulesInterviewer
from app.web.request import Request


def interviewer_of(request: Request) -> Interviewer:
    """The interviewer, whose thoughts wait for this visitor's turn and end when they leave."""
    return Interviewers(RulesInterviewer(request.app.state.rules, request.think))
