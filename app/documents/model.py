"""The CV and the job description: their forms, the rules of what is pasted, and what is shown."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.documents.reading.headings import section_headings
from app.errors import RehearseError, ValidationError
from app.text import count_characters, has_control_characters, is_blank, label

Kind = Literal["cv", "job"]

MIN_CHARACTERS = 50  # the user's specification, as is the next one
MAX_JOB_CHARACTERS = 10_000
FIRST_LINES, FIRST_CHARACTERS = 3, 240  # of what is shown to know a document by

JobText = Annotated[str, Meta(min_length=MIN_CHARACTERS, max_length=MAX_JOB_CHARACTERS)]


class JobForm(msgspec.Struct, frozen=True):
    """A job description, pasted."""

    job_description: JobText = ""

    def error(self) -> RehearseError | None:
        """What is wrong with it, in the user's own words."""
        text = self.job_description
        if is_blank(text):
            return ValidationError("Job description cannot be empty")
        if count_characters(text) < MIN_CHARACTERS:
            return ValidationError(
                "Job description seems too short. Please provide a complete job description "
                f"(at least {MIN_CHARACTERS} characters)"
            )
        if len(text) > MAX_JOB_CHARACTERS:
            return ValidationError(
                f"Job description too long (max {MAX_JOB_CHARACTERS:,} characters)"
            )
        return unshowable("job_description", text)


class CvFields(msgspec.Struct, frozen=True):
    """A CV as a client sends it: a file, or its text."""

    cv_file: Annotated[str, Meta(extra_json_schema={"format": "binary"})] = ""
    cv_text: str = ""


class CvForm(msgspec.Struct, frozen=True):
    """A CV as it arrived: a file, whose name is None where there is none, or its text."""

    file_name: str | None = None
    cv_file: bytes = b""
    cv_text: str = ""


class Document(msgspec.Struct, frozen=True):
    """A document as it is kept; `name` and `size_bytes` are those of the file that it came from."""

    kind: Kind
    content: str
    name: str | None = None
    size_bytes: int | None = None

    @property
    def word_count(self) -> int:
        return len(self.content.split())

    @property
    def beginning(self) -> str:
        """Its first lines, by which a person knows it again."""
        return "\n".join(self.content.split("\n")[:FIRST_LINES])[:FIRST_CHARACTERS]

    @property
    def headings(self) -> list[str]:
        """The section headings that were recognised, as they stand in the text."""
        return section_headings(self.content)


class Documents(msgspec.Struct, frozen=True):
    """The two documents of a session, each where it is there."""

    cv: Document | None
    job: Document | None


class UploadForms(msgspec.Struct, frozen=True):
    """What stands in the two forms besides what is saved: what was pasted, and what is wrong."""

    cv_text: str = ""
    cv_error: RehearseError | None = None
    job_text: str = ""
    job_error: RehearseError | None = None


class Saved(msgspec.Struct, frozen=True):
    """The JSON of an upload."""

    success: bool
    message: str
    redirect: str


def unshowable(name: str, text: str) -> ValidationError | None:
    """An error where the text holds control characters."""
    if not has_control_characters(text):
        return None
    return ValidationError(
        f"{label(name)} has characters that can't be shown. Please paste it again as plain text"
    )
