"""The URLs of one answer again."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.again.model import (
    AttemptBody,
    AttemptForm,
    Attempts,
    AttemptsBody,
    body_of_attempt,
)
from app.again.records import TooManyAttemptsError, find_attempts, make_attempt
from app.errors import ValidationError
from app.feedback.model import next_untried, url_of
from app.feedback.records import answers_again, feedback_of
from app.interview.bodies import question_message
from app.review.interviewing import interviewer_of
from app.sessions.model import Session
from app.web.forms import read_form
from app.web.limits import limited
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, refuse, show, swap

NOTHING_TYPED: dict[str, object] = {"error": None, "answer": ""}
PAGE = View("templates/answer_again.html", "partials/answer_again_changed.html", NOTHING_TYPED)
ANSWER_LIMIT_BYTES = 256 * 1024  # 10,000 characters, each of nine bytes in a form


@get("/session/{session_id:str}/answer/{number:str}", opt=contract(AttemptsBody))
async def answer_again(
    request: Request, session: NamedDependency[Session], number: FromPath[str]
) -> Response:
    """What was said to one question, in the interview and later, and the form for another."""
    _, found = await find_attempts(request.db, session, number)
    json = AttemptsBody(
        question_message(session.id, found.turn),
        [body_of_attempt(each) for each in (found.first, *found.later)],
    )
    return await show(request, PAGE, json=json, **await context(request, session, found))


@post(
    "/session/{session_id:str}/answer/{number:str}",
    opt=contract(AttemptBody, form=AttemptForm, conflicts=True, outcomes=[TooManyAttemptsError]),
    middleware=limited("judgements"),
    request_max_body_size=ANSWER_LIMIT_BYTES,
)
async def take_attempt(
    request: Request, session: NamedDependency[Session], number: FromPath[str]
) -> Response:
    """Judge another answer and keep it; the report of the interview stays as it is."""
    form = await read_form(request, AttemptForm)
    interview, found = await find_attempts(request.db, session, number)
    name = f"answer {session.id} {found.turn.number}"
    request_id = request.request_id(name, form.request_key, form.answer)
    interviewer = interviewer_of(request, session)
    try:
        form.check()
        made = await make_attempt(
            request.db, interviewer, interview, found.turn, form.answer, request_id
        )
    except (ValidationError, TooManyAttemptsError) as error:
        shown = await context(request, session, found, answer=form.answer)
        return refuse(request, PAGE, error, **shown)
    _, now = await find_attempts(request.db, session, number)
    url = f"{session.url}/answer/{found.turn.number}"
    shown = await context(request, session, now)
    return swap(request, PAGE, url, body_of_attempt(made), **shown)


async def context(
    request: Request, session: Session, attempts: Attempts, **more: Any
) -> dict[str, Any]:
    """What the page and its parts need."""
    report = (await feedback_of(request.db, session.id)).judgement
    again = await answers_again(request.db, session.id, report)
    step = next_untried(report, again)
    return {
        "session": session,
        "attempts": attempts,
        "next_step": step,
        "next_url": url_of(step, session) if step else session.feedback_url,
        "draft_key": request.draft_key(f"answer {session.id} {attempts.turn.number}"),
        "flag_sentences": interviewer_of(request, session).flag_sentences,
        **more,
    }
