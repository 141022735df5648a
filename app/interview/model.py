"""An interview as it stands: its turns, the rule of an answer, and what scripts read of it."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.errors import ValidationError
from app.interview.interviewer.model import (
    QUESTIONS,
    Documents,
    Plan,
    Question,
    QuestionKind,
    Requirement,
    Turn,
)
from app.text import has_control_characters, is_blank

MAX_CHARACTERS = 10_000  # of an answer; the user's specification

AnswerText = Annotated[str, Meta(min_length=1, max_length=MAX_CHARACTERS)]


class AnswerForm(msgspec.Struct, frozen=True):
    """An answer, and the number of the question that it answers where the client says it."""

    answer: AnswerText = ""
    question: Annotated[str, Meta(description="The number of the question; else the open one")] = ""

    def error(self) -> ValidationError | None:
        """What is wrong with it, in the user's own words."""
        if is_blank(self.answer):
            return ValidationError("Answer cannot be empty.")
        if len(self.answer) > MAX_CHARACTERS:
            return ValidationError(f"Answer too long (max {MAX_CHARACTERS:,} characters)")
        if has_control_characters(self.answer):
            return ValidationError(
                "Answer has characters that can't be shown. Please type it again"
            )
        return None


class AskedTurn(msgspec.Struct, frozen=True):
    """A question that was asked, and its answer once there is one."""

    number: int
    question: Question
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


class Interview(msgspec.Struct, frozen=True):
    """An interview: what it was planned from, and how far it has come."""

    session_id: int
    documents: Documents
    plan: Plan
    turns: list[AskedTurn]
    completed_at: datetime | None

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None or len(self.answered) == QUESTIONS

    @property
    def open_turn(self) -> AskedTurn | None:
        """The question that waits for its answer."""
        last = self.turns[-1]
        return last if last.answer is None and not self.is_complete else None

    @property
    def answered(self) -> list[Turn]:
        """The turns as an interviewer reads them."""
        return [Turn(turn.question, turn.answer) for turn in self.turns if turn.answer]

    def requirement(self, question: Question) -> Requirement | None:
        """What the job asks for, where the question rests on that."""
        known = {requirement.id: requirement for requirement in self.plan.requirements}
        return known.get(question.requirement_id or "")

    def fault(self, form: AnswerForm) -> ValidationError | None:
        """What is wrong with an answer; nothing where its question has one, which is then kept."""
        if any(str(turn.number) == form.question and turn.answer for turn in self.turns):
            return None
        if self.is_complete:
            return ValidationError("This interview is already complete.")
        return form.error()

    def waits_for(self, form: AnswerForm) -> bool:
        """Whether this is an answer to the open question."""
        turn = self.open_turn
        return turn is not None and form.question in ("", str(turn.number))

    def holds_another(self, form: AnswerForm) -> bool:
        """Whether the question of this answer has another one, which stands."""
        return any(
            str(turn.number) == form.question and turn.answer not in (None, form.answer)
            for turn in self.turns
        )

    def rests_on_earlier(self, cv: str | None, job_description: str | None) -> bool:
        """Whether a document has changed since the interview was planned."""
        return (cv, job_description) != (self.documents.cv, self.documents.job_description)


class QuestionMessage(msgspec.Struct, frozen=True, tag_field="role", tag="assistant"):
    """What the interviewer said, as the API shows it."""

    id: int
    session_id: int
    content: str
    timestamp: datetime
    kind: QuestionKind
    competency: str
    requirement_id: str | None
    why: str


class AnswerMessage(msgspec.Struct, frozen=True, tag_field="role", tag="user"):
    """What the candidate said, as the API shows it."""

    id: int
    session_id: int
    content: str
    timestamp: datetime


class Progress(msgspec.Struct, frozen=True):
    """How far an interview has come; `question_count` counts the questions asked."""

    question_count: int
    max_questions: int
    is_started: bool
    is_complete: bool


class SessionName(msgspec.Struct, frozen=True):
    """Which session an interview belongs to."""

    id: int
    job_title: str
    company_name: str


class InterviewBody(msgspec.Struct, frozen=True):
    """The JSON of an interview."""

    session: SessionName
    conversation: list[QuestionMessage | AnswerMessage]
    progress: Progress
    requirements: list[Requirement]


class NextBody(msgspec.Struct, frozen=True):
    """The JSON of an answer: what is asked next."""

    next_question: str | None
    is_complete: bool
    question_count: int


def body_of(interview: Interview) -> InterviewBody:
    """The interview as the API shows it."""
    documents = interview.documents
    return InterviewBody(
        SessionName(interview.session_id, documents.job_title, documents.company_name),
        [message for turn in interview.turns for message in messages(interview.session_id, turn)],
        progress_of(interview),
        interview.plan.requirements,
    )


def progress_of(interview: Interview) -> Progress:
    return Progress(len(interview.turns), QUESTIONS, bool(interview.turns), interview.is_complete)


def next_of(interview: Interview) -> NextBody:
    """What is asked next, as the API shows it."""
    turn = interview.open_turn
    asked = len(interview.turns)
    return NextBody(turn.question.text if turn else None, interview.is_complete, asked)


def messages(session_id: int, turn: AskedTurn) -> list[QuestionMessage | AnswerMessage]:
    """The question, then its answer; their ids count up through the conversation."""
    asked = turn.question
    question = QuestionMessage(
        2 * turn.number - 1,
        session_id,
        asked.text,
        turn.asked_at,
        asked.kind,
        asked.competency,
        asked.requirement_id,
        asked.why,
    )
    if turn.answer is None or turn.answered_at is None:
        return [question]
    answer = AnswerMessage(2 * turn.number, session_id, turn.answer, turn.answered_at)
    return [question, answer]
