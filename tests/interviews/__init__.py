"""Whole interviews by people who speak differently, with labels by hand; none of it is real.

A folder a set: the rules were made with `seen` in view. Each file is one job and three interviews:
a good one, an ordinary one and a lazy one.
"""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from app.interviewer.model import Documents

FOLDER = Path(__file__).parent
Told = Literal["situation", "task", "action", "result", "learning"]
TOLD: tuple[Told, ...] = ("situation", "task", "action", "result", "learning")
LEVELS = ("good", "ordinary", "lazy")


class LabelledPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a part of an answer tells; `quote` stands in it."""

    kind: Told
    quote: str


class LabelledAnswer(msgspec.Struct, frozen=True):
    """An answer, the words that tell its outcome (or none), and its parts."""

    text: str
    outcome: str = ""
    own_steps: list[str] = []
    parts: list[LabelledPart] = []

    def told(self) -> set[Told]:
        return {part.kind for part in self.parts}


class Voice(msgspec.Struct, frozen=True):
    """One job, and what three people of one way to speak answered to eight questions."""

    voice: str
    register: Literal["plain", "polished", "second-language"]
    figures: bool
    job_title: str
    company_name: str
    job_description: str
    cv: str
    good: list[LabelledAnswer]
    ordinary: list[LabelledAnswer]
    lazy: list[LabelledAnswer]

    @property
    def documents(self) -> Documents:
        cv, job = self.cv.strip(), self.job_description.strip()
        return Documents(self.job_title, self.company_name, cv, job)

    def level(self, name: str) -> list[LabelledAnswer]:
        answers: list[LabelledAnswer] = getattr(self, name)
        return answers


@cache
def load_voices(name: str) -> tuple[Voice, ...]:
    """The interviews of a folder, in the order of their files; none where there is no folder."""
    return tuple(
        msgspec.toml.decode(path.read_bytes(), type=Voice)
        for path in sorted((FOLDER / name).glob("*.toml"))
    )


def folders() -> list[str]:
    """The sets that are here, in order."""
    return sorted(path.name for path in FOLDER.iterdir() if any(path.glob("*.toml")))
