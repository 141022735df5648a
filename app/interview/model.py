"""An interview as it stands: its turns, the rule of an answer, and what scripts read of it."""

import re
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from app.errors import ConflictError, ValidationError
from app.interviewer.model import (
    QUESTIONS,
    Plan,
    Question,
    Quotation,
    Requirement,
    Turn,
)
from app.sessions.model import Session
from app.sessions.standing import Standing
from app.text import has_control_characters, is_blank

MAX_CHARACTERS = 10_000  # of an answer; the user's specification

NO_STORY = ("background", "gap", "motivation")  # competencies that ask for no finished story
SKIP, REPHRASE = "skip", "rephrase"
SECONDS = re.compile("0|[1-9][0-9]{0,2}|[1-6][0-9]{3}|7[01][0-9]{2}|7200", re.ASCII)


class CompleteError(ValidationError):
    heading = "This interview has ended"
    sentence = "This interview is already complete."


class AnsweredFirstError(ConflictError):
    heading = "That question has an answer already"
    sentence = "Another answer to this question came first. Please load the page again."


class BeingAskedError(ConflictError):
    heading = "One moment"
    sentence = "The next question is on its way."


class AskedAgainError(ValidationError):
    heading = "This is already the other wording"
    sentence = "This question was already asked in another way."


class AnswerForm(msgspec.Struct, frozen=True):
    """An answer or another wish, and which question it is for, if the client says so."""

    NUMBERS: ClassVar = ("question", "seconds")

    answer: Annotated[str, Meta(max_length=MAX_CHARACTERS)] = ""
    question: Annotated[str, Meta(description="The number of the question; else the open one")] = ""
    action: Annotated[str, Meta(description="`skip` or `rephrase` in the place of an answer")] = ""
    seconds: Annotated[str, Meta(description="The time that it took, 0 to 7200")] = ""

    @property
    def is_skip(self) -> bool:
        return self.action == SKIP

    @property
    def is_rephrase(self) -> bool:
        return self.action == REPHRASE

    @property
    def text(self) -> str:
        """What is kept as the answer: nothing of a question that is skipped."""
        return "" if self.is_skip else self.answer

    @property
    def taken_s(self) -> int | None:
        return int(self.seconds) if self.seconds else None

    def check(self) -> None:
        """Do nothing where it is an answer, or another wish that there can be.

        Raises:
            ValidationError: in the user's own words.
        """
        if self.action not in ("", SKIP, REPHRASE):
            raise ValidationError(
                fields={"action": f"The action is unknown. Please send {SKIP} or {REPHRASE}."}
            )
        if self.seconds and not SECONDS.fullmatch(self.seconds):
            raise ValidationError(
                fields={"seconds": "The seconds can't be used. Please send 0 to 7200."}
            )
        if not self.action and (sentence := answer_fault(self.answer)):
            raise ValidationError(fields={"answer": sentence})


def answer_fault(text: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if len(text) > MAX_CHARACTERS:
        return f"Answer too long (max {MAX_CHARACTERS:,} characters)"
    if is_blank(text):
        return "Answer cannot be empty."
    if has_control_characters(text):
        return "Your answer has characters that can't be shown. Please type it again."
    return ""


class AskedTurn(msgspec.Struct, frozen=True):
    """A question that was asked, and its answer once there is one; none where it was skipped."""

    number: int
    question: Question
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    request_key: bytes | None = None  # of the request that answered
    is_skipped: bool = False
    seconds: int | None = None  # that the answer took, where the client said it
    is_rephrased: bool = False
    rephrase_key: bytes | None = None  # of the request that asked for other words

    @property
    def lines(self) -> list[Quotation]:
        """The lines of job and CV that the question is made from."""
        return rests_on(self.question)

    @property
    def tells_a_story(self) -> bool:
        """Whether the answer is to be one occasion, from how it began to what came of it."""
        return self.question.competency not in NO_STORY

    @property
    def is_done(self) -> bool:
        """Whether it was answered or skipped."""
        return self.is_skipped or self.answer is not None


class Interview(msgspec.Struct, frozen=True):
    """An interview without the texts that it was planned from, and how far it has come.

    `job_title` and `company_name` are those that it was planned with; the session may have others
    by now. `rests_on_earlier` documents, where one of them has changed since.
    """

    session: Session
    job_title: str
    company_name: str
    plan: Plan
    turns: list[AskedTurn]
    completed_at: datetime | None
    rests_on_earlier: bool = False

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None or len(self.told) == QUESTIONS

    @property
    def is_being_asked(self) -> bool:
        """Whether the next question is being made, or has to be."""
        return not self.is_complete and (not self.turns or self.turns[-1].is_done)

    @property
    def open_turn(self) -> AskedTurn | None:
        """The question that waits for its answer."""
        return None if self.is_complete or self.is_being_asked else self.turns[-1]

    @property
    def told(self) -> list[Turn]:
        """The turns as an interviewer reads them, those that were skipped too."""
        return [
            Turn(turn.question, turn.answer or "", turn.is_skipped)
            for turn in self.turns
            if turn.is_done
        ]

    @property
    def answered(self) -> list[AskedTurn]:
        """The turns that have an answer."""
        return [turn for turn in self.turns if turn.answer]

    def requirement(self, question: Question) -> Requirement | None:
        """What the job asks for, where the question rests on that."""
        known = {requirement.id: requirement for requirement in self.plan.requirements}
        return known.get(question.requirement_id or "")

    def check(self, form: AnswerForm) -> None:
        """Do nothing where the answer can be kept, or its question has one, which then stands.

        Raises:
            ValidationError: it can't.
            BeingAskedError: there is no open question yet.
        """
        if any(str(turn.number) == form.question and turn.is_done for turn in self.turns):
            return
        if self.is_complete:
            raise CompleteError
        if self.is_being_asked:
            raise BeingAskedError
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
            str(turn.number) == form.question
            and turn.is_done
            and form.text not in (turn.answer, "")
            for turn in self.turns
        )

    @property
    def standing(self) -> Standing:
        """How far the session has come by this."""
        return replace(
            self.session.standing,
            question_count=len(self.turns),
            is_complete=self.completed_at is not None,
            is_empty=self.completed_at is not None and not self.answered,
        )


def rests_on(question: Question) -> list[Quotation]:
    """The lines that a question is made from; up to `rules-3` it names one, in its text."""
    if question.rests_on or not question.quote:
        return question.rests_on
    if question.source == "cv":
        return [Quotation("cv", question.quote)]
    return [Quotation("job", question.quote)] if question.source == "job" else []
