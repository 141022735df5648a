"""The rules in English, made once for all tests, and what they plan where nothing was chosen."""

from datetime import date

from app.interviewer.model import Choices, Documents, Plan
from app.interviewer.rules.engine import Rules
from app.interviewer.rules.language import Language
from tests.roles import TODAY

ENGLISH = Language.load("en")
RULES = Rules(ENGLISH)


def planned(documents: Documents, interview_id: int = 1, today: date = TODAY) -> Plan:
    """The plan of an interview that begins with what was read."""
    return RULES.plan(documents, RULES.read(documents, today), Choices(), interview_id)
