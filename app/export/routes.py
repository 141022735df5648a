"""The URLs of an export and of an import."""

import asyncio
from hashlib import sha256

from litestar import get, post
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.response import Stream

from app.clock import now
from app.errors import RehearseError, ValidationError
from app.export.adding import SessionRows, add_sessions, rows_of
from app.export.archive import export_archive, export_file, export_name
from app.export.file import sessions_in
from app.export.model import (
    FILE_FIELD,
    MB,
    Envelope,
    ExportFileError,
    Imported,
    ImportForm,
    TooLargeFileError,
)
from app.export.records import session_ids
from app.sessions.access import owner_of_new
from app.sessions.records import TooManySessionsError
from app.settings import Settings
from app.web.fields import SentFile, fields_of
from app.web.limits import limited
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, refuse, show
from app.web.visitor import Visitor

PAGE = View("templates/import.html", "partials/import.html", {"errors": {}, "error": None})
NEXT_PAGE = "/sessions"
FORM_BYTES = 64 * 1024  # what a form puts around its file


def body_limit_bytes(settings: Settings) -> int:
    """How large a request may be whose file is as large as it may be."""
    return settings.import_limit_mb * MB + FORM_BYTES


@get("/you/export", opt=contract(Envelope, has_page=False), middleware=limited("exports"))
async def export(request: Request) -> Response:
    """All that is this visitor's, as one file to keep; `with=markdown`: each report beside it."""
    wanted, when = request.query_params.getall("with", []), now()
    if wanted not in ([], ["markdown"]):
        raise ValidationError(
            "An export can be asked for with=markdown, or as it is. Please leave the rest out."
        )
    is_archive = bool(wanted)
    name = export_name(when, "zip" if is_archive else "json")
    db, visitor = request.db, request.visitor.key
    ids = await session_ids(db, visitor)  # before it begins, so that a refusal is one
    return Stream(
        export_archive(db, visitor, ids, when) if is_archive else export_file(db, ids, when),
        media_type="application/zip" if is_archive else "application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@get("/you/import", opt=contract())
async def ask_for_import(request: Request) -> Response:
    """The form that brings an export back."""
    return await show(request, PAGE, limit_mb=limit_mb(request))


@post(
    "/you/import",
    opt=contract(Imported, form=ImportForm, conflicts=True, outcomes=[TooManySessionsError]),
    middleware=limited("exports"),
)
async def take_import(request: Request) -> Response:
    """Make every session of an export file that is not here yet: all of them, or none."""
    try:
        file, request_key = await read_import(request)
        owner = await owner_of_new(request, request_key)
        async with request.app.state.importing.take(owner.key):
            sessions = await asyncio.to_thread(sessions_in, file, rows_of)
            content = await asyncio.to_thread(sha256, file)
            request_id = request.request_id("import", request_key, content.hexdigest())
            made = await keep(request, owner, sessions, request_id)
    except RehearseError as error:
        return refuse(request, PAGE, error, limit_mb=limit_mb(request))
    answer = Imported(made, len(sessions) - made, NEXT_PAGE)
    cookie = owner.cookie(request.is_https) if sessions else None
    return go(request, NEXT_PAGE, answer, cookie=cookie)


async def keep(
    request: Request, owner: Visitor, sessions: list[SessionRows], request_id: bytes | None
) -> int:
    """How many were made; a file without sessions makes nobody known."""
    if not sessions:
        return 0
    most = request.settings.sessions_per_visitor
    return await request.db.transact(add_sessions, owner, sessions, request_id, most)


async def read_import(request: Request) -> tuple[bytes, str]:
    """The file that was sent, not looked at, and the key of its form.

    Raises:
        TooLargeFileError: it is over the limit.
        ExportFileError: there is not one file.
    """
    if request.content_type[0] != "multipart/form-data":
        raise ExportFileError("A file comes in a form (multipart/form-data). Please send it so.")
    try:
        sent = await fields_of(request, ImportForm.__struct_fields__)
    except RequestEntityTooLarge as error:
        raise TooLargeFileError(
            f"That file is too large. This server takes {limit_mb(request)} MB at most. "
            "Whoever runs it can allow more (IMPORT_LIMIT_MB)."
        ) from error
    files = [value for name, value in sent if name == FILE_FIELD and value]
    keys = [value for name, value in sent if name == "request_key" and isinstance(value, str)]
    if len(files) != 1:
        many = (
            "There is more than one file. Please choose one at a time."
            if files
            else "There is no file yet. Please choose it first."
        )
        raise ExportFileError(many)
    file = files[0].data if isinstance(files[0], SentFile) else files[0].encode()
    return file, next(iter(keys), "")


def limit_mb(request: Request) -> int:
    return request.settings.import_limit_mb
