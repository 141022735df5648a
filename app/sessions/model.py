"""An interview session: its form and the form's rules, its shapes, and where it stands."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.text import has_control_characters, is_blank, is_one_line, label

MAX_CHARACTERS = 200  # Unicode code points; the user's specification
RECENT = 5  # sessions on the dashboard; the same

QUESTIONS = 8  # of an interview; the same
START = "Start the interview"
NAMES = {
    "documents": "Documents",
    "interview": "Interview",
    "feedback": "Feedback",
}

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Field = Annotated[str, Meta(min_length=1, max_length=MAX_CHARACTERS)]


class SessionForm(msgspec.Struct, frozen=True):
    """What a person says to begin: the job and the company."""

    job_title: Field = ""
    company_name: Field = ""
    request_key: Annotated[str, Meta(description="The same key makes the same request once")] = ""

    def errors(self) -> dict[str, str]:
        """A sentence for each wrong field, in the form's order."""
        faults = {name: fault(name, getattr(self, name)) for name in ("job_title", "company_name")}
        return {name: sentence for name, sentence in faults.items() if sentence}

    def request_id(self) -> bytes | None:
        """What makes two requests one: the key and what was sent with it, 32 bytes; or no key.

        The content counts too, because a person who goes back and types another job sends the
        same key again and means another session.
        """
        if not self.request_key:
            return None
        said = msgspec.json.encode([self.request_key, self.job_title, self.company_name])
        return sha256(said).digest()


def fault(name: str, value: str) -> str:
    """What is wrong with a field, in the user's own words; empty where nothing is."""
    if is_blank(value):
        return f"{label(name)} cannot be empty"
    if len(value) > MAX_CHARACTERS:
        return f"{label(name)} too long (max {MAX_CHARACTERS} characters)"
    if has_control_characters(value) or not is_one_line(value):
        return f"{label(name)} has characters that can't be shown. Please type it again"
    return ""


Place = Literal["documents", "interview", "feedback"]


MISSING = {  # by whether the CV and the job description are there
    (False, False): ["a CV", "a job description"],
    (False, True): ["a CV"],
    (True, False): ["a job description"],
    (True, True): [],
}


class Standing(msgspec.Struct, frozen=True):
    """How far a session has come; `score` is 1 to 10 where the feedback has one."""

    has_cv: bool = False
    has_job: bool = False
    question_count: int = 0
    is_complete: bool = False
    has_feedback: bool = False
    score: int | None = None

    @property
    def missing(self) -> list[str]:
        """The documents that are still to come, as a sentence names them."""
        return MISSING[self.has_cv, self.has_job]

    @property
    def place(self) -> Place:
        """Where the person goes on."""
        if self.has_feedback:
            return "feedback"
        return "interview" if self.question_count or not self.missing else "documents"

    @property
    def label(self) -> str:
        if self.has_feedback:
            return f"{self.score}/10" if self.score else "Feedback is ready"
        if self.is_complete:
            return "Ready for feedback"
        if self.question_count:
            return f"Question {self.question_count} of {QUESTIONS}"
        return "Needs " + " and ".join(self.missing) if self.missing else "Ready"

    @property
    def next_action(self) -> str:
        if self.has_feedback:
            return "Read your feedback"
        if self.is_complete:
            return "Get your feedback"
        if self.question_count:
            return "Go on"
        return "Add " + self.missing[0].removeprefix("a ") if self.missing else START


class SessionBody(msgspec.Struct, frozen=True):
    """The Session object of the API, its fields in this order."""

    id: int
    user_id: int | None
    job_title: str
    company_name: str
    cv_text: str | None
    job_description_text: str | None
    created_at: datetime


class Session(msgspec.Struct, frozen=True):
    """An interview session: the object that the API shows, and how far it has come."""

    body: SessionBody
    standing: Standing

    @property
    def id(self) -> int:
        return self.body.id

    @property
    def url(self) -> str:
        return f"/session/{self.id}"

    @property
    def upload_url(self) -> str:
        return upload_url(self.id)

    @property
    def interview_url(self) -> str:
        return interview_url(self.id)

    @property
    def feedback_url(self) -> str:
        return f"{self.url}/feedback"

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
            "interview": self.interview_url if has_interview else None,
            "feedback": self.feedback_url if standing.has_feedback else None,
        }

    def steps(self, here: Place) -> list["Step"]:
        """The way of a session: what is done, where one is, what can be opened."""
        standing = self.standing
        done = {
            "documents": not standing.missing,
            "interview": standing.is_complete,
            "feedback": standing.has_feedback,
        }
        return [Step("Job", "done")] + [
            Step(
                NAMES[place],
                "current" if place == here else "done" if done[place] else "next",
                url,
            )
            for place, url in self.urls.items()
        ]


class Step(msgspec.Struct, frozen=True):
    """A step of the way; it can be opened once it has a URL."""

    name: str
    state: Literal["done", "current", "next"]
    url: str | None = None


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


class Card(msgspec.Struct, frozen=True):
    """A recent session as the dashboard shows it, without its texts."""

    id: int
    job_title: str
    company_name: str
    created_at: datetime
    standing: Standing

    @property
    def url(self) -> str:
        return f"/session/{self.id}"


def upload_url(session_id: int) -> str:
    return f"/session/{session_id}/upload"


def interview_url(session_id: int) -> str:
    return f"/session/{session_id}/interview"


def moment_of(microseconds: int) -> datetime:
    """A moment as the store keeps it, microseconds since 1970, in UTC."""
    return EPOCH + timedelta(microseconds=microseconds)


def microseconds_now() -> int:
    return (datetime.now(UTC) - EPOCH) // timedelta(microseconds=1)
