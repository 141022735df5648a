"""An answer cut at its marks, as a page shows it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from app.interviewer.model import Mark, MarkKind

WORD_KINDS: tuple[MarkKind, ...] = ("figure", "name", "reason")


class MarkedWords(msgspec.Struct, frozen=True):
    """Some words of an answer, and what was heard in them: each a kind of WORD_KINDS."""

    text: str
    kinds: list[MarkKind] = []


class Passage(msgspec.Struct, frozen=True):
    """A part of an answer in its pieces; `kind` is that of a sentence's mark, where it has one."""

    kind: MarkKind | None
    pieces: list[MarkedWords]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def passages_of(text: str, marks: Sequence[Mark]) -> list[Passage]:
    """The text in passages; joined they give it again, whatever the marks are.

    Marks of sentences make passages, and what lies between them does; marks of words cut those into
    pieces. Of two sentences' marks that overlap the first is kept; what lies outside of the text
    marks nothing.
    """
    sentences = [mark for mark in marks if mark.kind not in WORD_KINDS]
    words = [mark for mark in marks if mark.kind in WORD_KINDS]
    return [
        Passage(kind, list(pieces(text, start, end, words)))
        for start, end, kind in spans(len(text), sentences)
    ]


def spans(length: int, sentences: Sequence[Mark]) -> Iterator[tuple[int, int, MarkKind | None]]:
    """From where to where each passage goes, and its kind."""
    place = 0
    for mark in sorted(sentences, key=lambda mark: (mark.start, mark.end)):
        end = min(mark.end, length)
        if not place <= mark.start < end:
            continue
        if place < mark.start:
            yield place, mark.start, None
        yield mark.start, end, mark.kind
        place = end
    if place < length:
        yield place, length, None


def pieces(text: str, start: int, end: int, words: Sequence[Mark]) -> Iterator[MarkedWords]:
    """The text from `start` to before `end`, cut where a mark of words begins or ends."""
    near = [mark for mark in words if mark.start < end and mark.end > start]
    edges = {edge for mark in near for edge in (mark.start, mark.end) if start < edge < end}
    cuts = [start, *sorted(edges), end]
    for begin, stop in pairwise(cuts):
        kinds = [mark.kind for mark in near if mark.start <= begin and stop <= mark.end]
        yield MarkedWords(text[begin:stop], list(dict.fromkeys(kinds)))
