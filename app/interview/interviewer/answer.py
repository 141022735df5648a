"""What can be found in one answer: counts and places of what the rubric and the probes look at.

Gives no judgement, and never looks at grammar or spelling.
"""

import re
from functools import cached_property

import msgspec

from app.interview.interviewer.actions import Actions, actions, is_past
from app.interview.interviewer.cues import Cues, content_stems, cues, general_stems, plain
from app.interview.interviewer.words import sentences, words

SHOUTED_SHARE = 0.7  # of words with a capital, in sentences of more than …
SHOUTED_WORDS = 4
BEGINNING = 4  # words of a sentence, where "it" is about the one before


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


class Answer(msgspec.Struct, frozen=True, dict=True):
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


def read_answer(text: str, language: str = "en") -> Answer:
    """The answer in sentences that hold words; `language` is one that has a file."""
    known = cues(language)
    read = (read_sentence(sentence, language, known) for sentence in sentences(text))
    return Answer(text, [sentence for sentence in read if sentence.words])


def read_sentence(text: str, language: str, known: Cues) -> Sentence:
    written = words(text)
    lower = text.lower().replace("’", "'")
    return Sentence(
        text=text,
        words=[plain(word) for word in written],
        content=content_stems(text, language),
        general=general_stems(text, language),
        actions=actions(text, known),
        figures=[word for word in written if is_figure(plain(word), known)],
        names=names(written, known),
        reasons=count(known.reasons, lower),
        hypothetical=count(known.hypothetical, lower),
        vague=count(known.vague, lower),
        refers_back=refers_back([plain(word) for word in written], known),
        is_past=any(is_past(plain(word), False, known) for word in written),
        is_situation=known.situation.search(lower) is not None,
        is_task=known.task.search(lower) is not None,
        is_result=known.results.search(lower) is not None,
        is_learning=known.learning.search(lower) is not None,
        is_denial=known.denial.search(lower) is not None,
    )


def is_figure(word: str, known: Cues) -> bool:
    """Whether a word counts something: digits or spelt out, but not the 110 of "110 percent"."""
    return word in known.number_words or (word[0].isdigit() and word not in known.empty_numbers)


def refers_back(found: list[str], known: Cues) -> bool:
    """Whether it speaks of somebody, or begins with what the sentence before was about."""
    return not known.persons.isdisjoint(found) or not known.backward.isdisjoint(found[:BEGINNING])


def names(written: list[str], known: Cues) -> list[str]:
    """Words with a capital inside a sentence; none where nearly every word has one."""
    capitals = sum(word[0].isupper() for word in written)
    if len(written) > SHOUTED_WORDS and capitals > SHOUTED_SHARE * len(written):
        return []
    return [
        word
        for word in written[1:]
        if word[0].isupper() and plain(word) not in known.function_words
    ]


def count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
