"""An answer as it was heard: its text in passages, each with its part of the story and its figures.

A later room shows another answer in the same way.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from app.interviewer.model import AnswerJudgement, Mark, MarkKind

WORD_KINDS: frozenset[MarkKind] = frozenset(("figure", "name", "reason"))
KIND_NAMES: dict[MarkKind, str] = {
    "situation": "Situation",
    "task": "Task",
    "action": "Own steps",
    "result": "Outcome",
    "learning": "Learning",
    "team": "What “we” did",
    "hedge": "Not one occasion",
    "figure": "Figure",
    "name": "Name",
    "reason": "Reason",
}


class Span(msgspec.Struct, frozen=True):
    """A stretch of an answer, which is a figure, a name, a reason, or just words."""

    text: str
    kind: MarkKind | None = None

    @property
    def name(self) -> str:
        """What it is, for a person; it is marked."""
        return KIND_NAMES[self.kind] if self.kind else ""


class Passage(msgspec.Struct, frozen=True):
    """A stretch of an answer that tells one part of a story, or nothing that was heard."""

    spans: list[Span]
    kind: MarkKind | None = None

    @property
    def name(self) -> str:
        """What it tells, for a person; it is marked."""
        return KIND_NAMES[self.kind] if self.kind else ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


class Slot(msgspec.Struct, frozen=True):
    """A part of a story that was not heard, and the question that would fill it."""

    kind: MarkKind
    question: str

    @property
    def name(self) -> str:
        return KIND_NAMES[self.kind]


class MarkedAnswer(msgspec.Struct, frozen=True):
    """An answer in passages, which joined are its text, and the parts that were not heard in it."""

    passages: list[Passage]
    slots: list[Slot] = []

    @property
    def is_marked(self) -> bool:
        """Whether anything was heard: up to `rules-3` reports have no marks."""
        return any(passage.kind for passage in self.passages) or bool(self.words)

    @property
    def words(self) -> list[Span]:
        """Its figures, names and reasons, in order."""
        return [span for passage in self.passages for span in passage.spans if span.kind]

    @property
    def parts(self) -> list[Passage]:
        """The passages that were heard, in order."""
        return [passage for passage in self.passages if passage.kind]


def marked(text: str, judged: AnswerJudgement | None) -> MarkedAnswer:
    """The answer with what its judgement heard; plain where there is no judgement of it.

    A flagged answer has no slots: nothing was counted in it, and what it holds is not known.
    """
    if judged is None or judged.flags:
        return MarkedAnswer(passages_of(text, judged.marks if judged else []))
    slots = [Slot(slot.part, slot.question) for slot in judged.empty_slots]
    return MarkedAnswer(passages_of(text, judged.marks), slots)


def passages_of(text: str, marks: Sequence[Mark]) -> list[Passage]:
    """The text cut at its marks.

    Of two marks that overlap the later keeps what is left of it; of one that reaches beyond the
    text only the part inside counts. The offsets are code points, as those of `str`.
    """
    words = list(apart((mark for mark in marks if mark.kind in WORD_KINDS), 0, len(text)))
    parts = [mark for mark in marks if mark.kind not in WORD_KINDS]
    return [
        Passage(
            [Span(text[span.start : span.end], span.kind) for span in spans(words, part)],
            part.kind,
        )
        for part in tiles(parts, 0, len(text))
    ]


class Tile(msgspec.Struct, frozen=True):
    """From `start` to before `end`, marked or not."""

    start: int
    end: int
    kind: MarkKind | None = None


def spans(words: Sequence[Tile], part: Tile) -> Iterator[Tile]:
    """A part of the text without gaps; `words` are in order and apart from each other."""
    first = bisect_right(words, part.start, key=lambda word: word.end)
    last = bisect_left(words, part.end, key=lambda word: word.start)
    return tiles(words[first:last], part.start, part.end)


def tiles(marks: Iterable[Mark | Tile], start: int, end: int) -> Iterator[Tile]:
    """The marks between two places, and what lies before, between and after them."""
    at = start
    for mark in apart(marks, start, end):
        if at < mark.start:
            yield Tile(at, mark.start)
        yield mark
        at = mark.end
    if at < end:
        yield Tile(at, end)


def apart(marks: Iterable[Mark | Tile], start: int, end: int) -> Iterator[Tile]:
    """The marks in order, each cut to what lies between two places and behind the one before."""
    at = start
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        begin, stop = max(mark.start, at), min(mark.end, end)
        if begin < stop:
            yield Tile(begin, stop, mark.kind)
            at = stop
