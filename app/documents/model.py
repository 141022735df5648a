"""The CV and the job description: their forms, the rules of what is pasted, and what is shown."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.errors import ValidationError
from app.text import count_characters, has_control_characters, is_blank, label

Kind = Literal["cv", "job"]

MIN_CHARACTERS = 50  # the user's specification, as is the next one
MAX_JOB_CHARACTERS = 10_000
FIRST_LINES, FIRST_CHARACTERS = 3, 240  # of what is shown to know a document by

JobText = Annotated[str, Meta(min_length=MIN_CHARACTERS, max_length=MAX_JOB_CHARACTERS)]


class JobForm(msgspec.Struct, frozen=True):
    """A job description, pasted."""

    job_description: JobText = ""

    def check(self) -> None:
        """Do nothing where it can be used.

        Raises:
            ValidationError: in the user's own words.
        """
        if sentence := job_fault(self.job_description):
            raise ValidationError(fields={"job_description": sentence})


def job_fault(text: str) -> str:
    """What is wrong with a job description; empty where nothing is."""
    if len(text) > MAX_JOB_CHARACTERS:
        return f"Job description too long (max {MAX_JOB_CHARACTERS:,} characters)"
    if is_blank(text):
        return "Job description cannot be empty"
    if count_characters(text) < MIN_CHARACTERS:
        return (
            "Job description seems too short. Please provide a complete job description "
            f"(at least {MIN_CHARACTERS} characters)"
        )
    return unshowable("job_description") if has_control_characters(text) else ""


def unshowable(name: str) -> str:
    """The sentence for a text with control characters."""
    return f"{label(name)} has characters that can't be shown. Please paste it again as plain text"


class CvFields(msgspec.Struct, frozen=True):
    """A CV as a client sends it: a file, or its text."""

    cv_file: Annotated[str, Meta(extra_json_schema={"format": "binary"})] = ""
    cv_text: str = ""


class CvForm(msgspec.Struct, frozen=True):
    """A CV as it arrived: a file, whose name is None where there is none, or its text."""

    file_name: str | None = None
    cv_file: bytes = b""
    cv_text: str = ""

    @property
    def field(self) -> str:
        """The field that it came in."""
        return "cv_text" if self.cv_text else "cv_file"


class Document(msgspec.Struct, frozen=True):
    """A document as it is kept, with what was understood of it when it was read.

    `name` and `size_bytes` are those of the file that it came from. `word_count` is None, and there
    are no `headings`, where it was kept before these were.
    """

    kind: Kind
    content: str
    name: str | None = None
    size_bytes: int | None = None
    word_count: int | None = None
    headings: list[str] = []

    @property
    def beginning(self) -> str:
        """Its first lines, by which a person knows it again."""
        return "\n".join(self.content[:FIRST_CHARACTERS].split("\n")[:FIRST_LINES])


class SavedDocuments(msgspec.Struct, frozen=True):
    """The two documents of a session, each where it is there."""

    cv: Document | None
    job: Document | None


class Typed(msgspec.Struct, frozen=True):
    """What stands in the two forms besides what is saved."""

    cv_text: str = ""
    job_description: str = ""


class Saved(msgspec.Struct, frozen=True):
    """The JSON of an upload."""

    success: bool
    message: str
    redirect: str
