"""What the rules of an export file are told with, and those that stand in every part of it."""

import re
from datetime import datetime

from app.clock import EPOCH, MICROSECOND
from app.errors import ValidationError

LAST_MOMENT = datetime(9999, 12, 31, tzinfo=EPOCH.tzinfo)
REQUIREMENT_ID = re.compile("[a-z][0-9a-z]{0,40}", re.ASCII)


def require(holds: object, sentence: str) -> None:
    if not holds:
        raise ValidationError(sentence)


def check_moment(*moments: datetime | None) -> None:
    for moment in moments:
        require(
            moment is None or EPOCH + MICROSECOND <= moment < LAST_MOMENT,
            "it has a date before 1970 or after 9999",
        )


def check_requirement_id(requirement_id: str | None) -> None:
    is_id = requirement_id is None or REQUIREMENT_ID.fullmatch(requirement_id)
    require(is_id, "the id of a requirement can't be right")
