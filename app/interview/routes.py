"""The URLs of an interview."""

from contextlib import suppress
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from msgspec.structs import replace

from app.errors import AIServiceError, RehearseError, ValidationError
from app.interview.bodies import (
    InterviewBody,
    NextBody,
    body_of,
    next_after,
    next_of,
    progress_of,
)
from app.interview.model import AnswerForm, Interview
from app.interview.records import (
    ask_next,
    begin_or_resume,
    interview_of,
    keep_answer,
    keep_rephrasing,
)
from app.interviewer.language_model.service import ModelService
from app.review.interviewing import interviewer_beside, interviewer_of
from app.review.records import MissingDocumentsError
from app.sessions.model import Session
from app.sessions.records import as_it_keeps_to_rules
from app.web.forms import read_form
from app.web.limits import limited
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, refuse, show, swap

NOTHING_TYPED: dict[str, object] = {"error": None, "answer": "", "late_answer": ""}
PAGE = View("templates/interview.html", "partials/interview_changed.html", NOTHING_TYPED)
READY = View("templates/interview_ready.html", "partials/interview_ready.html")
ANSWER_LIMIT_BYTES = 256 * 1024  # 10,000 characters, each of nine bytes in a form


@get(
    "/session/{session_id:str}/interview",
    opt=contract(InterviewBody, redirects=True, conflicts=True),
)
async def interview(request: Request, session: NamedDependency[Session]) -> Response:
    """The interview as it stands; the first visit asks the first question."""
    try:
        found = await seen(request, session)
    except MissingDocumentsError as error:
        return refuse(request, session.upload_url, error)
    json = body_of(session, found)
    if found is None:
        return await show(request, READY, json=json, session=session)
    await have_asked(request, found)
    return await show(request, PAGE, json=json, **context(request, found))


async def seen(request: Request, session: Session) -> Interview | None:
    """The interview; None where it could begin, and whoever asks is not here to begin it."""
    if request.is_visit or session.standing.missing:
        return await begin_or_resume(request.db, interviewer_of(request, session), session)
    return await interview_of(request.db, session)


async def have_asked(request: Request, interview: Interview) -> None:
    """Let the next question be made where that takes time, and wait for nothing.

    Raises:
        AIServiceError: why the last try failed; another has begun.
    """
    if interview.is_being_asked:
        background, session = request.app.state.background, interview.session
        name = f"question {session.id}"
        failure = await background.take_failure(name)
        background.begin(name, partial(ask_beside, request, session))
        if failure:
            raise AIServiceError(failure)


async def ask_beside(request: Request, session: Session) -> None:
    """Ask the next question of a session, which may keep to the rules by now."""
    session = await as_it_keeps_to_rules(request.db, session)
    await ask_next(request.db, interviewer_beside(request, session), session)


@post(
    "/session/{session_id:str}/message",
    opt=contract(NextBody, form=AnswerForm, conflicts=True),
    middleware=limited("judgements"),
    request_max_body_size=ANSWER_LIMIT_BYTES,
)
async def message(request: Request, session: NamedDependency[Session]) -> Response:
    """Take the answer to the open question, or skip it, and ask the next; or ask it differently."""
    form = await read_form(request, AnswerForm)
    request_id = request.request_id(f"message {session.id}")
    interviewer = interviewer_of(request, session)
    try:
        found = await begin_or_resume(request.db, interviewer, session)
    except MissingDocumentsError as error:
        return refuse(request, session.upload_url, error)
    if number := found.number_answered_by(request_id):
        first = next_after(found, number, takes_time=interviewer.takes_time(found.plan))
        return swapped(request, found, first)
    try:
        found.check(form)
        if form.is_rephrase:
            return await rephrased(request, found, form, request_id)
    except (ValidationError, AIServiceError) as error:
        return refuse(request, PAGE, error, **context(request, found, answer=form.answer))
    if found.waits_for(form, request.arrived_at):
        found = await keep_answer(request.db, interviewer, found, form, request_id)
    late_answer = form.answer if found.holds_another(form) else ""
    with suppress(RehearseError):  # the answer is kept, and the next look tells
        await have_asked(request, found)
    return swapped(request, found, next_of(found), late_answer=late_answer)


async def rephrased(
    request: Request, interview: Interview, form: AnswerForm, request_id: bytes | None
) -> Response:
    """The interview with its open question in other words; what was typed stays in the box."""
    if not interview.waits_for(form, request.arrived_at):
        return swapped(request, interview, next_of(interview))
    interviewer = interviewer_of(request, interview.session)
    now = await keep_rephrasing(request.db, interviewer, interview, request_id)
    typed = form.answer
    return swapped(request, now, next_of(now), answer=typed, stays=bool(typed))


def swapped(
    request: Request, interview: Interview, json: NextBody, *, stays: bool = False, **more: Any
) -> Response:
    """The interview in place of the one that the client has."""
    url = interview.session.interview_url
    return swap(request, PAGE, url, json, stays=stays, **context(request, interview, **more))


def context(request: Request, interview: Interview, **more: Any) -> dict[str, Any]:
    """What the interview page and its parts need."""
    service = words_of(request, interview)
    return {
        "session": replace(interview.session, standing=interview.standing),
        "interview": interview,
        "progress": progress_of(interview),
        "model": service.model if service else None,
        "usual_s": service.usual_s if service else None,
        "draft_key": request.draft_key(f"interview {interview.session.id}"),
        **more,
    }


def words_of(request: Request, interview: Interview) -> ModelService | None:
    """Whose language model words the questions that are still to come, if any does."""
    goes_on = interviewer_of(request, interview.session)
    service: ModelService | None = request.app.state.model
    return service if goes_on.takes_time(interview.plan) else None
