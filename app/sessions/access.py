"""Whose a session is: an existing one opens for its owner alone, a new one gets an owner."""

import re

from litestar.params import FromPath

from app.errors import SessionNotFoundError
from app.sessions.model import Session
from app.sessions.records import is_known, session_of
from app.web.request import Request
from app.web.visitor import Visitor, new_visitor

ID = re.compile(r"[1-9][0-9]{0,15}", re.ASCII)
LARGEST_ID = 2**53 - 1  # the largest whole number that JSON carries everywhere


async def own_session(request: Request, session_id: FromPath[str]) -> Session:
    """The session that a route with `{session_id}` asks for by the name `session`.

    Raises:
        SessionNotFoundError: there is no such session, for nobody.
        ForbiddenError: it is somebody else's.
    """
    return await session_of(request.db, request.visitor.key, id_of(session_id))


async def session_again(request: Request, session: Session) -> Session:
    """The session as it stands after a change."""
    return await session_of(request.db, request.visitor.key, session.id)


def id_of(session_id: str) -> int:
    """An id in its one spelling: no sign, no zero in front, no other script's digits.

    Raises:
        SessionNotFoundError: it is spelt in another way, or no id can be so large.
    """
    if not ID.fullmatch(session_id) or int(session_id) > LARGEST_ID:
        raise SessionNotFoundError
    return int(session_id)


async def owner_of_new(request: Request, request_key: str) -> Visitor:
    """The visitor who will own what is made now.

    A token that we did not give may have been planted (session fixation), so it is replaced; so is
    the old cookie, because other applications on this host may set it.
    """
    visitor = request.visitor
    is_usable = visitor.token and not visitor.has_old_cookie
    if is_usable and await is_known(request.db, visitor.key):
        return visitor
    return new_visitor(request.secret, request_key)
