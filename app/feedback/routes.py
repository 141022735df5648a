"""The URLs of the report."""

from functools import partial

from litestar import get, post
from litestar.di import NamedDependency

from app.feedback.markdown import markdown_of
from app.feedback.model import (
    AgainForm,
    Completed,
    Feedback,
    FeedbackBody,
    chains,
    place_of,
    report_of,
)
from app.feedback.records import AlreadyGeneratedError, begin_again, complete, feedback_of
from app.interview.interviewer.rubric import anchors
from app.interview.model import Interview
from app.interview.records import interview_of
from app.sessions.model import Created, Session, interview_url
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, go_anyway, show, text

PAGE = View("templates/feedback.html", "partials/feedback.html")


@post("/session/{session_id:str}/complete", opt=contract(Completed, redirects=True))
async def complete_interview(request: Request, session: NamedDependency[Session]) -> Response:
    """End the interview and make its report; on to it."""
    try:
        feedback_id = await complete(request.db, session)
    except AlreadyGeneratedError as error:
        return go_anyway(request, session.feedback_url, error)
    return go(request, session.feedback_url, Completed(session.feedback_url, feedback_id))


@get("/session/{session_id:str}/feedback", opt=contract(FeedbackBody))
async def feedback(request: Request, session: NamedDependency[Session]) -> Response:
    """The report, as a page, JSON or Markdown."""
    found, interview = await report(request, session)
    return await show(
        request,
        PAGE,
        json=FeedbackBody(report_of(found, interview)),
        markdown=partial(markdown_of, found, interview),
        session=session,
        interview=interview,
        judgement=found.judgement,
        created_at=found.created_at,
        chains=chains(interview),
        place_of=partial(place_of, interview=interview),
        anchors=anchors(),
    )


@get("/session/{session_id:str}/feedback.md")
async def feedback_file(request: Request, session: NamedDependency[Session]) -> Response:
    """The report as a Markdown file to keep."""
    found, interview = await report(request, session)
    return text(markdown_of(found, interview), file_name=f"rehearse-{session.id}.md")


@post("/session/{session_id:str}/again", opt=contract(Created, form=AgainForm))
async def again(request: Request, session: NamedDependency[Session]) -> Response:
    """A new session with the same job and documents; on to its interview."""
    form = await read_form(request, AgainForm)
    copy_id = await begin_again(request.db, request.visitor, session.id, form)
    created = Created(interview_url(copy_id), copy_id)
    return go(request, created.redirect, created)


async def report(request: Request, session: Session) -> tuple[Feedback, Interview]:
    """The report of this session and the interview that it is on.

    Raises:
        NotFoundError: there is no report.
    """
    found = await feedback_of(request.db, session.id)
    interview = await interview_of(request.db, session)
    assert interview is not None  # the store keeps no report without its interview  # noqa: S101
    return found, interview
