"""Fictional pairs of job description and CV, with what a careful reader says the CV shows."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from app.interviewer.model import Documents, Requirement

FOLDER = Path(__file__).parent / "labelled_roles"


class Role(msgspec.Struct, frozen=True):
    """`labels`: a piece of the job description, and whether the CV shows it."""

    title: str
    company: str
    job: str
    cv: str
    labels: dict[str, str]

    @property
    def documents(self) -> Documents:
        return Documents(self.title, self.company, self.cv.strip(), self.job.strip())


@cache
def roles() -> dict[str, Role]:
    """Every role in the folder by its name."""
    return {
        path.stem: msgspec.convert(tomllib.loads(path.read_text("utf-8")), Role)
        for path in sorted(FOLDER.glob("*.toml"))
    }


def read_as(requirements: list[Requirement], label: str) -> str:
    """The status of the requirement that a label speaks of, or "missing"."""
    found = [one.status for one in requirements if label in one.text or one.text in label]
    return found[0] if found else "missing"
