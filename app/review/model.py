"""What a person may choose of what was read, and the review as scripts and pages see it."""

from hashlib import sha256

import msgspec

from app.errors import ConflictError
from app.interviewer.choices import importance_of
from app.interviewer.model import ESSENTIAL, Choices, Item, Reading, Requirement, Status

# In which order the page shows them: what to prepare comes first.
GROUPS: dict[Status, str] = {
    "gap": "Not found in your CV",
    "partial": "Found in part",
    "supported": "Found in your CV",
}


class OtherDocumentsError(ConflictError):
    heading = "The documents were changed"
    sentence = (
        "The documents were changed since this page was opened. "
        "This is what I read now. Please choose again."
    )


class Chosen(msgspec.Struct, frozen=True):
    """What a person made of a reading, each by its text, so that a corrected document keeps it.

    `must` and `not_must` say what was made a must-have and what no longer is one; whatever neither
    names stays as it is read. `restored` are lines that were left out of the requirements.
    """

    excluded: list[str] = []
    must: list[str] = []
    not_must: list[str] = []
    added: list[str] = []
    restored: list[str] = []

    def additions(self, reading: Reading) -> list[str]:
        """What is asked about beside what was read; a line that is left out no more is read."""
        return [*self.added, *(line for line in self.restored if line in reading.left_out)]

    def choices(self, reading: Reading) -> Choices:
        """The same as an interviewer takes it."""
        additions = self.additions(reading)
        must = None
        if self.must or self.not_must:
            read_as_must = [one.text for one in reading.requirements if one.importance == ESSENTIAL]
            kept = [text for text in [*read_as_must, *additions] if text not in self.not_must]
            must = [*kept, *self.must]
        return Choices(self.excluded, must, additions)


def reading_key(reading: Reading) -> str:
    """What tells one reading from another: the ids of its requirements are good for it alone."""
    named = msgspec.json.encode([(one.id, one.text) for one in reading.requirements])
    return sha256(named).hexdigest()[:16]


class ReviewedRequirement(Requirement, frozen=True):
    """A Requirement, and what was made of it: struck out, or added by the person."""

    excluded: bool = False
    added: bool = False

    @property
    def is_must(self) -> bool:
        return self.importance == ESSENTIAL


class ReviewBody(msgspec.Struct, frozen=True):
    """The JSON of a review."""

    language: str
    limited: bool
    requirements: list[ReviewedRequirement]
    left_out: list[str]


class Shown(msgspec.Struct, frozen=True):
    """A requirement on the page: a line of the CV is quoted where it first shows something."""

    requirement: ReviewedRequirement
    lines: list[str]


class Review(msgspec.Struct, frozen=True):
    """What was read and chosen. `left_out` are all such lines, those of `chosen.restored` too.

    `reading` is the key of what was read. `advice` is what can be improved in the CV before the
    interview. `has_begun` where an interview was planned from this, and nothing can be chosen any
    more.
    """

    language: str
    limited: bool
    requirements: list[ReviewedRequirement]
    left_out: list[str]
    chosen: Chosen = Chosen()
    reading: str = ""
    advice: list[Item] = []
    has_begun: bool = False

    @property
    def body(self) -> ReviewBody:
        left_out = [line for line in self.left_out if line not in self.chosen.restored]
        return ReviewBody(self.language, self.limited, self.requirements, left_out)

    @property
    def groups(self) -> list[tuple[str, Status, list[Shown]]]:
        """The requirements by what the CV shows of them, those groups that have any."""
        quoted: set[str] = set()
        groups = []
        for status, title in GROUPS.items():
            shown = []
            for one in self.requirements:
                if one.status == status:
                    lines = [line for line in one.evidence if line not in quoted]
                    quoted.update(lines)
                    shown.append(Shown(one, lines))
            if shown:
                groups.append((title, status, shown))
        return groups


def reviewed(one: Requirement, choices: Choices, chosen: Chosen) -> ReviewedRequirement:
    """A requirement with what was made of it; what was read anyway was not added."""
    return ReviewedRequirement(
        id=one.id,
        text=one.text,
        importance=importance_of(one, choices),
        status=one.status,
        kind=one.kind,
        evidence=one.evidence,
        excluded=one.text in choices.excluded,
        added=one.is_added and one.text in chosen.added,
    )
