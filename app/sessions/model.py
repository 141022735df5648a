"""An interview session: the form that begins it and the form's rules, and its shapes."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.errors import ValidationError
from app.sessions.standing import NAMES, Place, Standing, Step
from app.text import has_control_characters, is_blank, is_one_line, label

MAX_CHARACTERS = 200  # Unicode code points; the user's specification
RECENT = 5  # sessions on the dashboard; the same

Field = Annotated[str, Meta(min_length=1, max_length=MAX_CHARACTERS)]
RequestKey = Annotated[str, Meta(description="Requests with the same key are done once")]


class SessionForm(msgspec.Struct, frozen=True):
    """What a person says to begin: the job and the company."""

    job_title: Field = ""
    company_name: Field = ""
    request_key: RequestKey = ""

    def check(self) -> None:
        """Do nothing where both fields can be used.

        Raises:
            ValidationError: with a sentence for each wrong field.
        """
        found = {name: fault(name, getattr(self, name)) for name in ("job_title", "company_name")}
        if faults := {name: sentence for name, sentence in found.items() if sentence}:
            raise ValidationError(fields=faults)


def fault(name: str, value: str) -> str:
    """What is wrong with a field, in the user's own words; empty where nothing is."""
    if len(value) > MAX_CHARACTERS:
        return f"{label(name)} too long (max {MAX_CHARACTERS} characters)"
    if is_blank(value):
        return f"{label(name)} cannot be empty"
    if has_control_characters(value) or not is_one_line(value):
        return f"{label(name)} has characters that can't be shown. Please type it again."
    return ""


class Session(msgspec.Struct, frozen=True):
    """An interview session without its texts: what it is called, and how far it has come.

    `rules_only` where no language model may have a part in it.
    """

    id: int
    job_title: str
    company_name: str
    created_at: datetime
    standing: Standing
    rules_only: bool = False

    @property
    def url(self) -> str:
        return f"/session/{self.id}"

    @property
    def upload_url(self) -> str:
        return upload_url(self.id)

    @property
    def review_url(self) -> str:
        return f"{self.url}/review"

    @property
    def interview_url(self) -> str:
        return interview_url(self.id)

    @property
    def feedback_url(self) -> str:
        return feedback_url(self.id)

    @property
    def url_as_it_stands(self) -> str:
        """The page where the person goes on."""
        return self.urls[self.standing.place] or self.upload_url

    @property
    def urls(self) -> dict[Place, str | None]:
        """The pages of the session that can be opened by now."""
        standing = self.standing
        has_interview = standing.question_count or not standing.missing
        return {
            "documents": self.upload_url,
            "review": self.review_url if has_interview else None,
            "interview": self.interview_url if has_interview else None,
            "feedback": self.feedback_url if standing.has_feedback else None,
        }

    def steps(self, here: Place | Literal["job"] | None = None) -> list[Step]:
        """The way of a session: what is done or begun, where one is, what can be opened."""
        job = Step("Job", "current" if here == "job" else "done", f"{self.url}/edit")
        reached = self.standing.reached
        return [job] + [
            Step(NAMES[place], "current" if place == here else reached[place], url)
            for place, url in self.urls.items()
        ]


class Run(msgspec.Struct, frozen=True):
    """A session as one of the runs of its job: `number` of `count`, from 1.

    `lineage` is the uid of the first of them; `done_count` says how many questions were answered or
    skipped, 0 to 8.
    """

    session: Session
    lineage: str
    number: int
    count: int
    done_count: int


class Recent(msgspec.Struct, frozen=True):
    """A visitor's newest sessions, at most RECENT of them: `cards`, the runs of one job together.

    `has_more` where there are older ones; `go_on` is the newest session of all that can go on.
    """

    cards: list[tuple[Run, ...]] = []
    has_more: bool = False
    go_on: Session | None = None

    @property
    def go_on_above(self) -> Session | None:
        """The session to go on with, where no card has it."""
        is_listed = any(run.session == self.go_on for runs in self.cards for run in runs)
        return None if is_listed else self.go_on


class SessionBody(msgspec.Struct, frozen=True):
    """The Session object of the API, its fields in this order."""

    id: int
    user_id: int | None
    job_title: str
    company_name: str
    cv_text: str | None
    job_description_text: str | None
    created_at: datetime


class RecentSession(msgspec.Struct, frozen=True):
    """A Session as `GET /dashboard` lists it."""

    id: int
    job_title: str
    company_name: str
    created_at: datetime
    cv_text: str | None
    job_description_text: str | None


class RecentSessions(msgspec.Struct, frozen=True):
    """The JSON of `GET /dashboard`: up to RECENT sessions, newest first."""

    recent_sessions: list[RecentSession]


class Created(msgspec.Struct, frozen=True):
    """The JSON of `POST /session/create`."""

    redirect: str
    session_id: int


def upload_url(session_id: int) -> str:
    return f"/session/{session_id}/upload"


def feedback_url(session_id: int) -> str:
    return f"/session/{session_id}/feedback"


def interview_url(session_id: int) -> str:
    return f"/session/{session_id}/interview"
