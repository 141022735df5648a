"""The URLs of sessions: the landing page, the dashboard, and the form that begins one."""

from litestar import get, post
from litestar.di import NamedDependency

from app.errors import ValidationError
from app.sessions.model import Created, RecentSessions, Session, SessionForm, upload_url
from app.sessions.records import create_session, recent_cards, recent_sessions
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, redirect, refuse, show

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
    return await show(request, DASHBOARD, json=lambda: recent_sessions(request.db, request.visitor))


@get("/dashboard/recent", opt=contract(RecentSessions))
async def recent(request: Request) -> Response:
    """The recent sessions as cards; as a page, the dashboard with them in it."""
    visitor = request.visitor
    cards = await recent_cards(request.db, visitor)
    cookie = visitor.cookie(request.is_https) if cards else None
    return await show(
        request,
        RECENT_SESSIONS,
        json=lambda: recent_sessions(request.db, visitor),
        cookie=cookie,
        cards=cards,
    )


@post("/session/create", opt=contract(Created, form=SessionForm))
async def create(request: Request) -> Response:
    """Begin a session; on to its upload page."""
    form = await read_form(request, SessionForm)
    if errors := form.errors():
        return refuse(request, FORM, ValidationError(fields=errors), form=form)
    session_id, owner = await create_session(request.db, request.visitor, form)
    created = Created(upload_url(session_id), session_id)
    return go(request, created.redirect, created, cookie=owner.cookie(request.is_https))


@get("/session/{session_id:str}", opt=contract(has_page=False, redirects=True))
async def session_as_it_stands(request: Request, session: NamedDependency[Session]) -> Response:
    """To where the session stands."""
    return redirect(request, session.url_as_it_stands)
