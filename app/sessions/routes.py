"""The URLs of sessions: the landing page, the dashboard, and the form that begins one."""

from litestar import get, post
from litestar.di import NamedDependency
from msgspec.structs import replace

from app.errors import ValidationError
from app.sessions.access import owner_of_new
from app.sessions.model import Created, Recent, RecentSessions, Session, SessionForm, upload_url
from app.sessions.records import (
    TooManySessionsError,
    create_session,
    recent_bodies,
    recent_sessions,
    unfinished_session,
)
from app.web.forms import read_form
from app.web.limits import limited
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, refuse, show

FRESH: dict[str, object] = {"form": SessionForm(), "errors": {}, "is_known": False}
KNOWN = {**FRESH, "is_known": True}

LANDING = View("templates/landing.html", "partials/landing.html", {**FRESH, "far_model": ""})
DASHBOARD, DASHBOARD_OF_THE_KNOWN = (
    View("templates/dashboard.html", "partials/dashboard.html", {**context, "cards": None})
    for context in (FRESH, KNOWN)
)
RECENT_SESSIONS = View("templates/dashboard.html", "partials/recent_sessions.html", FRESH)
FORM = View("templates/dashboard.html", "partials/session_form.html", {"cards": None})


@get("/", opt=contract())
async def landing(request: Request) -> Response:
    """What Rehearse is, where to go on, and the form that begins a session."""
    visitor, far_model = request.visitor, request.settings.far_model_host
    if not visitor.token:
        view = replace(LANDING, context=FRESH | {"far_model": far_model}) if far_model else LANDING
        return await show(request, view)
    go_on = await unfinished_session(request.db, visitor.key)
    return await show(request, LANDING, is_known=True, go_on=go_on, far_model=far_model)


@get("/dashboard", opt=contract(RecentSessions))
async def dashboard(request: Request) -> Response:
    """The form that begins a session, and the recent sessions."""
    visitor = request.visitor
    view = DASHBOARD_OF_THE_KNOWN if visitor.token else DASHBOARD
    return await show(request, view, json=lambda: recent_bodies(request.db, visitor.key))


@get("/dashboard/recent", opt=contract(RecentSessions))
async def recent(request: Request) -> Response:
    """The recent sessions as cards; as a page, the dashboard with them in it."""
    visitor = request.visitor
    found = await recent_sessions(request.db, visitor.key) if visitor.token else Recent()
    return await show(
        request,
        RECENT_SESSIONS,
        json=lambda: recent_bodies(request.db, visitor.key),
        cookie=visitor.cookie(request.is_https) if found.cards else None,
        cards=found.cards,
        has_more=found.has_more,
        go_on=found.go_on,
        go_on_above=found.go_on_above,
        is_known=bool(found.cards),
    )


@post(
    "/session/create",
    opt=contract(Created, form=SessionForm, conflicts=True, outcomes=[TooManySessionsError]),
    middleware=limited("creates"),
)
async def create(request: Request) -> Response:
    """Begin a session, and go on to its documents."""
    form = await read_form(request, SessionForm)
    try:
        form.check()
    except ValidationError as error:
        is_known = bool(request.visitor.token)
        return refuse(request, FORM, error, form=form, is_known=is_known)
    owner = await owner_of_new(request, form.request_key)
    request_id = request.request_id("create", form.request_key, form.job_title, form.company_name)
    most = request.settings.sessions_per_visitor
    session_id = await create_session(request.db, owner, form, request_id, most)
    created = Created(upload_url(session_id), session_id)
    return go(request, created.redirect, created, cookie=owner.cookie(request.is_https))


@get("/session/{session_id:str}", opt=contract(has_page=False, redirects=True))
async def session_as_it_stands(request: Request, session: NamedDependency[Session]) -> Response:
    """Lead to where the session goes on."""
    return go(request, session.url_as_it_stands)
