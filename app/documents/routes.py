"""The URLs of the two documents."""

from litestar import get, post
from litestar.di import NamedDependency

from app.clock import microseconds_of
from app.documents.model import CvFields, CvForm, Document, JobForm, Kind, Saved, Typed
from app.documents.records import documents_of, remove, save
from app.documents.upload import BODY_LIMIT_BYTES, read_cv, read_cv_form
from app.errors import RehearseError, ValidationError
from app.sessions.access import session_again
from app.sessions.model import Session, SessionBody
from app.sessions.records import session_body
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, refuse, show, swap

UPLOAD = View("templates/upload.html", "partials/upload.html", {"errors": {}, "typed": Typed()})
CHANGED = {
    "cv": View("templates/upload.html", "partials/cv_changed.html", UPLOAD.context),
    "job": View("templates/upload.html", "partials/job_changed.html", UPLOAD.context),
}
JOB_LIMIT_BYTES = 256 * 1024  # 10,000 characters, each of nine bytes in a form
CV_SAVED = "CV uploaded and processed successfully!"
JOB_SAVED = "Job description saved successfully!"


@get("/session/{session_id:str}/upload", opt=contract(SessionBody))
async def upload(request: Request, session: NamedDependency[Session]) -> Response:
    """The two documents of a session, each as it stands."""
    return await show(
        request,
        UPLOAD,
        json=lambda: session_body(request.db, session.id),
        session=session,
        documents=await documents_of(request.db, session.id),
    )


@post(
    "/session/{session_id:str}/upload-cv",
    opt=contract(Saved, form=CvFields),
    request_max_body_size=BODY_LIMIT_BYTES,
)
async def upload_cv(request: Request, session: NamedDependency[Session]) -> Response:
    """Read the CV, a file or pasted text, and keep its text."""
    form = CvForm()
    try:
        form = await read_cv_form(request)
        reading = read_cv(request.app.state.reader, form, request.visitor.key)
        document = await request.while_here(reading)
    except RehearseError as error:
        typed = Typed(cv_text=form.cv_text)
        errors = error.fields or {form.field: str(error)}
        return await refuse_document(request, session, "cv", error, typed=typed, errors=errors)
    await keep(request, session, document)
    return await changed(request, session, "cv", CV_SAVED)


@post(
    "/session/{session_id:str}/upload-job",
    opt=contract(Saved, form=JobForm),
    request_max_body_size=JOB_LIMIT_BYTES,
)
async def upload_job(request: Request, session: NamedDependency[Session]) -> Response:
    """Keep the job description."""
    form = await read_form(request, JobForm)
    text = form.job_description
    try:
        form.check()
    except ValidationError as error:
        typed = Typed(job_description=text)
        return await refuse_document(request, session, "job", error, typed=typed)
    document = Document("job", text, word_count=len(text.split()))
    await keep(request, session, document)
    return await changed(request, session, "job", JOB_SAVED)


@post("/session/{session_id:str}/remove-cv", opt=contract(Saved, redirects=True))
async def remove_cv(request: Request, session: NamedDependency[Session]) -> Response:
    """Forget the CV."""
    await remove(request.db, session.id, "cv")
    return await changed(request, session, "cv", "CV removed")


@post("/session/{session_id:str}/remove-job", opt=contract(Saved, redirects=True))
async def remove_job(request: Request, session: NamedDependency[Session]) -> Response:
    """Forget the job description."""
    await remove(request.db, session.id, "job")
    return await changed(request, session, "job", "Job description removed")


async def refuse_document(
    request: Request, session: Session, kind: Kind, error: RehearseError, **context: object
) -> Response:
    """The document as it was, with what was typed and what is wrong with it."""
    documents = await documents_of(request.db, session.id)
    return refuse(request, CHANGED[kind], error, session=session, documents=documents, **context)


async def keep(request: Request, session: Session, document: Document) -> None:
    """Save it as of the request's arrival: a body that stalls undoes nothing that came after it."""
    sent_at = microseconds_of(request.arrived_at)
    await save(request.db, session.id, document, sent_at, request.request_id(document.kind))


async def changed(request: Request, session: Session, kind: Kind, message: str) -> Response:
    """The document as it now is, with the steps and the way on beside it."""
    now = await session_again(request, session)
    documents = await documents_of(request.db, session.id)
    json = Saved(True, message, now.upload_url)
    return swap(request, CHANGED[kind], now.upload_url, json, session=now, documents=documents)
