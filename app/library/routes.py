"""The URLs of a visitor's sessions: the list, another name, and the end."""

from litestar import delete, get, post
from litestar.di import NamedDependency

from app.errors import ValidationError
from app.library.model import STATES, Deleted, Search, SessionList
from app.library.records import contents_of, delete_session, find_sessions, jobs_on, rename
from app.sessions.model import Created, Session, SessionForm
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, refuse, show, took_away

LIBRARY_URL = "/sessions"
LIBRARY = View("templates/sessions.html", "partials/session_list.html", {"states": STATES})
EDIT = View("templates/edit_session.html", "partials/edit_form.html", {"errors": {}})
DELETE = View("templates/delete_session.html", "partials/delete_session.html")


@get("/sessions", opt=contract(SessionList, query=Search))
async def sessions(request: Request) -> Response:
    """A visitor's sessions, searched and page by page, newest first."""
    search = Search(
        **{name: request.query_params.get(name, "").strip() for name in Search.__struct_fields__}
    )
    search.check()
    visitor = request.visitor
    found = await find_sessions(request.db, visitor.key, search)
    return await show(
        request,
        LIBRARY,
        json=found.body,
        cookie=visitor.cookie(request.is_https) if found.total else None,
        search=search,
        found=found,
        jobs=await jobs_on(request.db, visitor.key, found),
    )


@get("/session/{session_id:str}/edit")
async def edit(request: Request, session: NamedDependency[Session]) -> Response:
    """The names of a session, to be changed."""
    form = SessionForm(session.job_title, session.company_name)
    return await show(request, EDIT, session=session, form=form)


@post("/session/{session_id:str}/edit", opt=contract(Created, form=SessionForm))
async def rename_session(request: Request, session: NamedDependency[Session]) -> Response:
    """Call a session otherwise; on to where it stands."""
    form = await read_form(request, SessionForm)
    try:
        form.check()
    except ValidationError as error:
        return refuse(request, EDIT, error, session=session, form=form)
    await rename(request.db, session.id, form)
    return go(request, session.url, Created(session.url, session.id))


@get("/session/{session_id:str}/delete")
async def ask_to_delete(request: Request, session: NamedDependency[Session]) -> Response:
    """What goes with a session, before it is deleted."""
    contents = await contents_of(request.db, session.id)
    return await show(request, DELETE, session=session, contents=contents)


@post("/session/{session_id:str}/delete", opt=contract(Deleted, redirects=True))
async def delete_by_form(request: Request, session: NamedDependency[Session]) -> Response:
    """Delete a session for good, with all that hangs on it."""
    return await deleted(request, session)


@delete("/session/{session_id:str}", status_code=200, opt=contract(Deleted, has_page=False))
async def delete_by_method(request: Request, session: NamedDependency[Session]) -> Response:
    """Delete a session for good, with all that hangs on it."""
    return await deleted(request, session)


async def deleted(request: Request, session: Session) -> Response:
    await delete_session(request.db, session.id)
    return took_away(request, session.url, LIBRARY_URL, Deleted(session.id, LIBRARY_URL))
