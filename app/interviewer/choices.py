"""What a person made of what was read: struck out, called essential, added."""

from collections.abc import Sequence
from hashlib import sha256

from msgspec.structs import replace

from app.interviewer.model import ADDED, DUTY, ESSENTIAL, Choices, Reading, Requirement


def added_by(choices: Choices, reading: Reading) -> list[str]:
    """The texts that were added, each once, without those that were read anyway or struck out."""
    known = {one.text for one in reading.requirements} | set(choices.excluded)
    return [text for text in dict.fromkeys(choices.added) if text not in known]


def added_id(text: str) -> str:
    """The id of an added requirement: the same for the same text, whatever else is chosen."""
    return text_id(ADDED, text)


def text_id(prefix: str, text: str) -> str:
    """An id that goes by the text alone, and begins with a prefix."""
    return prefix + sha256(text.encode()).hexdigest()[:10]


def chosen(reading: Reading, choices: Choices, added: Sequence[Requirement]) -> list[Requirement]:
    """The requirements that the interview is about: those that were read, then those added.

    Choices hang on the text of a requirement. `added` are the texts of `added_by`, matched.
    """
    kept = [one for one in [*reading.requirements, *added] if one.text not in choices.excluded]
    return [replace(one, importance=importance_of(one, choices)) for one in kept]


def importance_of(one: Requirement, choices: Choices) -> float:
    """As it was read; where somebody said what is essential, that is, and nothing else."""
    if choices.must is None:
        return one.importance
    if one.text in choices.must:
        return ESSENTIAL
    return DUTY if one.importance == ESSENTIAL else one.importance
