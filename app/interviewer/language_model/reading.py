"""What the job asks for as the model reads it; what does not stand in the texts does not count."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from app.interviewer.choices import text_id
from app.interviewer.interface import Interviewer
from app.interviewer.language_model.asking import Line, Prompt, Refused, ask
from app.interviewer.language_model.given import GivenTexts
from app.interviewer.language_model.interface import LanguageModel, ModelAwayError
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.texts import PersonTexts
from app.interviewer.language_model.verifying import (
    FEWEST_QUOTED,
    Refusal,
    Verifier,
)
from app.interviewer.model import (
    DUTY,
    ESSENTIAL,
    Choices,
    Documents,
    Reading,
    Requirement,
    RequirementKind,
    Status,
)

KIND = "model"  # what the versions of what a model made begin with
VERSION = f"{KIND}-1"
READ = "m"  # what the ids of requirements begin with that only the model read
DESIRABLE = 0.5  # as in the rules' table, `job_cues.WEIGHTS`
IMPORTANCE = {"essential": ESSENTIAL, "duty": DUTY, "desirable": DESIRABLE}
MAX_TOKENS = 4_000  # 30 requirements of 60 tokens, and some thought
MOST = 40
LONGEST_TEXT = 300  # characters, as the rules have it
FEWEST = 3  # requirements that stand in the text; with fewer the rules' reading is better


class ReadRequirement(msgspec.Struct, frozen=True):
    """A requirement as the model says it; `evidence` is a line of the CV, or empty."""

    text: Line
    importance: Literal["essential", "duty", "desirable"]
    kind: RequirementKind
    status: Status
    evidence: Line


class ReadJob(msgspec.Struct, frozen=True):
    """All that a model read in a job description."""

    requirements: Annotated[list[ReadRequirement], msgspec.Meta(max_length=MOST)]


class ModelReader:
    """Reads requirements in one call, beside the rules that read them first."""

    def __init__(
        self, model: LanguageModel, prompts: Prompts, verifier: Verifier, rules: Interviewer
    ) -> None:
        self.model = model
        self.prompts = prompts
        self.verifier = verifier
        self.rules = rules
        self.version = f"{VERSION} {model.name}"

    async def read(self, documents: Documents, read_by_rules: Reading) -> Reading:
        """The model's reading, else the rules'; a requirement of both has one id.

        A status that no line of the CV shows is the rules' instead. What only the rules read is
        left out, so that a person can bring it back.
        """
        if read_by_rules.limited:
            return read_by_rules
        person = PersonTexts(documents, [], self.verifier)
        job = self.verifier.given({"job": documents.job_description})

        def refuses(value: ReadJob) -> Refusal | None:
            stands = {one.text for one in value.requirements if stands_in_job(one.text, job)}
            return None if len(stands) >= FEWEST else "invented_quote"

        wanted = self.prompts.reading
        prompt = Prompt(wanted.system, person.data(self.prompts), wanted.request, MAX_TOKENS)
        try:
            reply = await ask(self.model, self.prompts, prompt, ReadJob, refuses)
        except ModelAwayError as error:
            return replace(read_by_rules, spent=error.usage) if error.usage.calls else read_by_rules
        if isinstance(reply, Refused):
            return replace(read_by_rules, spent=reply.usage)
        each = {one.text.strip(): one for one in reply.value.requirements}
        found = [one for text, one in each.items() if stands_in_job(text, job)]
        requirements = await self.held_against_cv(documents, read_by_rules, found)
        return replace(
            read_by_rules,
            made_by=self.version,
            requirements=requirements,
            left_out=list(left_out(read_by_rules, requirements)),
            spent=reply.usage,
        )

    async def held_against_cv(
        self, documents: Documents, read_by_rules: Reading, found: Sequence[ReadRequirement]
    ) -> list[Requirement]:
        """With ids and evidence; where the model shows none, as the rules match the text."""
        cv = self.verifier.given({"cv": documents.cv})
        texts = [one.text.strip() for one in found]
        added = await self.rules.match(documents, read_by_rules, Choices(added=texts))
        by_text = {one.text: one for one in [*read_by_rules.requirements, *added]}
        known = {one.text: one.id for one in read_by_rules.requirements}
        requirements = []
        for text, one in zip(texts, found, strict=True):
            line = cv_line(one.evidence, cv)
            by_rules = by_text.get(text)
            matched = Requirement(
                id=known.get(text) or text_id(READ, text),
                text=text,
                importance=IMPORTANCE[one.importance],
                status=one.status,
                kind=one.kind,
                evidence=[line] if line and one.status != "gap" else [],
            )
            if one.status != "gap" and not line:
                status, evidence = (by_rules.status, by_rules.evidence) if by_rules else ("gap", [])
                matched = replace(matched, status=status, evidence=evidence)
            requirements.append(matched)
        return requirements


def stands_in_job(text: str, job: GivenTexts) -> bool:
    """Whether a requirement is one line of the job description, or a part of it, verbatim."""
    plain = text.strip()
    is_line = "\n" not in plain and 2 < len(plain) <= LONGEST_TEXT
    return is_line and job.quoted(plain) is not None


def cv_line(evidence: str, cv: GivenTexts) -> str | None:
    """The line of the CV, or the part of one, verbatim; None where it stands nowhere."""
    plain = evidence.strip()
    quoted = cv.quoted(plain) if "\n" not in plain else None
    if not quoted or len(plain) > LONGEST_TEXT:
        return None
    is_line = any(line.strip(" -•*·\t") == plain for line in cv.texts["cv"].split("\n"))
    return quoted.quote if is_line or len(plain.split()) >= FEWEST_QUOTED else None


def left_out(read_by_rules: Reading, requirements: Sequence[Requirement]) -> Iterator[str]:
    """What the rules left out or read alone, without what the model read of it."""
    texts = [one.text for one in requirements]
    for line in [*read_by_rules.left_out, *(one.text for one in read_by_rules.requirements)]:
        if not any(text in line or line in text for text in texts):
            yield line
