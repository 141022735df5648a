"""An export file: the shape of what is in it, and the form that brings one back."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.errors import PayloadTooLargeError, RehearseError, ValidationError
from app.interviewer.language_model.shapes import Opinion
from app.interviewer.model import AttemptJudgement, Judgement, Plan, Question
from app.review.model import Chosen
from app.sessions.model import RequestKey

FORMAT, VERSION = "rehearse", 2  # a file that holds more or other things is another version
FILE_FIELD = "export_file"
MB = 1024 * 1024

Moment = Annotated[datetime, Meta(tz=True)]
ExportFile = Annotated[str, Meta(min_length=1, extra_json_schema={"format": "binary"})]


class Exported(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of an export file; a name in it that is not known may not be lost in silence."""


class ExportedDocument(Exported, frozen=True):
    """A document and what is kept about it, as `documents.model.Document`."""

    text: str
    name: str | None
    size_bytes: int | None
    word_count: int | None
    headings: list[str]
    saved_at: Moment


class ExportedDocuments(Exported, frozen=True):
    """The two documents of a session, each where it is there."""

    cv: ExportedDocument | None
    job_description: ExportedDocument | None


class PlannedFrom(Exported, frozen=True):
    """The names and texts that an interview was planned from."""

    job_title: str
    company_name: str
    cv: str
    job_description: str


class ExportedTurn(Exported, frozen=True):
    """A question as it was asked, and what came of it."""

    number: int
    question: Question
    asked_at: Moment
    answer: str | None
    answered_at: Moment | None
    skipped: bool
    seconds: int | None
    rephrased: bool

    @property
    def is_done(self) -> bool:
        return self.skipped or self.answer is not None


class ExportedInterview(Exported, frozen=True):
    """An interview that has begun."""

    documents: PlannedFrom
    plan: Plan
    turns: list[ExportedTurn]
    completed_at: Moment | None

    @property
    def answers(self) -> dict[int, str]:
        """What was answered, by the number of its question."""
        return {turn.number: turn.answer for turn in self.turns if turn.answer is not None}


class ExportedFeedback(Exported, frozen=True):
    """A report; its score and its rules stand beside it, as a list shows them."""

    interview_score: int | None
    scored_by: str | None
    report: Judgement
    created_at: Moment


class ExportedAttempt(Exported, frozen=True):
    """An answer that was given again: the `number`th to question `turn_number`."""

    turn_number: int
    number: int
    answer: str
    judgement: AttemptJudgement
    answered_at: Moment


class ExportedSession(Exported, frozen=True):
    """All that a session holds, without any id of the store.

    `lineage` is the uid of the first run at this job, None where that is this one. A file of
    version 1 has neither `rules_only` nor an opinion.
    """

    uid: str
    job_title: str
    company_name: str
    created_at: Moment
    lineage: str | None
    documents: ExportedDocuments
    review: Chosen | None
    interview: ExportedInterview | None
    feedback: ExportedFeedback | None
    attempts: list[ExportedAttempt]
    rules_only: bool = False
    opinion: Opinion | None = None


class Envelope(msgspec.Struct, frozen=True):
    """An export file around its sessions."""

    format: str
    version: int
    exported_at: Moment
    sessions: list[ExportedSession]


class ImportForm(msgspec.Struct, frozen=True):
    """An export file as a client sends it."""

    export_file: ExportFile = ""
    request_key: RequestKey = ""


class Imported(msgspec.Struct, frozen=True):
    """The JSON of an import: how many sessions it made, and how many were there before."""

    imported: int
    already_here: int
    redirect: str


class ExportFileError(ValidationError):
    """What is wrong with an export file."""

    heading = "That file could not be imported"

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(fields={FILE_FIELD: sentence or self.sentence})


class TooLargeFileError(PayloadTooLargeError):
    heading = "That file could not be imported"

    def __init__(self, sentence: str) -> None:
        super().__init__(fields={FILE_FIELD: sentence})


class BusyImportError(RehearseError):
    """Others are importing, and too many wait; nothing of this one was kept."""

    status = 503
    type = "BusyError"
    heading = "That can't be done just now"
    sentence = "Too many files are being imported just now. Please try again in a minute."
    retry_after_s = 60
