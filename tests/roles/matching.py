"""Which requirement was read for a label, and whether it was read as a recruiter would."""

from collections.abc import Sequence

import msgspec

from app.interviewer.model import Requirement
from tests.roles import TODAY, Label, Role
from tests.roles.rules import RULES

WIDE = 3  # times its label: a requirement so long hides others


class LabelReading(msgspec.Struct, frozen=True):
    """A label, and the requirement that was found for it."""

    label: Label
    found: Requirement | None

    @property
    def is_right(self) -> bool:
        return self.found is not None and self.found.status == self.label.status

    @property
    def is_severe(self) -> bool:
        """Supported was read as a gap, or a gap as supported."""
        return self.found is not None and {self.found.status, self.label.status} == {
            "supported",
            "gap",
        }

    @property
    def is_wide(self) -> bool:
        return self.found is not None and len(self.found.text) > WIDE * len(self.label.line)


def read_labels(role: Role) -> list[LabelReading]:
    """Each label with the requirement that shares most of its characters with it."""
    requirements = RULES.read(role.documents, TODAY).requirements
    job = role.documents.job_description
    return [LabelReading(label, best_match(label.line, requirements, job)) for label in role.labels]


def best_match(line: str, requirements: Sequence[Requirement], job: str) -> Requirement | None:
    """The requirement that overlaps the line most, if by half of the shorter of the two.

    Of two that overlap it by as much, the shorter.
    """
    ranked = sorted(
        requirements, key=lambda found: (-overlap(line, found.text, job), len(found.text))
    )
    for best in ranked[:1]:
        if overlap(line, best.text, job) * 2 >= min(len(line), len(best.text)):
            return best
    return None


def overlap(line: str, other: str, job: str) -> int:
    """Characters of the job description that stand in both; each is where it first occurs."""
    begin, other_begin = job.find(line), job.find(other)
    if other_begin < 0:
        return 0
    return max(0, min(begin + len(line), other_begin + len(other)) - max(begin, other_begin))
