"""The CV and the job description: their forms, the rules of what is sent, and what is shown."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.documents.reading import outcomes
from app.documents.reading.tidy import has_too_many_marks
from app.errors import RehearseError, ValidationError
from app.text import count_characters, has_control_characters, is_blank, label

Kind = Literal["cv", "job"]

MIN_CHARACTERS = outcomes.MIN_CHARACTERS
MAX_FILE_BYTES = outcomes.MAX_BYTES
MAX_JOB_CHARACTERS = 20_000  # an advertisement has seldom more than 8,000
MOST_CHARACTERS: dict[Kind, int] = {"cv": outcomes.MAX_CHARACTERS, "job": MAX_JOB_CHARACTERS}

FILE_FIELDS: dict[Kind, str] = {"cv": "cv_file", "job": "job_file"}
TEXT_FIELDS: dict[Kind, str] = {"cv": "cv_text", "job": "job_description"}

File = Annotated[str, Meta(extra_json_schema={"format": "binary"})]
JobText = Annotated[str, Meta(max_length=MAX_JOB_CHARACTERS)]
SessionId = Annotated[
    str, Meta(min_length=1, description="Another session of this visitor that has a CV")
]


class JobTooShortError(ValidationError):
    code = "too_short"
    sentence = (
        "Job description seems too short. Please provide a complete job description "
        f"(at least {MIN_CHARACTERS} characters)"
    )


class JobTooLongError(ValidationError):
    code = "text_too_long"
    sentence = f"Job description too long (max {MAX_JOB_CHARACTERS:,} characters)"


class NoCvThereError(ValidationError):
    code = "no_cv"
    sentence = "That session has no CV. Please choose a file or paste its text."


JOB_OUTCOMES: dict[type[RehearseError], type[RehearseError]] = {
    outcomes.TooShortError: JobTooShortError,
    outcomes.TextTooLongError: JobTooLongError,
}
OUTCOMES: dict[Kind, list[type[RehearseError]]] = {
    "cv": list(outcomes.OUTCOMES.values()),
    "job": [JOB_OUTCOMES.get(outcome, outcome) for outcome in outcomes.OUTCOMES.values()],
}


class CvFields(msgspec.Struct, frozen=True):
    """A CV as a client sends it: a file, or its text."""

    cv_file: File = ""
    cv_text: str = ""


class JobFields(msgspec.Struct, frozen=True):
    """A job description as a client sends it: a file, or its text."""

    job_file: File = ""
    job_description: JobText = ""


class ReuseForm(msgspec.Struct, frozen=True):
    """Whose CV to use: the id of another session of this visitor, sent as `from`."""

    source: SessionId = msgspec.field(default="", name="from")

    def check(self) -> None:
        """Do nothing where a session is named.

        Raises:
            ValidationError: none is.
        """
        if not self.source:
            raise ValidationError(
                fields={"from": "No session was named. Please say which session's CV to use."}
            )


class DocumentForm(msgspec.Struct, frozen=True):
    """A document as it arrived: a file, whose name is None where there is none, or its text."""

    kind: Kind
    file_name: str | None = None
    data: bytes = b""
    text: str = ""

    @property
    def field(self) -> str:
        """The field that it came in."""
        return (TEXT_FIELDS if self.text else FILE_FIELDS)[self.kind]

    def check(self) -> None:
        """Do nothing where it is worth reading.

        Raises:
            RehearseError: the outcome, where it can be told without reading it.
        """
        if self.file_name is not None:
            if self.text:
                raise outcomes.FileAndTextError
            if len(self.data) > outcomes.MAX_BYTES:
                raise outcomes.TooLargeError
        elif self.kind == "job":
            check_job_text(self.text)
        else:
            check_cv_text(self.text)


def check_cv_text(text: str) -> None:
    if not text:
        raise outcomes.NoFileError
    if len(text) > outcomes.MAX_CHARACTERS:
        raise outcomes.TextTooLongError
    if has_control_characters(text):
        raise ValidationError(fields={"cv_text": unshowable_fault("cv_text")})


def check_job_text(text: str) -> None:
    if sentence := job_fault(text):
        raise ValidationError(fields={"job_description": sentence})


def job_fault(text: str) -> str:
    """What is wrong with a job description; empty where nothing is."""
    if len(text) > MAX_JOB_CHARACTERS:
        return JobTooLongError.sentence
    if is_blank(text):
        return "Job description cannot be empty"
    if count_characters(text) < MIN_CHARACTERS:
        return JobTooShortError.sentence
    return unshowable_fault("job_description") if has_control_characters(text) else ""


def kept_fault(kind: Kind, text: str) -> str:
    """What is wrong with a text that was kept elsewhere; empty where it could be kept here.

    Its control characters are looked for with those of everything beside it.
    """
    called, most = {"cv": "the CV", "job": "the job description"}[kind], MOST_CHARACTERS[kind]
    if len(text) > most:
        return f"{called} is too long (max {most:,} characters)"
    beginning = text[: 20 * MIN_CHARACTERS]  # the whole of a long text takes long to count
    if count_characters(beginning) < MIN_CHARACTERS and count_characters(text) < MIN_CHARACTERS:
        return f"{called} is too short (at least {MIN_CHARACTERS} characters)"
    if has_too_many_marks(text):
        return f"{called} has characters that can't be shown"
    return ""


def unshowable_fault(name: str) -> str:
    """The sentence for a text with control characters."""
    return f"{label(name)} has characters that can't be shown. Please paste it as plain text."


class Document(msgspec.Struct, frozen=True):
    """A document as it is kept, with what was understood of it when it was read.

    `name` and `size_bytes` are those of the file that it came from. `word_count` is None, and there
    are no `headings`, where it was kept before these were. `text_id` is its text in the store, None
    before it is kept.
    """

    kind: Kind
    content: str
    name: str | None = None
    size_bytes: int | None = None
    word_count: int | None = None
    headings: list[str] = []
    text_id: int | None = None


class SavedDocuments(msgspec.Struct, frozen=True):
    """The two documents of a session, each where it is there."""

    cv: Document | None
    job: Document | None

    def of(self, kind: Kind) -> Document | None:
        """The one of this kind."""
        return self.cv if kind == "cv" else self.job


class EarlierCv(msgspec.Struct, frozen=True):
    """The CV of another session of the same visitor, offered here; `name` is that of its file."""

    session_id: int
    job_title: str
    company_name: str
    created_at: datetime
    name: str | None


class Typed(msgspec.Struct, frozen=True):
    """What stands in the two forms besides what is saved."""

    cv_text: str = ""
    job_description: str = ""


class Saved(msgspec.Struct, frozen=True):
    """The JSON of an upload."""

    success: bool
    message: str
    redirect: str
