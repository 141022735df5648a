"""The URLs of the report."""

from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency

from app.feedback.markdown import file_name, markdown_of
from app.feedback.model import (
    AgainForm,
    Completed,
    Feedback,
    FeedbackBody,
    OpinionBody,
    ShownOpinion,
    chains,
    next_untried,
    place_of,
    report_of,
    sources_of,
    spent_on,
    told_turns,
    url_of,
)
from app.feedback.opinions import has_model, is_away, opinion_on, wish_for_opinion
from app.feedback.records import (
    AlreadyGeneratedError,
    answers_again,
    begin_again,
    compared_with_last_run,
    complete,
    feedback_of,
)
from app.interview.model import Interview
from app.interview.records import documents_planned_from, interview_again
from app.interviewer.language_model.shapes import Opinion
from app.review.interviewing import interviewer_of
from app.sessions.access import owner_of_new
from app.sessions.model import Created, Session, interview_url
from app.sessions.records import TooManySessionsError
from app.web.forms import read_form
from app.web.limits import limited
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, refuse, show, swap, text_response

PAGE = View("templates/feedback.html", "partials/feedback.html")
OPINION = View("templates/opinion.html", "partials/opinion_changed.html")


@post(
    "/session/{session_id:str}/complete",
    opt=contract(Completed, redirects=True),
    middleware=limited("judgements"),
)
async def complete_interview(request: Request, session: NamedDependency[Session]) -> Response:
    """End the interview, make its report, and go on to it."""
    request_id = request.request_id(f"complete {session.id}")
    try:
        feedback_id = await complete(
            request.db, interviewer_of(request, session), session, request_id
        )
    except AlreadyGeneratedError as error:
        return refuse(request, session.feedback_url, error)
    if not await opinion_on(request.app.state, session):
        await wish_for_opinion(request.app.state, session)
    return go(request, session.feedback_url, Completed(session.feedback_url, feedback_id))


@get("/session/{session_id:str}/feedback", opt=contract(FeedbackBody))
async def feedback(request: Request, session: NamedDependency[Session]) -> Response:
    """The report, as a page, JSON or Markdown."""
    found, interview = await report(request, session)
    documents = await documents_planned_from(request.db, session)
    compared = await compared_with_last_run(request.db, found)
    kept = await opinion_on(request.app.state, session)
    again = await answers_again(request.db, session.id, found.judgement)
    return await show(
        request,
        PAGE,
        json=FeedbackBody(report_of(found, interview, compared, kept)),
        markdown=partial(markdown_of, found.in_zone(request.time_zone), interview, compared, kept),
        draft_key=request.draft_key(f"interview {session.id}"),
        interview=interview,
        compared=compared,
        **opinion_context(request, session, found, kept, interview),
        answered_again=again,
        next_step=next_untried(found.judgement, again),
        url_of=partial(url_of, session=session),
        created_at=found.created_at,
        told=told_turns(interview, found.judgement),
        chains=chains(interview),
        sources=sources_of(documents),
        place_of=partial(place_of, documents=documents),
        anchors=interviewer_of(request, session).anchors,
    )


@get("/session/{session_id:str}/feedback.md")
async def feedback_file(request: Request, session: NamedDependency[Session]) -> Response:
    """The report as a Markdown file to keep."""
    found, interview = await report(request, session)
    compared = await compared_with_last_run(request.db, found)
    there = found.in_zone(request.time_zone)
    opinion = await opinion_on(request.app.state, session)
    text = markdown_of(there, interview, compared, opinion)
    return text_response(text, file_name=file_name(there, interview))


@get("/session/{session_id:str}/feedback/opinion", opt=contract(OpinionBody))
async def opinion(request: Request, session: NamedDependency[Session]) -> Response:
    """The second opinion as far as it has come; its fragment asks again until it is whole."""
    found, interview = await report(request, session)
    kept = await opinion_on(request.app.state, session)
    shown = opinion_context(request, session, found, kept, interview)
    return await show(request, OPINION, json=OpinionBody(kept), **shown)


@post(
    "/session/{session_id:str}/feedback/opinion",
    opt=contract(OpinionBody, redirects=True),
    middleware=limited("judgements"),
)
async def ask_again(request: Request, session: NamedDependency[Session]) -> Response:
    """Ask for the second opinion, again where it failed."""
    found, interview = await report(request, session)
    asked = await wish_for_opinion(request.app.state, session)
    shown = opinion_context(request, session, found, asked, interview)
    return swap(request, OPINION, f"{session.feedback_url}#opinion", OpinionBody(asked), **shown)


def opinion_context(
    request: Request,
    session: Session,
    found: Feedback,
    kept: Opinion | None,
    interview: Interview,
) -> dict[str, Any]:
    """What the parts of the second opinion need, and which of them a page lacks that has some."""
    query = request.query_params
    there = ShownOpinion(query.get("by", ""), query.get("shown", ""))
    return {
        "session": session,
        "judgement": found.judgement,
        "opinion": kept,
        "has_model": has_model(request.app.state, session),
        "is_away": is_away(request.app.state),
        "late": there.without(kept, found.judgement.answers),
        "spent": spent_on(interview, kept),
        "flag_sentences": interviewer_of(request, session).flag_sentences,
    }


@post(
    "/session/{session_id:str}/again",
    opt=contract(Created, form=AgainForm, conflicts=True, outcomes=[TooManySessionsError]),
    middleware=limited("creates"),
)
async def again(request: Request, session: NamedDependency[Session]) -> Response:
    """Begin a new session with the same job and documents, and go on to its interview."""
    form = await read_form(request, AgainForm)
    owner = await owner_of_new(request, form.request_key)
    request_id = request.request_id(f"again {session.id}", form.request_key)
    most = request.settings.sessions_per_visitor
    copy_id = await begin_again(request.db, owner, session.id, request_id, most)
    created = Created(interview_url(copy_id), copy_id)
    return go(request, created.redirect, created, cookie=owner.cookie(request.is_https))


async def report(request: Request, session: Session) -> tuple[Feedback, Interview]:
    """The report of this session and the interview that it is on.

    Raises:
        NoFeedbackError: there is no report.
    """
    found = await feedback_of(request.db, session.id)
    return found, await interview_again(request.db, session)
