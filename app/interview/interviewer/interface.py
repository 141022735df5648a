"""What an interviewer does, whoever it is: rules today, a language model beside them later."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from app.interview.interviewer.model import Documents, Judgement, Plan, Question, Turn


class Interviewer(ABC):
    """Reads two documents, asks eight questions, judges the answers.

    Everything is a function of its arguments: the same input gives the same output, byte for byte.
    """

    @abstractmethod
    def read(self, documents: Documents, interview_id: int) -> Plan:
        """What the job asks for, what the CV shows of it, and eight questions made from both.

        `interview_id` chooses between wordings, so that two interviews do not read the same.
        """

    @abstractmethod
    def next(self, plan: Plan, turns: Sequence[Turn]) -> Question | None:
        """The question or probe after these turns; None once eight were answered."""

    @abstractmethod
    def judge(self, documents: Documents, plan: Plan, turns: Sequence[Turn]) -> Judgement:
        """The answers on the rubric, and what they and the documents show, each with its quote."""
