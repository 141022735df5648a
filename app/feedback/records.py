"""Reports in the store: made once for an interview; and the same session begun again."""

import msgspec

from app.clock import microseconds_now, moment_of
from app.errors import GoneError, NotFoundError, ValidationError
from app.feedback.comparison import AnsweredAgain, Comparison, answered_again, comparison
from app.feedback.model import Feedback
from app.interview.records import documents_planned_from, end_in_turn, interview_again
from app.interviewer.interface import Interviewer
from app.interviewer.model import AttemptJudgement, Judgement
from app.sessions.model import Session, feedback_url
from app.sessions.records import know, new_uid, refuse_over_quota
from app.store import Database, Transaction, queries_beside, the_one
from app.web.visitor import Visitor

queries = queries_beside(__file__)


class ReportMade(msgspec.Struct, frozen=True):
    """A report by its id, and the request that made it."""

    id: int
    request_key: bytes | None


class NothingAnsweredError(ValidationError):
    heading = "There is nothing to report on yet"
    sentence = "Cannot generate feedback for an empty interview."


class AlreadyGeneratedError(ValidationError):
    heading = "There is a report already"
    sentence = "Feedback has already been generated for this session."


class NoFeedbackError(NotFoundError):
    heading = "There is no report yet"
    sentence = "Feedback for session not found."


async def complete(
    db: Database, interviewer: Interviewer, session: Session, request_id: bytes | None
) -> int:
    """The id of the report on the interview of this session, which can't go on after it.

    Raises:
        NothingAnsweredError: nothing was answered.
        AlreadyGeneratedError: there is a report, which another request made.
    """
    if feedback_id := await made_before(db, session.id, request_id):
        return feedback_id
    has_begun = session.standing.question_count > 0
    if not has_begun or not (await interview_again(db, session)).answered:
        raise NothingAnsweredError
    await db.transact(end_in_turn, session.id)  # first, so that no answer comes that was not judged
    ended = await interview_again(db, session)
    documents = await documents_planned_from(db, session)
    judgement = await interviewer.judge(documents, ended.plan, ended.told)
    return await keep(db, session.id, judgement, request_id)


async def made_before(db: Database, session_id: int, request_id: bytes | None) -> int | None:
    """The report that this very request made; None where there is none.

    Raises:
        AlreadyGeneratedError: there is one, which another request made.
    """
    for made in await db.read(queries.report_made, ReportMade, session_id=session_id):
        if request_id and made.request_key == request_id:
            return made.id
        raise AlreadyGeneratedError
    return None


async def keep(
    db: Database, session_id: int, judgement: Judgement, request_id: bytes | None
) -> int:
    for feedback_id in await db.write(
        queries.keep_feedback,
        int,
        session_id=session_id,
        interview_score=judgement.interview_score,
        scored_by=judgement.scored_by,
        report=msgspec.json.encode(judgement).decode(),
        created_at=microseconds_now(),
        request_key=request_id,
    ):
        return feedback_id
    if made := await made_before(db, session_id, request_id):
        return made
    raise GoneError


async def feedback_of(db: Database, session_id: int) -> Feedback:
    """The report on the interview of this session.

    Raises:
        NoFeedbackError: there is none yet.
    """
    for feedback in await db.read(queries.feedback_of, feedback_row, session_id=session_id):
        return feedback
    raise NoFeedbackError


async def compared_with_last_run(db: Database, feedback: Feedback) -> Comparison | None:
    """The report beside the one before it on the same job; None where it is the first."""
    for url, earlier in await db.read(queries.report_before, earlier_row, feedback_id=feedback.id):
        return comparison(feedback.judgement, earlier, url)
    return None


async def answers_again(
    db: Database, session_id: int, report: Judgement
) -> dict[int, AnsweredAgain]:
    """What came of the answers that were given again after this report, by their numbers."""
    newest = await db.read(queries.newest_attempts, attempt_row, session_id=session_id)
    return answered_again(report, dict(newest))


async def begin_again(
    db: Database, visitor: Visitor, session_id: int, request_id: bytes | None, most: int
) -> int:
    """The id of a new session of this visitor with the same job and the same documents.

    It knows the first run at that job.

    Raises:
        SignedOutError: see `know`.
        TooManySessionsError: the visitor has `most` already (0: any number).
    """
    return await db.transact(copy, visitor, session_id, request_id, most)


async def copy(
    unit: Transaction, visitor: Visitor, session_id: int, request_id: bytes | None, most: int
) -> int:
    await know(unit, visitor)
    await refuse_over_quota(unit, visitor.key, most, request_id)
    copied = await unit.fetch(
        queries.copy_session,
        int,
        visitor=visitor.key,
        session_id=session_id,
        uid=new_uid(),
        now=microseconds_now(),
        request_key=request_id,
    )
    copy_id = the_one(copied)
    await unit.fetch(queries.copy_documents, str, session_id=session_id, copy_id=copy_id)
    await unit.fetch(queries.copy_choices, int, session_id=session_id, copy_id=copy_id)
    return copy_id


# How a row becomes a shape.


def feedback_row(id: int, report: str, created_at: int) -> Feedback:  # noqa: A002  # its column
    return Feedback(id, judgement_of(report), moment_of(created_at))


def earlier_row(session_id: int, report: str) -> tuple[str, Judgement]:
    return feedback_url(session_id), judgement_of(report)


def attempt_row(turn_number: int, judgement: str) -> tuple[int, AttemptJudgement]:
    return turn_number, msgspec.json.decode(judgement, type=AttemptJudgement)


def judgement_of(report: str) -> Judgement:
    return msgspec.json.decode(report, type=Judgement)
