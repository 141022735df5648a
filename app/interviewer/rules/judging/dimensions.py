"""The five dimensions of an interview in words: why the score is what it is, and the next step."""

from collections.abc import Sequence

from app.interviewer.model import Dimension
from app.interviewer.rules.judging.assessment import Assessed, best_of_each, mean
from app.interviewer.rules.judging.rubric import NAMES
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_judging import DimensionWords

TOP = 4.5  # nothing is left to say about a dimension above this
NAMED = 3  # answers at most in one sentence


class Dimensions:
    """Explains dimensions in one language."""

    def __init__(self, language: Language) -> None:
        self.table = language.judging.feedback
        self.words = {given.name: given for given in self.table.dimensions}

    def of(self, assessed: Sequence[Assessed]) -> list[Dimension]:
        """The dimensions that the questions asked for, with their means."""
        return [
            Dimension(
                name,
                round(score, 2),
                self.reason(self.words[name], assessed),
                self.step(self.words[name], assessed, score),
            )
            for name in NAMES
            if (score := mean(assessed, name)) is not None
        ]

    def reason(self, words: DimensionWords, assessed: Sequence[Assessed]) -> str:
        """In how many answers the dimension was found, of those that it was looked for in."""
        given = self.table
        rated = [turn.signals for turn in best_of_each(assessed, words.name) if turn.signals]
        count = sum(any(getattr(found, field) for field in words.counted) for found in rated)
        answers = given.one_of if len(rated) == 1 else given.many_of.format(count=len(rated))
        return words.reason.format(count=count or given.none, answers=answers)

    def step(self, words: DimensionWords, assessed: Sequence[Assessed], score: float) -> str:
        weakest = weakest_answers(assessed, words.name)
        if score >= TOP or not weakest:
            return words.top
        where = self.listed([turn.number for turn in weakest])
        if lacks := self.missing(words, weakest):
            return words.next_step.format(where=where, missing=lacks)
        return words.further.format(where=where)

    def missing(
        self, words: DimensionWords, turns: Sequence[Assessed], joiner: str | None = None
    ) -> str:
        """What of a dimension was not found in most of these answers, in words."""
        found = [turn.signals for turn in turns if turn.signals]
        absent = [
            text
            for field, text in words.missing.items()
            if sum(bool(getattr(signals, field)) for signals in found) * 2 < len(found)
        ]
        return joined(absent, joiner or self.table.last_joiner) if absent else ""

    def listed(self, numbers: Sequence[int]) -> str:
        """ "answer 2", "answers 2, 5 and 6"."""
        words = self.table
        template = words.one_answer if len(numbers) == 1 else words.many_answers
        return template.format(
            numbers=joined([str(number) for number in numbers], words.last_joiner)
        )


def weakest_answers(assessed: Sequence[Assessed], name: str) -> list[Assessed]:
    """The answers with most to gain on a dimension, few of them, in the order of the interview."""
    rated = [turn for turn in best_of_each(assessed, name) if (turn.score(name) or TOP) < TOP]
    lowest = sorted(rated, key=lambda turn: turn.score(name) or TOP)[:NAMED]
    return sorted(lowest, key=lambda turn: turn.number)


def joined(parts: Sequence[str], last_joiner: str) -> str:
    """ "a", "a and b", "a, b and c"."""
    return last_joiner.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
