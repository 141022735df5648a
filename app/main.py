"""The application, put together: the only file that knows every room."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.di import Provide
from litestar.types import ASGIApp

from app.documents.reading.reader import Reader
from app.documents.routes import remove_cv, remove_job, upload, upload_cv, upload_job
from app.feedback.routes import again, complete_interview, feedback, feedback_file
from app.interview.interviewer import interviewer
from app.interview.routes import interview, message
from app.interview.thread import think
from app.sessions.records import own_session
from app.sessions.routes import create, dashboard, landing, recent, session_as_it_stands
from app.settings import Settings, settings_of
from app.store import open_database
from app.web import log
from app.web.failures import failure
from app.web.guard import Guard
from app.web.housekeeping import (
    api_document,
    choose_theme,
    favicon,
    health,
    robots,
    static_file,
)
from app.web.request import Request

ROUTES = [
    landing,
    dashboard,
    recent,
    create,
    session_as_it_stands,
    upload,
    upload_cv,
    upload_job,
    remove_cv,
    remove_job,
    interview,
    message,
    complete_interview,
    feedback,
    feedback_file,
    again,
    choose_theme,
    health,
    static_file,
    favicon,
    robots,
    api_document,
]

ORPHAN_CHECK_S = 0.5
FORM_LIMIT_BYTES = 64 * 1024  # where a route says nothing else


def create_app(settings: Settings | None = None) -> ASGIApp:
    """The whole application as granian serves it, on the store that the settings name."""
    settings = settings or settings_of()
    log.start()
    return Guard(create_litestar(settings), settings)


def create_litestar(settings: Settings) -> Litestar:
    """The routes alone; the tests read them off it."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        leave_ctrl_c_to_the_server()
        async with open_database(settings.database_url) as database, Reader.started() as reader:
            app.state.database, app.state.reader = database, reader
            await think(interviewer)  # whose lexicons take a third of a second
            watch = asyncio.create_task(end_when_orphaned())
            yield
            watch.cancel()
        log.flush()  # granian's worker ends without Python's own way out

    return Litestar(
        ROUTES,
        dependencies={"session": Provide(own_session)},
        exception_handlers={Exception: failure},  # type: ignore[dict-item]  # our request class
        lifespan=[lifespan],
        request_class=Request,
        logging_config=None,
        openapi_config=None,
        request_max_body_size=FORM_LIMIT_BYTES,
    )


def leave_ctrl_c_to_the_server() -> None:
    """Ignore SIGINT, which a terminal sends to every process: our parent then sends SIGTERM.

    Of two signals at once granian's worker sometimes waits for itself, and is killed in the end.
    """
    asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


async def end_when_orphaned() -> None:
    """End this process once the one that started it is gone, killed perhaps: another may serve.

    What it had acknowledged is on the disk.
    """
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110  # nothing tells a process of it
        await asyncio.sleep(ORPHAN_CHECK_S)
    os._exit(1)
