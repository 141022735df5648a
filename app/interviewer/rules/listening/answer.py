"""An answer as it was heard: its sentences, their clauses, and what stands in each."""

from functools import cached_property

import msgspec

from app.interviewer.model import Mark, MarkKind
from app.interviewer.rules.listening.actions import Actions


class Clause(msgspec.Struct, frozen=True):
    """A part of a sentence, from `start` to before `end` in the answer; `kind` is what it tells.

    `cues` are the names of the cues that stand in it; `is_about_others` where its subject is "she",
    `says_something` where it has a telling word or a figure.
    """

    start: int
    end: int
    cues: frozenset[str]
    actions: Actions
    content: frozenset[str]
    says_something: bool
    is_past: bool
    is_about_others: bool
    kind: MarkKind | None = None


class Sentence(msgspec.Struct, frozen=True, dict=True):
    """A sentence, verbatim, where it begins, and what stands in it.

    `content` are stems that say something, `general` those of words that any interview is full of.
    `small_marks` are figures, names and reasons.
    """

    start: int
    text: str
    words: list[str]
    content: frozenset[str]
    general: frozenset[str]
    clauses: list[Clause]
    actions: Actions
    figures: list[str]
    names: list[str]
    reasons: int
    hypothetical: int
    vague: int
    refers_back: bool
    is_past: bool
    is_denial: bool
    small_marks: list[Mark]

    @cached_property
    def kinds(self) -> frozenset[MarkKind]:
        """What the clauses of the sentence tell."""
        return frozenset(clause.kind for clause in self.clauses if clause.kind)

    @property
    def is_learning(self) -> bool:
        return "learning" in self.kinds

    @property
    def is_result(self) -> bool:
        return "result" in self.kinds


class HeardAnswer(msgspec.Struct, frozen=True, dict=True):
    """An answer in sentences; the properties are sums over them."""

    text: str
    sentences: list[Sentence]

    @cached_property
    def words(self) -> list[str]:
        """All words, in lower case."""
        return [word for sentence in self.sentences for word in sentence.words]

    @cached_property
    def content(self) -> frozenset[str]:
        return frozenset[str]().union(*(sentence.content for sentence in self.sentences))

    @cached_property
    def general(self) -> frozenset[str]:
        return frozenset[str]().union(*(sentence.general for sentence in self.sentences))

    @cached_property
    def kinds(self) -> frozenset[MarkKind]:
        """All that is told in it."""
        return frozenset[MarkKind]().union(*(sentence.kinds for sentence in self.sentences))

    @cached_property
    def marked(self) -> frozenset[MarkKind]:
        """The kinds of its marks."""
        return frozenset(mark.kind for mark in self.marks)

    @cached_property
    def possible(self) -> frozenset[MarkKind]:
        """The kinds that may stand in it, though they were not heard: nobody is told they lack."""
        clauses = [clause for sentence in self.sentences for clause in sentence.clauses]
        first = next((place for place, each in enumerate(clauses) if each.actions.i), len(clauses))
        kinds: set[MarkKind] = set()
        for place, clause in enumerate(clauses):
            acts = clause.actions
            is_habit = bool(clause.content) and clause.cues.isdisjoint(("hypothetical", "vague"))
            if acts.general or acts.we or (acts.i and (clause.is_past or is_habit)):
                kinds.add("action")
            elif clause.is_past and place:
                kinds.add("result")
            if clause.is_past and not acts.i and place <= max(first, len(clauses) // 2):
                kinds.add("situation")
        return frozenset(kinds)

    @cached_property
    def own_actions(self) -> int:
        return sum(len(sentence.actions.own) for sentence in self.sentences)

    @cached_property
    def general_actions(self) -> int:
        return sum(len(sentence.actions.general) for sentence in self.sentences)

    @cached_property
    def team_actions(self) -> int:
        return sum(len(sentence.actions.team) for sentence in self.sentences)

    @cached_property
    def i(self) -> int:
        return sum(sentence.actions.i for sentence in self.sentences)

    @cached_property
    def we(self) -> int:
        return sum(sentence.actions.we for sentence in self.sentences)

    @cached_property
    def hypothetical(self) -> int:
        return sum(sentence.hypothetical for sentence in self.sentences)

    @cached_property
    def marks(self) -> list[Mark]:
        """What was heard and where, in the order of the text.

        Neighbouring clauses of a sentence that tell the same are one mark.
        """
        found: list[Mark] = []
        for sentence in self.sentences:
            found.extend(marks_of(sentence))
            found.extend(sentence.small_marks)
        return sorted(found, key=lambda mark: (mark.start, -mark.end))


def marks_of(sentence: Sentence) -> list[Mark]:
    """The marks of what a sentence tells."""
    found: list[Mark] = []
    before: MarkKind | None = None
    for clause in sentence.clauses:
        if clause.kind and clause.kind == before:
            found[-1] = Mark(found[-1].start, clause.end, clause.kind)
        elif clause.kind:
            found.append(Mark(clause.start, clause.end, clause.kind))
        before = clause.kind
    return found
