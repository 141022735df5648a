"""The texts of a person by name: what a model is given of them, and what it is held against."""

from collections.abc import Sequence

from app.interviewer.language_model.given import GivenTexts
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.verifying import Verifier
from app.interviewer.model import Documents, Turn
from app.interviewer.rules.language.words import cut

LONGEST_GIVEN = 8_000  # characters of one document; two and the answers fit 8,192 tokens
LONGEST_ANSWER = 2_000


class PersonTexts:
    """What one person brought and said; sources are called as in quotes: `cv`, `answer 1` …"""

    def __init__(self, documents: Documents, turns: Sequence[Turn], verifier: Verifier) -> None:
        self.documents = documents
        self.turns = turns
        self.verifier = verifier

    @property
    def answers(self) -> dict[str, str]:
        each = enumerate(self.turns, 1)
        return {f"answer {number}": turn.answer for number, turn in each if not turn.is_skipped}

    @property
    def titles(self) -> str:
        return f"{self.documents.job_title}\n{self.documents.company_name}"

    @property
    def own(self) -> dict[str, str]:
        """What is the person's own: facts for an answer of theirs."""
        return {"titles": self.titles, "cv": self.documents.cv, **self.answers}

    def given(self, **more: str) -> GivenTexts:
        """All that a text about this person may rest on."""
        return self.verifier.given({**self.own, "job": self.documents.job_description, **more})

    def honest(self, text: str, longest: int = LONGEST_GIVEN) -> str:
        """The beginning of a text, without what speaks to its judge there."""
        return self.verifier.honest(cut(text, longest))

    def data(self, prompts: Prompts) -> dict[str, str]:
        """The documents as the model is given them."""
        names, documents = prompts.texts, self.documents
        return {
            names.job_title: self.honest(documents.job_title),
            names.company_name: self.honest(documents.company_name),
            names.job_description: self.honest(documents.job_description),
            names.cv: self.honest(documents.cv),
        }

    def conversation(self, prompts: Prompts) -> str:
        """What was asked and answered so far, the answers shortened."""
        names = prompts.texts
        lines = []
        for number, turn in enumerate(self.turns, 1):
            lines.append(names.asked.format(number=number, question=turn.question.text))
            if said := self.honest(turn.answer, LONGEST_ANSWER // 4):
                lines.append(names.answered.format(number=number, answer=said))
        return "\n".join(lines)
