"""The URLs of what is kept of a visitor."""

from litestar import get, post

from app.devices.records import devices_of
from app.errors import ValidationError
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, refuse, show
from app.you.model import ForgetForm, Forgotten, Model, YouBody
from app.you.records import forget, kept_of

YOU = View("templates/you.html", "partials/you.html")
FORGET = View("templates/forget.html", "partials/forget_form.html", {"errors": {}})


@get("/you", opt=contract(YouBody))
async def you(request: Request) -> Response:
    """What is kept of a visitor, where and for how long, and what they can do about it."""
    visitor = request.visitor
    settings = request.settings
    kept = await kept_of(request.db, visitor.key)
    model = Model(settings.openai_model, settings.model_host) if settings.has_model else None
    body = YouBody(kept.sessions, kept.answers, kept.reports, settings.retention_days, model)
    devices = await devices_of(request.db, visitor.key)
    return await show(
        request,
        YOU,
        json=body,
        kept=kept,
        model=model,
        devices=devices,
        days=settings.retention_days,
        is_local=not settings.is_shared,
    )


@get("/you/forget")
async def ask_to_forget(request: Request) -> Response:
    """What goes when everything does."""
    kept = await kept_of(request.db, request.visitor.key)
    return await show(request, FORGET, kept=kept, typed="")


@post("/you/forget", opt=contract(Forgotten, form=ForgetForm))
async def forget_everything(request: Request) -> Response:
    """Delete everything of a visitor for good; the cookie goes too."""
    form = await read_form(request, ForgetForm)
    visitor = request.visitor
    try:
        form.check()
    except ValidationError as error:
        kept = await kept_of(request.db, visitor.key)
        return refuse(request, FORGET, error, kept=kept, typed=form.confirm)
    count = await forget(request.db, visitor.key)
    leaving = visitor.parting_cookie(request.is_https) if visitor.token else None
    return go(request, "/", Forgotten(count, "/"), cookie=leaving)
