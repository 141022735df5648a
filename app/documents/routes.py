"""The URLs of the two documents."""

from litestar import get
from litestar.di import NamedDependency

from app.sessions.model import Session
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, show

UPLOAD = View("templates/upload.html", "partials/upload.html")


@get("/session/{session_id:str}/upload", opt=contract(Session))
async def upload(request: Request, session: NamedDependency[Session]) -> Response:
    """The two documents of a session, each as it stands."""
    return await show(request, UPLOAD, json=session, session=session)
