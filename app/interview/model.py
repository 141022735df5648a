"""An interview as it stands: its turns, the rule of an answer, and what scripts read of it."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from app.errors import ConflictError, ValidationError
from app.interviewer.model import (
    QUESTIONS,
    Plan,
    Question,
    QuestionKind,
    Requirement,
    Turn,
)
from app.sessions.model import Session
from app.sessions.standing import Standing
from app.text import has_control_characters, is_blank

MAX_CHARACTERS = 10_000  # of an answer; the user's specification

AnswerText = Annotated[str, Meta(min_length=1, max_length=MAX_CHARACTERS)]


class CompleteError(ValidationError):
    heading = "This interview has ended"
    sentence = "This interview is already complete."


class AnsweredFirstError(ConflictError):
    heading = "That question has an answer already"
    sentence = "Another answer to this question came first"


class AnswerForm(msgspec.Struct, frozen=True):
    """An answer, and the number of the question that it answers where the client says it."""

    answer: AnswerText = ""
    question: Annotated[str, Meta(description="The number of the question; else the open one")] = ""

    def check(self) -> None:
        """Do nothing where it is an answer.

        Raises:
            ValidationError: in the user's own words.
        """
        if sentence := answer_fault(self.answer):
            raise ValidationError(fields={"answer": sentence})


def answer_fault(text: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if len(text) > MAX_CHARACTERS:
        return f"Answer too long (max {MAX_CHARACTERS:,} characters)"
    if is_blank(text):
        return "Answer cannot be empty."
    if has_control_characters(text):
        return "Answer has characters that can't be shown. Please type it again"
    return ""


class AskedTurn(msgspec.Struct, frozen=True):
    """A question that was asked, and its answer once there is one."""

    number: int
    question: Question
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    request_key: bytes | None = None  # of the request that answered


class Interview(msgspec.Struct, frozen=True):
    """An interview without the texts that it was planned from, and how far it has come.

    `rests_on_earlier` documents, where one of them has changed since.
    """

    session: Session
    plan: Plan
    turns: list[AskedTurn]
    completed_at: datetime | None
    rests_on_earlier: bool = False

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

    def check(self, form: AnswerForm) -> None:
        """Do nothing where the answer can be kept, or its question has one, which then stands.

        Raises:
            ValidationError: it can't.
        """
        if any(str(turn.number) == form.question and turn.answer for turn in self.turns):
            return
        if self.is_complete:
            raise CompleteError
        form.check()

    def waits_for(self, form: AnswerForm, sent_at: datetime) -> bool:
        """Whether this is an answer to the open question.

        Raises:
            AnsweredFirstError: without a number, an answer is for the question that was open when
                it was sent, and that one has another answer by now.
        """
        turn = self.open_turn
        if turn and not form.question and turn.number > 1 and sent_at < turn.asked_at:
            raise AnsweredFirstError
        return turn is not None and form.question in ("", str(turn.number))

    def number_answered_by(self, request_id: bytes | None) -> int | None:
        """The question that this very request has answered before."""
        answered = (turn.number for turn in self.turns if turn.request_key == request_id)
        return next(answered, None) if request_id else None

    def holds_another(self, form: AnswerForm) -> bool:
        """Whether the question of this answer has another one, which stands."""
        return any(
            str(turn.number) == form.question and turn.answer not in (None, form.answer)
            for turn in self.turns
        )

    @property
    def standing(self) -> Standing:
        """How far the session has come by this."""
        return replace(
            self.session.standing,
            question_count=len(self.turns),
            is_complete=self.completed_at is not None,
        )


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


def body_of(session: Session, interview: Interview | None) -> InterviewBody:
    """The interview as the API shows it; one that has not begun has nothing in it."""
    turns = interview.turns if interview else []
    return InterviewBody(
        SessionName(session.id, session.job_title, session.company_name),
        [message for turn in turns for message in messages(session.id, turn)],
        progress_of(interview),
        interview.plan.requirements if interview else [],
    )


def progress_of(interview: Interview | None) -> Progress:
    if interview is None:
        return Progress(0, QUESTIONS, is_started=False, is_complete=False)
    return Progress(len(interview.turns), QUESTIONS, True, interview.is_complete)


def next_of(interview: Interview) -> NextBody:
    """What is asked next, as the API shows it."""
    turn = interview.open_turn
    asked = len(interview.turns)
    return NextBody(turn.question.text if turn else None, interview.is_complete, asked)


def next_after(interview: Interview, number: int) -> NextBody:
    """What was asked after the answer to this question, as the API showed it then."""
    following = interview.turns[number : number + 1]
    content = following[0].question.text if following else None
    return NextBody(content, not following, number + len(following))


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
