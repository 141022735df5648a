"""The application, put together: the only file that knows every room."""

import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp

from app.again.routes import answer_again, take_attempt
from app.background import Background
from app.devices.routes import link, link_offer, open_here, sign_device_out
from app.documents.reading.reader import DocumentReader
from app.documents.routes import (
    ask_to_remove_cv,
    ask_to_remove_job,
    remove_cv,
    remove_job,
    reuse,
    upload,
    upload_cv,
    upload_job,
)
from app.errors import StartError
from app.export.model import BusyImportError
from app.export.routes import ask_for_import, body_limit_bytes, export, take_import
from app.feedback.opinions import opinions_taken_up
from app.feedback.routes import (
    again,
    ask_again,
    complete_interview,
    feedback,
    feedback_file,
    opinion,
)
from app.interview.routes import interview, message
from app.interviewer.language_model.service import ModelService
from app.interviewer.rules.engine import Rules
from app.interviewer.rules.language import Language
from app.library.routes import (
    ask_to_delete,
    delete_by_form,
    delete_by_method,
    edit,
    rename_session,
    sessions,
)
from app.opinion.forming import PAUSE_S
from app.opinion.routes import choose_rules_only
from app.review.routes import choose_for_interview, review
from app.review.second_reading import begin_after_upload
from app.review.thinking import Thinking
from app.sessions.access import own_session
from app.sessions.routes import create, dashboard, landing, recent, session_as_it_stands
from app.settings import Settings, settings_of
from app.store import open_database, secret_of
from app.store.leases import LEASE_TIMES, Leases, LeaseTimes
from app.turns import Turns
from app.web import log
from app.web.body import PATIENCE, BodyPatience
from app.web.failures import failure
from app.web.guard import Guard
from app.web.housekeeping import (
    api_document,
    choose_theme,
    favicon,
    health,
    robots,
    security,
    security_txt,
    static_file,
)
from app.web.limits import STORE, Counts
from app.web.request import Request
from app.you.retention import retention
from app.you.routes import ask_to_forget, forget_everything, you

ROUTES = [
    landing,
    dashboard,
    recent,
    create,
    session_as_it_stands,
    delete_by_method,
    upload,
    ask_to_remove_cv,
    remove_cv,
    ask_to_remove_job,
    remove_job,
    review,
    choose_for_interview,
    choose_rules_only,
    interview,
    message,
    complete_interview,
    feedback,
    feedback_file,
    opinion,
    ask_again,
    again,
    answer_again,
    take_attempt,
    sessions,
    edit,
    rename_session,
    ask_to_delete,
    delete_by_form,
    export,
    you,
    ask_to_forget,
    forget_everything,
    link,
    link_offer,
    open_here,
    sign_device_out,
    choose_theme,
    health,
    static_file,
    favicon,
    robots,
    security,
    security_txt,
    api_document,
]

FORM_LIMIT_BYTES = 64 * 1024  # where a route says nothing else
MOST_WAITING_IMPORTS = 8  # one of the largest files takes some seconds


def create_app(
    settings: Settings | None = None,
    patience: BodyPatience = PATIENCE,
    lease_times: LeaseTimes = LEASE_TIMES,
    opinion_pause_s: float = PAUSE_S,
) -> ASGIApp:
    """The whole application as it is served, on the store that the settings name."""
    settings = settings or settings_of()
    log.start()
    app = create_litestar(settings)
    app.state.lease_times, app.state.opinion_pause_s = lease_times, opinion_pause_s
    return Guard(app, settings, lambda: app.state.secret, patience)


def create_litestar(settings: Settings) -> Litestar:
    """The routes alone; the tests read them off it."""

    bringing = Router(
        "/",
        route_handlers=[upload_cv, upload_job, reuse],
        after_response=begin_after_upload,  # type: ignore[arg-type]  # our request class
    )
    importing = Router(
        "/",
        route_handlers=[ask_for_import, take_import],
        request_max_body_size=body_limit_bytes(settings),
    )
    return Litestar(
        [*ROUTES, bringing, importing],
        dependencies={"session": Provide(own_session)},
        state=State({"settings": settings}),
        stores={STORE: Counts()},
        exception_handlers={Exception: failure},  # type: ignore[dict-item]  # our request class
        lifespan=[lifespan],
        request_class=Request,
        logging_config=None,
        openapi_config=None,
        request_max_body_size=FORM_LIMIT_BYTES,
    )


@asynccontextmanager
async def lifespan(app: Litestar) -> AsyncIterator[None]:
    """What the handlers share, begun in the order in which one needs the other."""
    settings: Settings = app.state.settings
    async with AsyncExitStack() as stack:
        with one_line_for_start_errors():
            database = await stack.enter_async_context(open_database(settings.database_url))
            reader = await stack.enter_async_context(DocumentReader.started())
        app.state.database, app.state.secret = database, await secret_of(database)
        app.state.reader = reader
        leases = await stack.enter_async_context(Leases.started(database, app.state.lease_times))
        await stack.enter_async_context(retention(database, leases, settings.retention_days))
        app.state.thinking = await stack.enter_async_context(Thinking.started())
        app.state.model = await stack.enter_async_context(ModelService.started(settings))
        # After the model, so that it ends first: work that is given up has not failed.
        app.state.background = await stack.enter_async_context(Background.started(leases))
        app.state.importing = Turns(1, MOST_WAITING_IMPORTS, BusyImportError)
        app.state.rules = Rules(Language.load("en"))  # whose lexicon takes a fifth of a second
        await stack.enter_async_context(opinions_taken_up(app.state))
        yield


@contextmanager
def one_line_for_start_errors() -> Iterator[None]:
    """End this process where it can't start after all, as when two servers start at one moment.

    Nothing was served, and what the server would make of the exception is no line for an operator.
    """
    try:
        yield
    except StartError as error:
        print(f"Rehearse can't start. {error}", file=sys.stderr, flush=True)
        os._exit(1)
