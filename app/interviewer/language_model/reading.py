"""What the job asks for as the model reads it; what does not stand in the texts does not count."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from app.headings import headings_of
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
COVERED = 0.5  # of what the rules read there; a reading with less of it is none
FEWEST_WORDS = 2  # of a line of the CV that shows something
FEWEST_ORDINARY = 4  # words of a requirement that has no other


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

        What the rules find shown in the CV stays shown. Of a part of the job description that the
        model was not given, what the rules read there stands. What else only the rules read is left
        out, so that a person can bring it back.
        """
        person = PersonTexts(documents, [], self.verifier)
        seen = self.verifier.given({"job": person.honest(documents.job_description)})
        if read_by_rules.limited or not seen.texts["job"].strip():
            return read_by_rules
        job = self.verifier.given({"job": documents.job_description})
        unseen = [one for one in read_by_rules.requirements if stands_only_in(one.text, job, seen)]
        in_both = [one.text for one in read_by_rules.requirements if one not in unseen]

        def refuses(value: ReadJob) -> Refusal | None:
            texts = [one.text for one in self.found(value, job)]
            return None if texts and covers(texts, in_both) else "too_few_lines"

        wanted = self.prompts.reading
        prompt = Prompt(wanted.system, person.data(self.prompts), wanted.request, MAX_TOKENS)
        try:
            reply = await ask(self.model, self.prompts, prompt, ReadJob, refuses)
        except ModelAwayError as error:
            return replace(read_by_rules, spent=error.usage) if error.usage.calls else read_by_rules
        if isinstance(reply, Refused):
            return replace(read_by_rules, spent=reply.usage)
        found = self.found(reply.value, job)
        requirements = [*await self.held_against_cv(documents, read_by_rules, found), *unseen]
        return replace(
            read_by_rules,
            made_by=self.version,
            requirements=requirements,
            left_out=list(left_out(read_by_rules, requirements)),
            spent=reply.usage,
        )

    def found(self, value: ReadJob, job: GivenTexts) -> list[ReadRequirement]:
        """What stands in the job description and asks for something, each once."""
        by_text = {one.text.strip(): one for one in value.requirements}
        asked = {text: one for text, one in by_text.items() if self.is_asked_for(text, job)}
        texts = [self.verifier.given({"other": text}) for text in asked]
        return [
            replace(one, text=text)
            for text, one in asked.items()
            if not any(other.texts["other"] != text and other.quoted(text) for other in texts)
        ]

    def is_asked_for(self, text: str, job: GivenTexts) -> bool:
        """Whether it is a line of the job description, or a part of one, that tells something."""
        is_line = "\n" not in text and len(text) <= LONGEST_TEXT and job.quoted(text) is not None
        if not is_line or headings_of("job").section_like(text):
            return False
        return self.verifier.is_special(text) or len(text.split()) >= FEWEST_ORDINARY

    async def held_against_cv(
        self, documents: Documents, read_by_rules: Reading, found: Sequence[ReadRequirement]
    ) -> list[Requirement]:
        """With ids and evidence; where the model has none, as the rules match the text.

        A gap that the model sees is one, unless the rules read that line and found it in the CV, or
        the model was not given all of that.
        """
        cv = self.verifier.given({"cv": documents.cv})
        is_whole = PersonTexts(documents, [], self.verifier).honest(documents.cv) == documents.cv
        texts = [one.text for one in found]
        added = await self.rules.match(documents, read_by_rules, Choices(added=texts))
        by_text = {one.text: one for one in [*read_by_rules.requirements, *added]}
        known = {one.text: one.id for one in read_by_rules.requirements}
        shown = [one.text for one in read_by_rules.requirements if one.evidence]
        requirements = []
        for one in found:
            line = cv_line(one.evidence, cv) if one.status != "gap" else None
            matched = Requirement(
                id=known.get(one.text) or text_id(READ, one.text),
                text=one.text,
                importance=IMPORTANCE[one.importance],
                status=one.status if line else "gap",
                kind=one.kind,
                evidence=[line] if line else [],
            )
            is_near = any(are_near(one.text, text) for text in shown)
            is_gap = one.status == "gap" and is_whole and not is_near
            if not line and not is_gap and (by_rules := by_text.get(one.text)):
                matched = replace(matched, status=by_rules.status, evidence=by_rules.evidence)
            requirements.append(matched)
        return requirements


def stands_only_in(text: str, whole: GivenTexts, part: GivenTexts) -> bool:
    return whole.quoted(text) is not None and part.quoted(text) is None


def covers(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the texts have much of what the others have, in whole or in part."""
    covered = [other for other in others if any(are_near(text, other) for text in texts)]
    return len(covered) >= COVERED * len(others)


def are_near(text: str, other: str) -> bool:
    """Whether one of two texts is a part of the other."""
    return text in other or other in text


def cv_line(evidence: str, cv: GivenTexts) -> str | None:
    """The line of the CV, or the part of one, verbatim; None where it shows nothing."""
    plain = evidence.strip()
    quoted = cv.quoted(plain) if "\n" not in plain else None
    if not quoted or len(plain) > LONGEST_TEXT or headings_of("cv").section_of(plain):
        return None
    if len(plain.split()) < FEWEST_WORDS:
        return None
    is_line = any(line.strip(" -•*·\t") == plain for line in cv.texts["cv"].split("\n"))
    return quoted.quote if is_line or len(plain.split()) >= FEWEST_QUOTED else None


def left_out(read_by_rules: Reading, requirements: Sequence[Requirement]) -> Iterator[str]:
    """What the rules left out or read alone, without what the model read of it."""
    texts = [one.text for one in requirements]
    for line in [*read_by_rules.left_out, *(one.text for one in read_by_rules.requirements)]:
        if not any(are_near(text, line) for text in texts):
            yield line
