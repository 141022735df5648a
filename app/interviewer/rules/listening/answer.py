"""An answer as it was heard: its sentences, and what stands in each."""

from functools import cached_property

import msgspec

from app.interviewer.rules.listening.actions import Actions


class Sentence(msgspec.Struct, frozen=True):
    """A sentence, verbatim, and what stands in it; `content` are stems that say something.

    `general` are stems of words that any interview is full of.
    """

    text: str
    words: list[str]
    content: frozenset[str]
    general: frozenset[str]
    actions: Actions
    figures: list[str]
    names: list[str]
    reasons: int
    hypothetical: int
    vague: int
    refers_back: bool
    is_past: bool
    is_situation: bool
    is_task: bool
    is_result: bool
    is_learning: bool
    is_denial: bool


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
