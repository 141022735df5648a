"""Fictional roles with labels and answers; written from what people say, not from the rules.

One file per role. An answer holds its own variants: `{four|some}` is a figure and how the sentence
goes without it, `[…]` is padding, words that carry nothing. Attacks are in `attacks`.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from app.interviewer.model import Documents, Status

FOLDER = Path(__file__).parent
NOT_ROLES = {"attacks"}
TODAY = date(2026, 11, 26)  # on which the interviews are held, and "to present" ends

FIGURE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
PADDING = re.compile(r" ?\[([^\[\]]*)\]")
LOOSE_SPACE = re.compile(r" +(?=[ ,.])")  # left where an alternative is empty


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a recruiter would say of one requirement; `line` stands in the job description."""

    line: str
    status: Status
    soft: bool
    because: str


class Role(msgspec.Struct, frozen=True):
    """A job, a CV, the labels, and six interviews of eight answers each, one per slot."""

    name: str
    documents: Documents
    labels: list[Label]
    strong: list[str]
    strong_without_figures: list[str]
    mediocre: list[str]
    mediocre_with_figures: list[str]
    mediocre_padded: list[str]
    poor: list[str]


class RoleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role as it is written down."""

    job_title: str
    company_name: str
    job_description: str
    cv: str
    strong: list[str]
    mediocre: list[str]
    poor: list[str]
    requirements: list[Label]


@cache
def load_roles() -> tuple[Role, ...]:
    """Every role, in the order of their names.

    Raises:
        msgspec.ValidationError: a file is not of the shape of RoleFile.
    """
    return tuple(load(path) for path in sorted(FOLDER.glob("*.toml")) if path.stem not in NOT_ROLES)


def load(path: Path) -> Role:
    file = msgspec.toml.decode(path.read_bytes(), type=RoleFile)
    return Role(
        name=path.stem,
        documents=Documents(file.job_title, file.company_name, file.cv, file.job_description),
        labels=file.requirements,
        strong=[variant(answer, figures=True) for answer in file.strong],
        strong_without_figures=[variant(answer, figures=False) for answer in file.strong],
        mediocre=[variant(answer, figures=False) for answer in file.mediocre],
        mediocre_with_figures=[variant(answer, figures=True) for answer in file.mediocre],
        mediocre_padded=[variant(answer, figures=False, padded=True) for answer in file.mediocre],
        poor=file.poor,
    )


def variant(answer: str, *, figures: bool, padded: bool = False) -> str:
    """The answer with or without its figures and its padding."""
    answer = FIGURE.sub(lambda choice: choice[1 if figures else 2], answer)
    answer = answer.replace("[", "").replace("]", "") if padded else PADDING.sub("", answer)
    return LOOSE_SPACE.sub("", answer)
