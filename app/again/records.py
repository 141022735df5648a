"""Attempts in the store: each is kept once for the request that made it."""

import msgspec

from app.again.model import Attempt, Attempts, answered_turn, attempts_of
from app.clock import microseconds_now, moment_of
from app.errors import NOTHING_IS_LOST, ConflictError, GoneError
from app.feedback.records import feedback_of
from app.interview.model import AskedTurn, Interview
from app.interview.records import documents_planned_from, interview_again
from app.interviewer.interface import Interviewer
from app.interviewer.model import AttemptJudgement
from app.sessions.model import Session
from app.store import Database, queries_beside

queries = queries_beside(__file__)

SHOWN = 20  # of the later attempts, the newest; more make a page that nobody reads
MOST = 100  # of a session: what an export of it then weighs can always be imported


class TooManyAttemptsError(ConflictError):
    code = "too_many_attempts"
    heading = "That was a lot of practice"
    sentence = (
        f"The answers of this interview were given again {MOST} times, which is as often as can be "
        "kept. Please practise again: that begins a new interview on the same documents."
    )
    reason = NOTHING_IS_LOST


async def find_attempts(db: Database, session: Session, number: str) -> tuple[Interview, Attempts]:
    """The interview of this session, and all that was said to its question of this number.

    Raises:
        NoFeedbackError: there is no report yet.
        NotAnsweredError: there is no such question, or it was skipped.
    """
    feedback = await feedback_of(db, session.id)
    interview = await interview_again(db, session)
    turn = answered_turn(interview, number)
    later = await db.read(
        queries.attempts_of,
        attempt_row,
        session_id=session.id,
        turn_number=turn.number,
        count=SHOWN,
    )
    return interview, attempts_of(feedback, turn, later)


async def make_attempt(
    db: Database,
    interviewer: Interviewer,
    interview: Interview,
    turn: AskedTurn,
    answer: str,
    request_id: bytes | None,
) -> Attempt:
    """The attempt with this answer, judged and kept; the same request gets the same one again.

    Raises:
        TooManyAttemptsError: the session has MOST of them.
    """
    session = interview.session
    if made := await made_before(db, session.id, turn.number, request_id):
        return made
    if (await db.read(queries.count_attempts, int, session_id=session.id))[0] >= MOST:
        raise TooManyAttemptsError
    documents = await documents_planned_from(db, session)
    judgement = await interviewer.judge_attempt(
        documents, interview.plan, interview.told, turn.number, answer
    )
    for attempt in await db.write(
        queries.keep_attempt,
        attempt_row,
        session_id=session.id,
        turn_number=turn.number,
        answer=answer,
        judgement=msgspec.json.encode(judgement).decode(),
        answered_at=microseconds_now(),
        request_key=request_id,
    ):
        return attempt
    if made := await made_before(db, session.id, turn.number, request_id):
        return made
    raise GoneError


async def made_before(
    db: Database, session_id: int, number: int, request_id: bytes | None
) -> Attempt | None:
    """The attempt that this very request made."""
    for made in await db.read(
        queries.attempt_made,
        attempt_row,
        session_id=session_id,
        turn_number=number,
        request_key=request_id,
    ):
        return made
    return None


def attempt_row(number: int, answer: str, judgement: str, answered_at: int) -> Attempt:
    kept = msgspec.json.decode(judgement, type=AttemptJudgement)
    when = moment_of(answered_at)
    return Attempt(number, answer, kept.answer, kept.items, when, kept.scored_by)
