"""Job ads as people paste them, labelled line by line, and how well the rules read them."""

import re
import tomllib
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec

from app.documents.reading.tidy import tidy_document
from app.interviewer.model import DUTY, ESSENTIAL, Documents, Question, Requirement, Status
from tests.roles import TODAY
from tests.roles.rules import RULES, planned

MOST_OF = 0.7  # of the letters of the shorter of label and requirement
LONGEST = 100_000  # characters of a document
FOLDERS = [Path(__file__).parent / name for name in ("seen", "unseen")]
IMPORTANCE = {"must": ESSENTIAL, "duty": DUTY, "nice": 0.5}


class Wanted(msgspec.Struct, frozen=True):
    """A piece of an ad that asks for something; `importance` is a key of `IMPORTANCE`.

    `status` is what a careful reader says of the CV, and `evidence` has pieces of the lines that
    show it, any of which may be quoted; of a soft requirement none need be.
    """

    line: str
    importance: str
    status: Status
    evidence: list[str]
    soft: bool


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

    @cached_property
    def rightly_judged(self) -> list[str]:
        """The requirements with the labelled status, and a labelled line quoted first."""
        return [
            found.text
            for wanted, found in self.found
            if found.status == wanted.status and quotes_rightly(wanted, found.evidence[:1])
        ]

    @cached_property
    def severe(self) -> list[str]:
        """What is shown and was read as a gap, or the other way round."""
        return [
            found.text
            for wanted, found in self.found
            if {found.status, wanted.status} == {"supported", "gap"}
        ]

    @cached_property
    def wrongly_shown(self) -> list[str]:
        """The requirements for which only lines are quoted that do not show them."""
        return [
            found.text
            for wanted, found in self.found
            if (wanted.status == "gap" and found.evidence)
            or not quotes_rightly(wanted, found.evidence)
        ]

    @cached_property
    def poor_questions(self) -> list[str]:
        """The questions that rest on noise, or on a piece of a line that ends in mid-sentence."""
        return [one.text for one in planned(self.ad.documents).questions if self.is_poor(one)]

    def is_poor(self, question: Question) -> bool:
        quote = question.quote or ""
        if question.source == "job":
            return self.is_noise(quote)
        lines = self.ad.documents.cv.split("\n")
        goes_on = [line.partition(quote)[2] for line in lines if quote and quote in line]
        return bool(goes_on) and all(re.match(r"\s?[a-z]", rest) for rest in goes_on)


def plain(text: str) -> str:
    """Letters and digits: marks and line ends make no difference."""
    return "".join(filter(str.isalnum, text.lower()))


def fits(label: str, text: str) -> bool:
    """Whether they share a piece of most of the shorter one."""
    label, text = plain(label), plain(text)
    shared = SequenceMatcher(None, label, text, autojunk=False).find_longest_match()
    return shared.size >= MOST_OF * min(len(label), len(text)) > 0


def quotes_rightly(wanted: Wanted, evidence: Sequence[str]) -> bool:
    """Whether one of the lines has a piece that is labelled, where any is labelled or quoted."""
    labelled = [piece for piece in wanted.evidence if evidence]
    return not labelled or any(fits(piece, line) for piece in labelled for line in evidence)


def read(ad: Ad) -> AdReading:
    found = RULES.read(ad.documents, TODAY)
    return AdReading(ad, found.requirements, found.left_out)


@cache
def ads(*folders: Path) -> tuple[Ad, ...]:
    """The ads of some folders, all by default; one that is not there has none."""
    paths = [path for folder in folders or FOLDERS for path in sorted(folder.glob("*.toml"))]
    return tuple(ad_of(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in paths)


def ad_of(name: str, fields: dict[str, Any]) -> Ad:
    """An ad with its documents as they are kept once they were saved."""
    cv, job = (tidy_document(fields[key], 1, LONGEST) for key in ("cv", "job"))
    documents = Documents(fields["title"], fields["company"], cv, job)
    wanted = [msgspec.convert(one, Wanted) for one in fields["requirements"]]
    return Ad(name, documents, wanted, [one["line"] for one in fields["none"]])


def share(counts: Sequence[int], of: Sequence[int]) -> float:
    return sum(counts) / max(1, sum(of))
