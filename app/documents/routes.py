"""The URLs of the two documents."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency

from app.clock import microseconds_of
from app.documents.model import (
    FILE_FIELDS,
    MAX_JOB_CHARACTERS,
    OUTCOMES,
    TEXT_FIELDS,
    CvFields,
    Document,
    DocumentForm,
    JobFields,
    Kind,
    NoCvThereError,
    ReuseForm,
    Saved,
    Typed,
)
from app.documents.records import (
    documents_of,
    earlier_cv,
    keep_reading,
    remove,
    reuse_cv,
    save,
)
from app.documents.upload import (
    BODY_LIMIT_BYTES,
    read_again,
    read_document,
    read_document_form,
)
from app.errors import RehearseError, ValidationError
from app.sessions.access import own_session, session_again
from app.sessions.model import Session, SessionBody
from app.sessions.records import session_body
from app.web.forms import read_form
from app.web.limits import limited
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, go, refuse, show, swap

FRESH = {"errors": {}, "typed": Typed(), "before": None, "job_limit": MAX_JOB_CHARACTERS}
UPLOAD = View("templates/upload.html", "partials/upload.html", FRESH)
CHANGED = {
    "cv": View("templates/upload.html", "partials/cv_changed.html", FRESH),
    "job": View("templates/upload.html", "partials/job_changed.html", FRESH),
}
REMOVE = View("templates/remove_document.html", "partials/remove_document.html")
SAVED = {
    "cv": "CV uploaded and processed successfully!",
    "job": "Job description saved successfully!",
}
REMOVED = {"cv": "CV removed", "job": "Job description removed"}


@get("/session/{session_id:str}/upload", opt=contract(SessionBody))
async def upload(request: Request, session: NamedDependency[Session]) -> Response:
    """The two documents of a session, each as it stands."""
    await understand(request, session)
    return await show(
        request,
        UPLOAD,
        json=lambda: session_body(request.db, session.id),
        **await shown(request, session),
    )


async def understand(request: Request, session: Session) -> None:
    """Read again what an older version kept; where that can't be done now, it stays as it is."""
    documents = await documents_of(request.db, session.id)
    for document in (documents.cv, documents.job):
        if document and document.word_count is None:
            reading = read_again(request.app.state.reader, document, request.visitor.key)
            try:
                now = await request.while_here(reading)
            except RehearseError:
                return
            await keep_reading(request.db, session.id, document, now)


@post(
    "/session/{session_id:str}/upload-cv",
    opt=contract(Saved, form=CvFields, outcomes=OUTCOMES["cv"]),
    middleware=limited("uploads"),
    request_max_body_size=BODY_LIMIT_BYTES,
)
async def upload_cv(request: Request, session: NamedDependency[Session]) -> Response:
    """Read the CV, a file or pasted text, and keep its text."""
    return await bring(request, session, "cv")


@post(
    "/session/{session_id:str}/upload-job",
    opt=contract(Saved, form=JobFields, outcomes=OUTCOMES["job"]),
    middleware=limited("uploads"),
    request_max_body_size=BODY_LIMIT_BYTES,
)
async def upload_job(request: Request, session: NamedDependency[Session]) -> Response:
    """Read the job description, a file or pasted text, and keep its text."""
    return await bring(request, session, "job")


async def bring(request: Request, session: Session, kind: Kind) -> Response:
    form = DocumentForm(kind)
    try:
        form = await read_document_form(request, kind)
        reading = read_document(request.app.state.reader, form, request.visitor.key)
        document = await request.while_here(reading)
    except RehearseError as error:
        errors = error.fields or {form.field: str(error)}
        typed = Typed(**{TEXT_FIELDS[kind]: form.text})
        return await refuse_document(request, session, kind, error, typed=typed, errors=errors)
    before = (await documents_of(request.db, session.id)).of(kind)
    await keep(request, session, document)
    if before and before.content == document.content:
        before = None
    return await changed(request, session, kind, SAVED[kind], before=before)


@post(
    "/session/{session_id:str}/reuse-cv",
    opt=contract(Saved, form=ReuseForm, outcomes=[NoCvThereError]),
    middleware=limited("uploads"),
)
async def reuse(request: Request, session: NamedDependency[Session]) -> Response:
    """Use the CV of another session of this visitor."""
    form = await read_form(request, ReuseForm)
    try:
        form.check()
        source = await own_session(request, form.source)
        sent_at = microseconds_of(request.arrived_at)
        await reuse_cv(request.db, source.id, session.id, sent_at, request.request_id("cv"))
    except ValidationError as error:
        errors = {FILE_FIELDS["cv"]: str(error)}
        return await refuse_document(request, session, "cv", error, errors=errors)
    return await changed(request, session, "cv", SAVED["cv"])


@get("/session/{session_id:str}/remove-cv", opt=contract(redirects=True))
async def ask_to_remove_cv(request: Request, session: NamedDependency[Session]) -> Response:
    """Ask whether to remove the CV."""
    return await ask_to_remove(request, session, "cv", session.standing.has_cv)


@get("/session/{session_id:str}/remove-job", opt=contract(redirects=True))
async def ask_to_remove_job(request: Request, session: NamedDependency[Session]) -> Response:
    """Ask whether to remove the job description."""
    return await ask_to_remove(request, session, "job", session.standing.has_job)


async def ask_to_remove(request: Request, session: Session, kind: Kind, is_there: bool) -> Response:
    if not is_there:
        return go(request, session.upload_url)
    return await show(request, REMOVE, session=session, kind=kind)


@post("/session/{session_id:str}/remove-cv", opt=contract(Saved, redirects=True))
async def remove_cv(request: Request, session: NamedDependency[Session]) -> Response:
    """Remove the CV."""
    return await take_away(request, session, "cv")


@post("/session/{session_id:str}/remove-job", opt=contract(Saved, redirects=True))
async def remove_job(request: Request, session: NamedDependency[Session]) -> Response:
    """Remove the job description."""
    return await take_away(request, session, "job")


async def take_away(request: Request, session: Session, kind: Kind) -> Response:
    removed = await remove(request.db, session.id, kind)
    return await changed(request, session, kind, REMOVED[kind], before=removed)


async def refuse_document(
    request: Request, session: Session, kind: Kind, error: RehearseError, **context: object
) -> Response:
    """The document as it was, with what was typed and what is wrong with it."""
    context = {**await shown(request, session), **context}
    return refuse(request, CHANGED[kind], error, **context)


async def keep(request: Request, session: Session, document: Document) -> None:
    """Save it as of the request's arrival: a body that stalls undoes nothing that came after it."""
    sent_at = microseconds_of(request.arrived_at)
    await save(request.db, session.id, document, sent_at, request.request_id(document.kind))


async def changed(
    request: Request, session: Session, kind: Kind, message: str, **context: Any
) -> Response:
    """The document as it now is, with the steps and the way on beside it."""
    now = await session_again(request, session)
    json = Saved(True, message, now.upload_url)
    context = {**await shown(request, now), **context}
    return swap(request, CHANGED[kind], now.upload_url, json, **context)


async def shown(request: Request, session: Session) -> dict[str, Any]:
    """What the page and its parts need, whatever was just done."""
    documents = await documents_of(request.db, session.id)
    earlier = None
    if documents.cv is None:
        earlier = await earlier_cv(request.db, request.visitor.key, session.id)
    return {
        "session": session,
        "documents": documents,
        "earlier": earlier,
        "settings": request.settings,
        "draft_key": request.draft_key(f"documents {session.id}"),
    }
