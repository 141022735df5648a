"""Reports in the store: made once for an interview; and the same session begun again."""

import msgspec

from app.errors import NotFoundError, ValidationError
from app.feedback.model import AgainForm, Feedback
from app.interview.interviewer.model import Judgement
from app.interview.records import end, interview_of, judgement_of
from app.sessions.model import Session, microseconds_now, moment_of
from app.store import Database, Transaction, queries_beside
from app.web.visitor import Visitor

queries = queries_beside(__file__)


class AlreadyGeneratedError(ValidationError):
    sentence = "Feedback has already been generated for this session."


async def complete(db: Database, session: Session) -> int:
    """The id of the report on the interview of this session, which can't go on after it.

    Raises:
        ValidationError: nothing was answered.
        AlreadyGeneratedError: there is a report.
    """
    interview = await interview_of(db, session)
    if interview is None or not interview.answered:
        raise ValidationError("Cannot generate feedback for an empty interview.")
    await db.transact(end, session.id)  # first, so that no answer comes that was not judged
    ended = await interview_of(db, session) or interview
    return await keep(db, session.id, await judgement_of(ended))


async def keep(db: Database, session_id: int, judgement: Judgement) -> int:
    for feedback_id in await db.write(
        queries.keep_feedback,
        int,
        session_id=session_id,
        interview_score=judgement.interview_score,
        report=msgspec.json.encode(judgement).decode(),
        created_at=microseconds_now(),
    ):
        return feedback_id
    raise AlreadyGeneratedError


async def feedback_of(db: Database, session_id: int) -> Feedback:
    """The report on the interview of this session.

    Raises:
        NotFoundError: there is none yet.
    """
    for feedback in await db.read(queries.feedback_of, kept, session_id=session_id):
        return feedback
    raise NotFoundError("Feedback for session not found.")


async def begin_again(db: Database, visitor: Visitor, session_id: int, form: AgainForm) -> int:
    """The id of a new session with the same job and the same documents."""
    return await db.transact(copy, visitor.key, session_id, form.request_id(session_id))


async def copy(unit: Transaction, owner: bytes, session_id: int, request_key: bytes | None) -> int:
    (copy_id,) = await unit.fetch(
        queries.copy_session,
        int,
        owner=owner,
        session_id=session_id,
        created_at=microseconds_now(),
        request_key=request_key,
    )
    await unit.fetch(queries.copy_documents, str, session_id=session_id, copy_id=copy_id)
    return copy_id


def kept(id_: int, report: str, created_at: int) -> Feedback:
    return Feedback(id_, msgspec.json.decode(report, type=Judgement), moment_of(created_at))
