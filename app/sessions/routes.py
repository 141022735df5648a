"""The URLs of sessions: the landing page, the dashboard, and the form that begins one."""

from litestar import get, post
from litestar.di import NamedDependency

from app.errors import ValidationError
from app.sessions.access import owner_of_new
from app.sessions.model import Created, RecentSessions, Session, SessionForm, upload_url
from app.sessions.records import create_session, recent_bodies, recent_sessions
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, refuse, show

FRESH = {"form": SessionForm(), "errors": {}}

LANDING = View("templates/landing.html", "partials/landing.html", FRESH)
DASHBOARD = View("templates/dashboard.html", "partials/dashboard.html", {**FRESH, "cards": None})
RECENT_SESSIONS = View("templates/dashboard.html", "partials/recent_sessions.html", FRESH)
FORM = View("templates/dashboard.html", "partials/session_form.html", {"cards": None})


@get("/", opt=contract())
async def landing(request: Request) -> Response:
    """What Rehearse is, and the form that begins a session."""
    return await show(request, LANDING)


@get("/dashboard", opt=contract(RecentSessions))
async def dashboard(request: Request) -> Response:
    """The form, and the place where the recent sessions arrive."""
    owner = request.visitor.key
    return await show(request, DASHBOARD, json=lambda: recent_bodies(request.db, owner))


@get("/dashboard/recent", opt=contract(RecentSessions))
async def recent(request: Request) -> Response:
    """The recent sessions as cards; as a page, the dashboard with them in it."""
    visitor = request.visitor
    cards = await recent_sessions(request.db, visitor.key) if visitor.token else []
    return await show(
        request,
        RECENT_SESSIONS,
        json=lambda: recent_bodies(request.db, visitor.key),
        cookie=visitor.cookie(request.is_https) if cards else None,
        cards=cards,
    )


@post("/session/create", opt=contract(Created, form=SessionForm))
async def create(request: Request) -> Response:
    """Begin a session; on to its upload page."""
    form = await read_form(request, SessionForm)
    try:
        form.check()
    except ValidationError as error:
        return refuse(request, FORM, error, form=form)
    owner = await owner_of_new(request, form.request_key)
    request_id = request.request_id("create", form.request_key, form.job_title, form.company_name)
    session_id = await create_session(request.db, owner.key, form, request_id)
    created = Created(upload_url(session_id), session_id)
    return go(request, created.redirect, created, cookie=owner.cookie(request.is_https))


@get("/session/{session_id:str}", opt=contract(has_page=False, redirects=True))
async def session_as_it_stands(request: Request, session: NamedDependency[Session]) -> Response:
    """To where the session stands."""
    return go(request, session.url_as_it_stands)
