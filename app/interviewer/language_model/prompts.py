"""What a language model is told, read once from `prompts.toml`: prompts are words, not code."""

from pathlib import Path

import msgspec

from app.interviewer.language_model.verifying import Refusal, VerifyingWords

FILE = Path(__file__).with_name("prompts.toml")


class WordingPrompts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    system: str
    question: str
    rephrase: str
    probe: str


class ReadingPrompts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    system: str
    request: str


class OpinionPrompts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`system` has a place for the `{anchors}`; `missing` is how a remark names what is missing."""

    system: str
    anchor: str
    request: str
    missing: str


class SummaryPrompts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    system: str
    request: str


class TextNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the texts are called that the model is given."""

    job_title: str
    company_name: str
    job_description: str
    cv: str
    question: str
    answer: str
    conversation: str
    planned: str
    open: str
    requirement: str
    cv_lines: str
    last_answer: str
    asked: str
    answered: str
    remark: str


class Prompts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`prompts.toml`; `refused` has a sentence for each refusal."""

    wording: WordingPrompts
    reading: ReadingPrompts
    opinion: OpinionPrompts
    summary: SummaryPrompts
    texts: TextNames
    refused: dict[Refusal, str]
    verifying: VerifyingWords

    @classmethod
    def load(cls) -> "Prompts":
        """
        Raises:
            msgspec.ValidationError: the file is not of this shape.
        """
        return msgspec.toml.decode(FILE.read_bytes(), type=cls)

    @property
    def instructions(self) -> list[str]:
        """What must not come back as the model's own words."""
        wording, opinion = self.wording, self.opinion
        systems = [wording.system, self.reading.system, opinion.system, self.summary.system]
        return [*systems, wording.question, wording.rephrase, wording.probe, *self.refused.values()]
