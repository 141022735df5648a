"""The URLs of an interview."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency

from app.errors import ValidationError
from app.interview.model import (
    AnswerForm,
    Interview,
    InterviewBody,
    NextBody,
    body_of,
    next_of,
    progress_of,
)
from app.interview.records import begun, interview_of, keep_answer, plan_of
from app.sessions.model import Session
from app.sessions.records import session_of
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, refuse, send_back, show, swap

PAGE = View("templates/interview.html", "partials/interview.html", {"error": None})
ANSWER_LIMIT_BYTES = 256 * 1024  # 10,000 characters, each of nine bytes in a form


@get("/session/{session_id:str}/interview", opt=contract(InterviewBody, redirects=True))
async def interview(request: Request, session: NamedDependency[Session]) -> Response:
    """The interview as it stands; the first visit asks the first question."""
    try:
        found = await seen(request, session)
    except ValidationError as error:
        return send_back(request, session.upload_url, error)
    session = await session_of(request, session.id)
    return await show(request, PAGE, json=body_of(found), **context(session, found))


@post(
    "/session/{session_id:str}/message",
    opt=contract(NextBody, form=AnswerForm),
    request_max_body_size=ANSWER_LIMIT_BYTES,
)
async def message(request: Request, session: NamedDependency[Session]) -> Response:
    """Take the answer to the open question, and ask the next one."""
    form = await read_form(request, AnswerForm)
    try:
        found = await begun(request.db, session)
    except ValidationError as error:
        return send_back(request, session.upload_url, error)
    if fault := found.fault(form):
        return refuse(request, PAGE, fault, **context(session, found, form.answer))
    if found.waits_for(form):
        found = await keep_answer(request.db, session, found, form.answer)
        session = await session_of(request, session.id)
    late = form.answer if found.holds_another(form) else ""
    shown = context(session, found, late_answer=late)
    return swap(request, PAGE, session.interview_url, next_of(found), **shown)


async def seen(request: Request, session: Session) -> Interview:
    """The interview; one that a browser fetches ahead of a visit does not begin by that."""
    if request.is_prefetch:
        return await interview_of(request.db, session) or await plan_of(session)
    return await begun(request.db, session)


def context(
    session: Session, interview: Interview, answer: str = "", late_answer: str = ""
) -> dict[str, Any]:
    """What the interview page and its parts need."""
    return {
        "session": session,
        "interview": interview,
        "progress": progress_of(interview),
        "answer": answer,
        "late_answer": late_answer,
    }
