"""The URLs of the two documents."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency

from app.documents.model import CvFields, CvForm, Document, JobForm, Kind, Saved, UploadForms
from app.documents.reading.reader import Reader
from app.documents.records import documents_of, remove, save, turn_of
from app.documents.upload import BODY_LIMIT_BYTES, read_cv_form, read_document
from app.errors import RehearseError
from app.sessions.model import Session, SessionBody
from app.sessions.records import session_of
from app.web.forms import read_form
from app.web.openapi import contract
from app.web.request import Request, Response
from app.web.respond import View, refuse, show, swap

UPLOAD = View("templates/upload.html", "partials/upload.html")
CHANGED = {
    "cv": View("templates/upload.html", "partials/cv_changed.html"),
    "job": View("templates/upload.html", "partials/job_changed.html"),
}
JOB_LIMIT_BYTES = 256 * 1024  # 10,000 characters, each of nine bytes in a form
NOTHING_TYPED = UploadForms()
CV_SAVED = "CV uploaded and processed successfully!"
JOB_SAVED = "Job description saved successfully!"


@get("/session/{session_id:str}/upload", opt=contract(SessionBody))
async def upload(request: Request, session: NamedDependency[Session]) -> Response:
    """The two documents of a session, each as it stands."""
    context = await desk(request, session)
    return await show(request, UPLOAD, json=session.body, **context)


@post(
    "/session/{session_id:str}/upload-cv",
    opt=contract(Saved, form=CvFields),
    request_max_body_size=BODY_LIMIT_BYTES,
)
async def upload_cv(request: Request, session: NamedDependency[Session]) -> Response:
    """Read the CV, a file or pasted text, and keep its text."""
    form = CvForm()
    try:
        async with turn_of(session.id):
            form = await read_cv_form(request)
            document = await read_document(reader_of(request), form)
            await save(request.db, session.id, document)
    except RehearseError as error:
        forms = UploadForms(cv_text=form.cv_text, cv_error=error)
        return refuse(request, CHANGED["cv"], error, **await desk(request, session, forms))
    return await changed(request, session, "cv", CV_SAVED)


@post(
    "/session/{session_id:str}/upload-job",
    opt=contract(Saved, form=JobForm),
    request_max_body_size=JOB_LIMIT_BYTES,
)
async def upload_job(request: Request, session: NamedDependency[Session]) -> Response:
    """Keep the job description."""
    form = await read_form(request, JobForm)
    if error := form.error():
        forms = UploadForms(job_text=form.job_description, job_error=error)
        return refuse(request, CHANGED["job"], error, **await desk(request, session, forms))
    await save(request.db, session.id, Document("job", form.job_description))
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


def reader_of(request: Request) -> Reader:
    started: Reader = request.app.state.reader
    return started


async def desk(
    request: Request, session: Session, forms: UploadForms = NOTHING_TYPED
) -> dict[str, Any]:
    """What the upload page and its parts need."""
    documents = await documents_of(request.db, session.id)
    return {"session": session, "documents": documents, "forms": forms}


async def changed(request: Request, session: Session, kind: Kind, message: str) -> Response:
    """The document as it now is, with the steps and the way on beside it."""
    now = await session_of(request, session.id)
    json = Saved(True, message, now.upload_url)
    return swap(request, CHANGED[kind], now.upload_url, json, **await desk(request, now))
