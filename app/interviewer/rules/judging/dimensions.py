"""The five dimensions of an interview in words: why the score is what it is, and the next step."""

from collections import Counter
from collections.abc import Sequence

from app.interviewer.model import Dimension
from app.interviewer.rules.judging.assessment import Assessed, best_of_each, mean
from app.interviewer.rules.judging.rubric import NAMES
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_judging import DimensionWords

STRENGTH = 3.5  # of a dimension that is praised; of an answer, that is asked for no more of it
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
        rated = [turn for turn in best_of_each(assessed, words.name) if turn.signals]
        count = sum(any(has(turn, field) for field in words.counted) for turn in rated)
        answers = given.one_of if len(rated) == 1 else given.many_of.format(count=len(rated))
        return words.reason.format(count=count or given.none, answers=answers)

    def step(self, words: DimensionWords, assessed: Sequence[Assessed], score: float) -> str:
        """What would lift the dimension: what most weak answers lack, else more of the same."""
        weak = self.weak(assessed, words.name)
        lacking = Counter(field for turn in weak for field in self.lacks(words, turn))
        if lacking:
            field = max(words.missing, key=lambda field: lacking[field])
            without = [turn for turn in weak if field in self.lacks(words, turn)]
            where = self.weakest(without, words.name)
            missing = self.named(words.name, [field])
            return words.next_step.format(where=where, missing=missing)
        if weak:
            return words.further.format(where=self.weakest(weak, words.name))
        if score >= STRENGTH:
            return words.top
        low = [turn for turn in best_of_each(assessed, words.name) if is_low(turn, words.name)]
        return self.table.most_to_gain.format(where=self.weakest(low, words.name))

    def weak(self, assessed: Sequence[Assessed], name: str) -> list[Assessed]:
        """The low answers of which something can be said.

        Nothing is counted in a flagged one, and what one lacks may be told in the answer beside it.
        """
        words = self.words[name]
        return [
            turn
            for turn in best_of_each(assessed, name)
            if is_low(turn, name)
            and turn.is_read
            and not turn.flags
            and (asked := self.asked_for(words, turn))
            and (turn.beside - turn.marked - turn.possible).isdisjoint(asked)
        ]

    def asked_for(self, words: DimensionWords, turn: Assessed) -> list[str]:
        """What of a dimension the question of an answer asks for."""
        return words.only_for.get(turn.question.competency, list(words.missing))

    def lacks(self, words: DimensionWords, turn: Assessed) -> list[str]:
        """What of a dimension can stand nowhere in an answer, if its question asks for that."""
        told = turn.marked | turn.possible | turn.beside
        return [
            field
            for field in self.asked_for(words, turn)
            if not has(turn, field) and told.isdisjoint((field, words.instead.get(field, field)))
        ]

    def named(self, name: str, fields: Sequence[str]) -> str:
        missing = self.words[name].missing
        return joined([missing[field] for field in fields], self.table.last_or)

    def weakest(self, turns: Sequence[Assessed], name: str) -> str:
        """The answers with most to gain on a dimension, few of them, in the interview's order."""
        lowest = sorted(turns, key=lambda turn: turn.score(name) or 0)[:NAMED]
        return self.listed(sorted(turn.number for turn in lowest))

    def listed(self, numbers: Sequence[int]) -> str:
        """ "answer 2", "answers 2, 5 and 6"."""
        words = self.table
        template = words.one_answer if len(numbers) == 1 else words.many_answers
        return template.format(
            numbers=joined([str(number) for number in numbers], words.last_joiner)
        )


def has(turn: Assessed, field: str) -> bool:
    """Whether something is marked in an answer, or was found in it where there are no marks."""
    return field in turn.marked or (not turn.flags and bool(getattr(turn.signals, field, False)))


def is_low(turn: Assessed, name: str) -> bool:
    """Whether an answer shows little of a dimension."""
    return (turn.score(name) or 0) < STRENGTH


def joined(parts: Sequence[str], last_joiner: str) -> str:
    """ "a", "a and b", "a, b and c"."""
    return last_joiner.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
