"""The five dimensions of an interview in words: why the score is what it is, and the next step."""

from collections.abc import Sequence
from functools import cache

import msgspec

from app.interview.interviewer.assessment import Assessed, best_of_each, mean
from app.interview.interviewer.languages import table
from app.interview.interviewer.model import Dimension
from app.interview.interviewer.rubric import NAMES

TOP = 4.5  # nothing is left to say about a dimension above this
NAMED = 3  # answers at most in one sentence


class DimensionWords(msgspec.Struct, frozen=True):
    """How one dimension is explained: `top` where there is nothing to add.

    `counted` are the fields of the evidence of which one in an answer is enough to be counted in
    `reason` (`{count}` of `{answers}`). `next_step` has places for the answers that have most to
    gain (`{where}`) and what was not found there (`{missing}`); `further` is said where everything
    was found, though little of it.
    """

    name: str
    counted: list[str]
    reason: str
    next_step: str
    further: str
    top: str
    missing: dict[str, str]


class DimensionTable(msgspec.Struct, frozen=True):
    """The table `[feedback]`, as far as it is about dimensions."""

    dimensions: list[DimensionWords]
    one_answer: str
    many_answers: str
    one_of: str
    many_of: str
    none: str
    last_joiner: str
    last_or: str


@cache
def dimension_table() -> DimensionTable:
    return table("en", "feedback", DimensionTable)


def dimensions(assessed: Sequence[Assessed]) -> list[Dimension]:
    """The dimensions that the questions asked for, with their means."""
    words = {given.name: given for given in dimension_table().dimensions}
    return [
        Dimension(
            name, round(score, 2), reason(words[name], assessed), step(words[name], assessed, score)
        )
        for name in NAMES
        if (score := mean(assessed, name)) is not None
    ]


def reason(words: DimensionWords, assessed: Sequence[Assessed]) -> str:
    """In how many answers the dimension was found, of those that it was looked for in."""
    given = dimension_table()
    rated = [turn.evidence for turn in best_of_each(assessed, words.name) if turn.evidence]
    count = sum(any(getattr(found, field) for field in words.counted) for found in rated)
    answers = given.one_of if len(rated) == 1 else given.many_of.format(count=len(rated))
    return words.reason.format(count=count or given.none, answers=answers)


def step(words: DimensionWords, assessed: Sequence[Assessed], score: float) -> str:
    weakest = weakest_answers(assessed, words.name)
    if score >= TOP or not weakest:
        return words.top
    where = listed([turn.number for turn in weakest])
    if lacks := missing(words, weakest):
        return words.next_step.format(where=where, missing=lacks)
    return words.further.format(where=where)


def weakest_answers(assessed: Sequence[Assessed], name: str) -> list[Assessed]:
    """The answers with most to gain on a dimension, few of them, in the order of the interview."""
    rated = [turn for turn in best_of_each(assessed, name) if (turn.score(name) or TOP) < TOP]
    lowest = sorted(rated, key=lambda turn: turn.score(name) or TOP)[:NAMED]
    return sorted(lowest, key=lambda turn: turn.number)


def missing(words: DimensionWords, turns: Sequence[Assessed], joiner: str | None = None) -> str:
    """What of a dimension was not found in most of these answers, in words."""
    found = [turn.evidence for turn in turns if turn.evidence]
    absent = [
        text
        for field, text in words.missing.items()
        if sum(bool(getattr(evidence, field)) for evidence in found) * 2 < len(found)
    ]
    return joined(absent, joiner or dimension_table().last_joiner) if absent else ""


def listed(numbers: Sequence[int]) -> str:
    """ "answer 2", "answers 2, 5 and 6"."""
    words = dimension_table()
    template = words.one_answer if len(numbers) == 1 else words.many_answers
    return template.format(numbers=joined([str(number) for number in numbers], words.last_joiner))


def joined(parts: Sequence[str], last_joiner: str) -> str:
    """ "a", "a and b", "a, b and c"."""
    return last_joiner.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
