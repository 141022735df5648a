"""A sentence that asks for several things, in the clauses that ask for one each; weighs nothing."""

import re
from collections.abc import Iterator

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.phrases import either
from app.interviewer.rules.language.words import words

SHORTEST_SENTENCE = 60  # characters; a shorter one is read whole
FEWEST_WORDS = 3  # of a clause

PARTS = re.compile(r";\s+")
BRACKETED = re.compile(r"\([^()]*\)")


class Clauses:
    """Takes sentences apart, by the words of the language that stand between their clauses."""

    def __init__(self, language: Language) -> None:
        table = language.reading.clauses
        joiners, subjects, verbs = map(either, (table.joiners, table.subjects, table.verbs))
        doing = rf"(?:{joiners})(?=(?:{subjects}|{verbs})(?!\w))"
        having = rf"{doing}|(?:{joiners})(?=(?:{either(table.nouns)})\s)"
        self.of_doing = re.compile(doing, re.IGNORECASE)
        self.of_having = re.compile(having, re.IGNORECASE)
        self.having = re.compile(table.having, re.IGNORECASE)
        self.unfinished = re.compile(rf"(?:{table.unfinished})$", re.IGNORECASE)
        self.tail = re.compile(rf"(?:{either(table.tails)})(?!\w).*$", re.IGNORECASE)

    def of(self, sentence: str) -> list[str]:
        """The clauses of a sentence, verbatim, without what joins them; brackets stay whole."""
        parts = map(str.rstrip, PARTS.split(sentence))
        return [self.without_tail(clause) for part in parts for clause in self.joined(part)]

    def joined(self, sentence: str) -> Iterator[str]:
        if len(sentence) < SHORTEST_SENTENCE:
            yield sentence
            return
        plain = BRACKETED.sub(lambda found: "x" * len(found[0]), sentence)
        joint = self.of_having if self.having.search(plain) else self.of_doing
        begin = 0
        for match in joint.finditer(plain):
            before = plain[max(begin, match.start() - SHORTEST_SENTENCE) : match.start()]
            after = plain[match.end() : match.end() + SHORTEST_SENTENCE]
            if is_long_enough(before) and is_long_enough(after) and not self.is_unfinished(before):
                yield sentence[begin : match.start()]
                begin = match.end()
        yield sentence[begin:]

    def is_unfinished(self, clause: str) -> bool:
        """Whether its last verb waits for an object, as in "able to recognise and …"."""
        return self.unfinished.search(clause) is not None

    def without_tail(self, clause: str) -> str:
        """A clause without the reason that is given for it."""
        if found := self.tail.search(clause):
            head = clause[: found.start()]
            return head if is_long_enough(head) else clause
        return clause


def is_long_enough(clause: str) -> bool:
    return len(words(clause)) >= FEWEST_WORDS
