"""Who asks and who judges: pure rules behind one interface; knows no database and no HTTP."""

from functools import cache

from app.interview.interviewer.interface import Interviewer
from app.interview.interviewer.rules import RulesInterviewer

__all__ = ["Interviewer", "interviewer"]


@cache
def interviewer() -> Interviewer:
    """Whoever asks and judges here."""
    return RulesInterviewer()
