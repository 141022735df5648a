"""The five dimensions of an interview in words: why the score is what it is, and the next step."""

from collections import Counter
from collections.abc import Sequence

from app.interviewer.model import Dimension
from app.interviewer.rules.judging.assessment import Assessed, best_of_each, mean
from app.interviewer.rules.judging.rubric import NAMES
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_judging import DimensionWords

TOP = 4.5  # nothing is left to say about a dimension above this
STRENGTH = 3.5  # and nothing is missing in an answer that has this
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
        rated = [turn for turn in best_of_each(assessed, words.name) if turn.signals]
        weak = [turn for turn in rated if (turn.score(words.name) or 0) < STRENGTH]
        lacking = Counter(field for turn in weak for field in self.lacks(words, turn))
        if lacking:
            field = max(words.missing, key=lambda field: lacking[field])
            where = self.weakest([turn for turn in weak if not has(turn, field)], words.name)
            missing = self.named(words.name, [field])
            return words.next_step.format(where=where, missing=missing)
        below = [turn for turn in rated if (turn.score(words.name) or 0) < TOP]
        if score >= TOP or not below:
            return words.top
        return words.further.format(where=self.weakest(below, words.name))

    def lacks(self, words: DimensionWords, turn: Assessed) -> list[str]:
        """What of a dimension can stand nowhere in an answer, if its question asks for that."""
        only = words.only_for.get(turn.question.competency, list(words.missing))
        return [
            field
            for field in only
            if not has(turn, field)
            and words.instead.get(field, field) not in turn.marked | turn.possible
            and field not in turn.possible
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
    return field in turn.marked or bool(getattr(turn.signals, field, False))


def joined(parts: Sequence[str], last_joiner: str) -> str:
    """ "a", "a and b", "a, b and c"."""
    return last_joiner.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
