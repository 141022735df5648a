"""An interview as scripts read it."""

from datetime import datetime

import msgspec

from app.interview.model import AskedTurn, Interview, rests_on
from app.interviewer.model import QUESTIONS, QuestionKind, Quotation, Requirement
from app.sessions.model import Session


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
    rests_on: list[Quotation]
    worded_by: str
    skipped: bool


class AnswerMessage(msgspec.Struct, frozen=True, tag_field="role", tag="user"):
    """What the candidate said, as the API shows it."""

    id: int
    session_id: int
    content: str
    timestamp: datetime


class Progress(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far an interview has come; `question_count` counts the questions asked.

    `is_being_asked` where the next question is being made.
    """

    question_count: int
    max_questions: int
    is_started: bool
    is_complete: bool
    is_being_asked: bool = False


class SessionName(msgspec.Struct, frozen=True):
    """Which session an interview belongs to."""

    id: int
    job_title: str
    company_name: str


class InterviewBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The JSON of an interview; `read_by` is who read the documents, where a model reads too."""

    session: SessionName
    conversation: list[QuestionMessage | AnswerMessage]
    progress: Progress
    requirements: list[Requirement]
    read_by: str = ""


class NextBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The JSON of an answer: what is asked next, or that it `is_being_asked`."""

    next_question: str | None
    is_complete: bool
    question_count: int
    is_being_asked: bool = False


def body_of(session: Session, interview: Interview | None) -> InterviewBody:
    """The interview as the API shows it; one that has not begun has nothing in it."""
    turns = interview.turns if interview else []
    return InterviewBody(
        SessionName(session.id, session.job_title, session.company_name),
        [message for turn in turns for message in messages(session.id, turn)],
        progress_of(interview),
        interview.plan.requirements if interview else [],
        interview.plan.read_by if interview else "",
    )


def progress_of(interview: Interview | None) -> Progress:
    if interview is None:
        return Progress(0, QUESTIONS, is_started=False, is_complete=False)
    return Progress(
        len(interview.turns), QUESTIONS, True, interview.is_complete, interview.is_being_asked
    )


def next_of(interview: Interview) -> NextBody:
    """What is asked next, as the API shows it."""
    turn = interview.open_turn
    asked = len(interview.turns)
    content = turn.question.text if turn else None
    return NextBody(content, interview.is_complete, asked, interview.is_being_asked)


def next_after(interview: Interview, number: int, *, takes_time: bool) -> NextBody:
    """What the API said to the answer to this question then."""
    if takes_time and number < QUESTIONS:
        return NextBody(None, False, number, is_being_asked=True)
    following = interview.turns[number : number + 1]
    if not following:
        return next_of(interview)
    return NextBody(following[0].question.text, False, number + 1)


def messages(session_id: int, turn: AskedTurn) -> list[QuestionMessage | AnswerMessage]:
    """The question, then its answer; their ids count up through the conversation."""
    question = question_message(session_id, turn)
    if turn.answer is None or turn.answered_at is None:
        return [question]
    answer = AnswerMessage(2 * turn.number, session_id, turn.answer, turn.answered_at)
    return [question, answer]


def question_message(session_id: int, turn: AskedTurn) -> QuestionMessage:
    asked = turn.question
    return QuestionMessage(
        2 * turn.number - 1,
        session_id,
        asked.text,
        turn.asked_at,
        asked.kind,
        asked.competency,
        asked.requirement_id,
        asked.why,
        rests_on(asked),
        asked.worded_by,
        turn.is_skipped,
    )
