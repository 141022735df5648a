"""Job ads as people paste them, labelled line by line, and how well the rules read them."""

import re
import tomllib
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from app.interviewer.model import DUTY, ESSENTIAL, Documents, Requirement
from tests.roles import TODAY
from tests.roles.rules import RULES

MOST_OF = 0.7  # of the letters of the shorter of label and requirement
SEEN = Path(__file__).parent / "seen"
IMPORTANCE = {"must": ESSENTIAL, "duty": DUTY, "nice": 0.5}


class Wanted(msgspec.Struct, frozen=True):
    """A piece of an ad that asks for something; `importance` is a key of `IMPORTANCE`."""

    line: str
    importance: str


class Ad(msgspec.Struct, frozen=True):
    """An ad, a CV, the pieces that are requirements, and pieces of lines that are none."""

    name: str
    documents: Documents
    wanted: list[Wanted]
    unwanted: list[str]


class AdReading(msgspec.Struct, frozen=True, dict=True):
    """What was read out of an ad, beside its labels."""

    ad: Ad
    requirements: list[Requirement]
    left_out: list[str]

    @cached_property
    def found(self) -> list[tuple[Wanted, Requirement]]:
        """The labels that were read, each with the shortest requirement that has most of it."""
        pairs = [(wanted, self.best_for(wanted)) for wanted in self.ad.wanted]
        return [(wanted, best) for wanted, best in pairs if best]

    def best_for(self, wanted: Wanted) -> Requirement | None:
        fitting = [one for one in self.requirements if fits(wanted.line, one.text)]
        return min(fitting, key=lambda one: len(one.text), default=None)

    @cached_property
    def missed(self) -> list[str]:
        known = [wanted for wanted, _ in self.found]
        return [wanted.line for wanted in self.ad.wanted if wanted not in known]

    @cached_property
    def noise(self) -> list[str]:
        """The requirements that stand in a line that is none, or that no label knows."""
        return [one.text for one in self.requirements if self.is_noise(one.text)]

    def is_noise(self, text: str) -> bool:
        if any(fits(wanted.line, text) for wanted in self.ad.wanted):
            return False
        return any(fits(line, text) for line in self.ad.unwanted) or not self.goes_on(text)

    def goes_on(self, text: str) -> bool:
        """Whether it stands in a sentence that a label begins, as the second half of a list."""
        sentences = re.split(r"(?<=[.!?])\s+|\n", self.ad.documents.job_description)
        around = [plain(sentence) for sentence in sentences if plain(text) in plain(sentence)]
        return any(plain(wanted.line) in one for wanted in self.ad.wanted for one in around)

    @cached_property
    def misjudged(self) -> list[str]:
        return [
            found.text
            for wanted, found in self.found
            if found.importance != IMPORTANCE[wanted.importance]
        ]


def plain(text: str) -> str:
    """Letters and digits: marks and line ends make no difference."""
    return "".join(filter(str.isalnum, text.lower()))


def fits(label: str, text: str) -> bool:
    """Whether they share a piece of most of the shorter one."""
    label, text = plain(label), plain(text)
    shared = SequenceMatcher(None, label, text, autojunk=False).find_longest_match()
    return shared.size >= MOST_OF * min(len(label), len(text)) > 0


def read(ad: Ad) -> AdReading:
    found = RULES.read(ad.documents, TODAY)
    return AdReading(ad, found.requirements, found.left_out)


def ads(folder: Path = SEEN) -> list[Ad]:
    return [
        ad_of(path.stem, tomllib.loads(path.read_text("utf-8")))
        for path in sorted(folder.glob("*.toml"))
    ]


def ad_of(name: str, fields: dict[str, Any]) -> Ad:
    texts = (fields[key].strip() for key in ("title", "company", "cv", "job"))
    wanted = [msgspec.convert(one, Wanted) for one in fields["requirements"]]
    return Ad(name, Documents(*texts), wanted, [one["line"] for one in fields["none"]])


def share(counts: Sequence[int], of: Sequence[int]) -> float:
    return sum(counts) / max(1, sum(of))
