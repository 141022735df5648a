"""The URLs of the review."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency

from app.clock import microseconds_of
from app.errors import ValidationError
from app.review.choosing import choose, review_of, review_of_plan
from app.review.form import ReviewForm, read_review_form
from app.review.interviewing import interviewer_of, read
from app.review.model import Chosen, OtherDocumentsError, Review, ReviewBody
from app.review.records import (
    BegunError,
    MissingDocumentsError,
    keep_choices,
    plan_of,
    sources_of,
)
from app.review.second_reading import looked_at, read_by
from app.sessions.model import Session
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, refuse, show, swap

FRESH: dict[str, object] = {"error": None, "errors": {}, "typed": None, "second_reading": None}
PAGE = View("templates/review.html", "partials/review.html", FRESH)


@get("/session/{session_id:str}/review", opt=contract(ReviewBody, redirects=True))
async def review(request: Request, session: NamedDependency[Session]) -> Response:
    """What was read from the documents; once the interview has begun, what it was planned from."""
    more: dict[str, object] = {}
    if planned := await plan_of(request.db, session.id):
        found = review_of_plan(*planned)
        more["second_reading"] = read_by(planned[0].read_by)
    else:
        try:
            sources = await sources_of(request.db, session)
        except MissingDocumentsError as error:
            return refuse(request, session.upload_url, error)
        interviewer, documents = interviewer_of(request, session), sources.documents(session)
        readings = await read(interviewer, documents, sources.read_by_model)
        found = await review_of(interviewer, documents, readings, sources.chosen)
        more["second_reading"] = await looked_at(request, session, readings)
    return await show(request, PAGE, json=found.body, **context(request, session, found, **more))


@post(
    "/session/{session_id:str}/review",
    opt=contract(ReviewBody, form=ReviewForm, conflicts=True),
)
async def choose_for_interview(request: Request, session: NamedDependency[Session]) -> Response:
    """Save all that is chosen; with `start`, go on to the interview."""
    form = await read_review_form(request)
    more: dict[str, object]
    if planned := await plan_of(request.db, session.id):
        found = review_of_plan(*planned)
        more = {"second_reading": read_by(planned[0].read_by)}
        return refuse(request, PAGE, BegunError(), **context(request, session, found, **more))
    try:
        sources = await sources_of(request.db, session)
    except MissingDocumentsError as error:
        return refuse(request, session.upload_url, error)
    interviewer, documents = interviewer_of(request, session), sources.documents(session)
    readings = await read(interviewer, documents, sources.read_by_model)
    try:
        chosen = await choose(interviewer, documents, readings, form)
    except (ValidationError, OtherDocumentsError) as error:
        found = await review_of(interviewer, documents, readings, sources.chosen)
        more = {
            "typed": "\n".join(form.add),
            "second_reading": await looked_at(request, session, readings),
        }
        return refuse(request, PAGE, error, **context(request, session, found, **more))
    chosen = await keep(request, session, chosen)
    found = await review_of(interviewer, documents, readings, chosen)
    if form.start:
        return go(request, session.interview_url, found.body)
    more = {"second_reading": await looked_at(request, session, readings)}
    shown = context(request, session, found, **more)
    return swap(request, PAGE, session.review_url, found.body, **shown)


async def keep(request: Request, session: Session, chosen: Chosen) -> Chosen:
    """Keep it as of the request's arrival, and give what then stands."""
    sent_at, request_id = microseconds_of(request.arrived_at), request.request_id("review")
    return await keep_choices(request.db, session.id, chosen, sent_at, request_id)


def context(request: Request, session: Session, found: Review, **more: Any) -> dict[str, Any]:
    """What the page and its parts need."""
    draft_key = request.draft_key(f"review {session.id}")
    return {"session": session, "review": found, "draft_key": draft_key, **more}
