"""Reads an answer: what the rubric and the probes look at, where it stands in the text.

Gives no judgement, and never looks at grammar or spelling.
"""

import re

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.actions import actions, is_past
from app.interviewer.rules.listening.answer import HeardAnswer, Sentence
from app.interviewer.rules.listening.cues import cues_of

SHOUTED_SHARE = 0.7  # of words with a capital, in sentences of more than …
SHOUTED_WORDS = 4
MOST_SENTENCES = 500  # of an answer; the rest is not read
BEGINNING = 4  # words of a sentence, where "it" is about the one before


class Listener:
    """Hears answers in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.plain, self.stem = language.plain, language.stem
        self.cues = cues_of(language)

    def hear(self, text: str) -> HeardAnswer:
        """The answer in sentences that hold words."""
        beginning = self.language.sentences(text)[:MOST_SENTENCES]
        heard = map(self.hear_sentence, beginning)
        return HeardAnswer(text, [sentence for sentence in heard if sentence.words])

    def hear_sentence(self, text: str) -> Sentence:
        cues, written = self.cues, words(text)
        plain = self.plain_words(written)
        lower = text.lower().replace("’", "'")
        return Sentence(
            text=text,
            words=plain,
            content=self.content_stems(text),
            general=self.general_stems(text),
            actions=actions(text, cues, self.plain),
            figures=[word for word in written if self.is_figure(self.plain(word))],
            names=self.names(written),
            reasons=count(cues.reasons, lower),
            hypothetical=count(cues.hypothetical, lower),
            vague=count(cues.vague, lower),
            refers_back=self.refers_back(plain),
            is_past=any(is_past(word, False, cues) for word in plain),
            is_situation=cues.situation.search(lower) is not None,
            is_task=cues.task.search(lower) is not None,
            is_result=cues.results.search(lower) is not None,
            is_learning=cues.learning.search(lower) is not None,
            is_denial=cues.denial.search(lower) is not None,
        )

    def plain_words(self, written: list[str]) -> list[str]:
        return [self.plain(word) for word in written]

    def content_stems(self, text: str) -> frozenset[str]:
        """The stems of a text that say something.

        They are neither function words, figures nor general interview words.
        """
        return frozenset(
            stemmed
            for lower in self.plain_words(words(text))
            if lower not in self.cues.function_words
            and (stemmed := self.stem(lower)) not in self.cues.general_stems
            and not lower[0].isdigit()
            and lower not in self.cues.number_words
        )

    def general_stems(self, text: str) -> frozenset[str]:
        """The stems of a text that are general interview words ("team", "manage")."""
        return frozenset(
            stemmed
            for lower in self.plain_words(words(text))
            if lower not in self.cues.function_words
            and (stemmed := self.stem(lower)) in self.cues.general_stems
        )

    def is_figure(self, word: str) -> bool:
        """Whether a word counts something, in digits or not: the 110 of "110 percent" does not."""
        cues = self.cues
        return word in cues.number_words or (word[0].isdigit() and word not in cues.empty_numbers)

    def names(self, written: list[str]) -> list[str]:
        """Words with a capital inside a sentence; none where nearly every word has one."""
        capitals = sum(word[0].isupper() for word in written)
        if len(written) > SHOUTED_WORDS and capitals > SHOUTED_SHARE * len(written):
            return []
        return [
            word
            for word in written[1:]
            if word[0].isupper() and self.plain(word) not in self.cues.function_words
        ]

    def refers_back(self, found: list[str]) -> bool:
        """Whether it speaks of somebody, or begins with what the sentence before was about."""
        cues = self.cues
        return not cues.persons.isdisjoint(found) or not cues.backward.isdisjoint(found[:BEGINNING])


def count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
