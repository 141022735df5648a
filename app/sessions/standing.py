"""How far a session has come: what that is called, where it goes on, which steps are done."""

from typing import Literal

import msgspec

QUESTIONS = 8  # of an interview; the user's specification

Place = Literal["documents", "review", "interview", "feedback"]
Reach = Literal["done", "begun", "next"]
NAMES: dict[Place, str] = {
    "documents": "Documents",
    "review": "Review",
    "interview": "Interview",
    "feedback": "Feedback",
}

MISSING = {  # by whether the CV and the job description are there
    (False, False): ["a CV", "a job description"],
    (False, True): ["a CV"],
    (True, False): ["a job description"],
    (True, True): [],
}


class Standing(msgspec.Struct, frozen=True):
    """How far a session has come; `score` is 1 to 10 where the feedback has one.

    `is_empty` where the interview is complete and every question was skipped.
    """

    has_cv: bool = False
    has_job: bool = False
    question_count: int = 0
    is_complete: bool = False
    is_empty: bool = False
    has_feedback: bool = False
    score: int | None = None

    @property
    def can_go_on(self) -> bool:
        """Whether there is no report yet and there can be one."""
        return not (self.has_feedback or self.is_empty)

    @property
    def missing(self) -> list[str]:
        """The documents that are still to come, as a sentence names them."""
        return MISSING[self.has_cv, self.has_job]

    @property
    def place(self) -> Place:
        """Where the person goes on."""
        if self.has_feedback:
            return "feedback"
        if self.question_count:
            return "interview"
        return "documents" if self.missing else "review"

    @property
    def reached(self) -> dict[Place, Reach]:
        """How far each place has come."""
        has_begun = self.question_count > 0
        return {
            "documents": reach(self.has_cv or self.has_job, not self.missing),
            "review": reach(has_begun, has_begun),
            "interview": reach(has_begun, self.is_complete),
            "feedback": reach(self.has_feedback, self.has_feedback),
        }

    @property
    def label(self) -> str:
        if self.has_feedback:
            return f"{self.score}/10" if self.score else "Feedback is ready"
        if self.is_empty:
            return "All questions were skipped"
        if self.is_complete:
            return "Ready for feedback"
        if self.question_count:
            return f"Question {self.question_count} of {QUESTIONS}"
        return "Needs " + " and ".join(self.missing) if self.missing else "Ready to start"

    @property
    def next_action(self) -> str:
        if self.has_feedback:
            return "Read your feedback"
        if self.is_empty:
            return "Practise again"
        if self.is_complete:
            return "Get your feedback"
        if self.question_count:
            return "Go on"
        return "Add " + self.missing[0].removeprefix("a ") if self.missing else "Review and start"


def reach(is_begun: bool, is_done: bool) -> Reach:
    return "done" if is_done else "begun" if is_begun else "next"


class Step(msgspec.Struct, frozen=True):
    """A step of the way; it can be opened once it has a URL."""

    name: str
    state: Reach | Literal["current"]
    url: str | None = None
