"""The URL of the choice to keep a session to the rules."""

from litestar import post
from litestar.di import NamedDependency

from app.opinion.model import RulesOnlyBody, RulesOnlyForm
from app.opinion.records import keep_to_rules
from app.sessions.access import session_again
from app.sessions.model import Session
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, swap

NOTICE = View("templates/model_notice.html", "partials/model_notice.html")


@post("/session/{session_id:str}/rules-only", opt=contract(RulesOnlyBody, form=RulesOnlyForm))
async def choose_rules_only(request: Request, session: NamedDependency[Session]) -> Response:
    """Keep a session to the rules, or let the model have its part again."""
    form = await read_form(request, RulesOnlyForm)
    form.check()
    await keep_to_rules(request.db, session.id, rules_only=form.on == "1")
    now = await session_again(request, session)
    settings = request.settings
    body = RulesOnlyBody(now.rules_only)
    return swap(request, NOTICE, now.upload_url, body, session=now, settings=settings)
