"""How well the rules hear and judge labelled interviews; used by floors and by the bench."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from statistics import mean

import msgspec

from app.interviewer.model import AnswerJudgement, Documents, Item, Mark
from tests.interviews import LEVELS, TOLD, LabelledAnswer, Told, Voice
from tests.roles import Role
from tests.roles.attacks import Attack, attacks_on
from tests.roles.interviews import Interview, hold, score

# Which part a remark says is missing, by the rule that made it.
BLAMES: dict[str, set[Told]] = {
    "weakness:structure": {"situation", "task", "action", "result"},
    "weakness:ownership": {"action"},
    "weakness:impact": {"result"},
    "probe:ending": {"result"},
    "probe:measure": {"result"},
    "probe:own_part": {"action"},
}
SAYS: dict[Told, str] = {
    "situation": "the situation",
    "task": "the task",
    "action": "the action",
    "result": "the result",
    "learning": "learnt",
}


class Tally(msgspec.Struct):
    """Of marks beside labels: `right` of those `found`, and of those `labelled`."""

    right: int = 0
    found: int = 0
    heard: int = 0
    labelled: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of the share of marks that are right and of labels that are heard."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.heard / self.labelled if self.labelled else 1.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Remark(msgspec.Struct, frozen=True):
    """What a report says is missing in an answer, and whether the labels say it is there."""

    voice: str
    text: str
    is_false: bool


class OutcomeQuote(msgspec.Struct, frozen=True):
    """The words that a report quotes for impact, and whether they are of a labelled outcome."""

    voice: str
    quote: str
    is_right: bool


def held(voice: Voice, level: str) -> Interview:
    return held_with(voice.documents, *(answer.text for answer in voice.level(level)))


@cache
def held_with(documents: Documents, *answers: str) -> Interview:
    """The interview, held once for all that is looked at in it."""
    return hold(documents, answers)


def scores(voice: Voice) -> dict[str, float]:
    """Of each level, 1 to 10, not rounded."""
    return {level: score(held(voice, level)) for level in LEVELS}


def tallies(voices: Sequence[Voice]) -> dict[Told, Tally]:
    """Marks beside labels, by part: a mark is right where it overlaps a label of its kind."""
    counts = {kind: Tally() for kind in TOLD}
    for voice in voices:
        for level in LEVELS:
            judged = held(voice, level).judgement.answers
            for answer, judgement in zip(voice.level(level), judged, strict=True):
                add_answer(counts, answer, judgement)
    return counts


def add_answer(
    counts: dict[Told, Tally], answer: LabelledAnswer, judgement: AnswerJudgement
) -> None:
    for kind, count in counts.items():
        marks = [mark for mark in judgement.marks if mark.kind == kind]
        labels = [place(answer.text, part.quote) for part in answer.parts if part.kind == kind]
        count.found += len(marks)
        count.right += sum(any(overlap(mark, label) for label in labels) for mark in marks)
        count.labelled += len(labels)
        count.heard += sum(any(overlap(mark, label) for mark in marks) for label in labels)


def place(text: str, quote: str) -> tuple[int, int]:
    begin = text.index(quote)
    return begin, begin + len(quote)


def overlap(mark: Mark, label: tuple[int, int]) -> bool:
    begin, end = label
    return mark.start < end and begin < mark.end


def remarks(voices: Sequence[Voice]) -> Iterator[Remark]:
    """Every remark, on any level, that a part is missing in an answer."""
    for voice in voices:
        for level in LEVELS:
            interview = held(voice, level)
            for item in interview.judgement.weakness_items:
                for answer in named(item, voice.level(level)):
                    blamed = blames(item)
                    if blamed:
                        yield Remark(voice.voice, item.text, not blamed.isdisjoint(answer.told()))


def named(item: Item, answers: Sequence[LabelledAnswer]) -> list[LabelledAnswer]:
    """The answer that a remark quotes."""
    number = (item.source or "").removeprefix("answer ")
    return [answers[int(number) - 1]] if number.isdigit() else []


def blames(item: Item) -> set[Told]:
    """The parts that a remark says are missing."""
    parts = BLAMES.get(item.rule, set())
    if item.rule == "weakness:structure":
        return {part for part in parts if SAYS[part] in item.text}
    return parts


def outcome_quotes(voices: Sequence[Voice]) -> Iterator[OutcomeQuote]:
    """What is quoted as an outcome."""
    for voice in voices:
        for level in LEVELS:
            for item in held(voice, level).judgement.strength_items:
                if item.rule == "strength:impact" and item.quote:
                    [answer] = named(item, voice.level(level))
                    labels = [part.quote for part in answer.parts if part.kind == "result"]
                    right = any(label in item.quote or item.quote in label for label in labels)
                    yield OutcomeQuote(voice.voice, item.quote, right)


def means_by_register(voices: Sequence[Voice]) -> dict[str, float]:
    """The mean score of good interviews, by how their people speak."""
    registers = sorted({voice.register for voice in voices})
    return {
        register: mean(scores(voice)["good"] for voice in voices if voice.register == register)
        for register in registers
    }


def attacks(voice: Voice) -> Iterable[Attack]:
    """Every attack of `tests/roles`, on this job."""
    good = [answer.text for answer in voice.good]
    lazy = [answer.text for answer in voice.lazy]
    role = Role(voice.voice, voice.documents, [], good, good, lazy, lazy, lazy, lazy)
    return attacks_on(role)
