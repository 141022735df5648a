"""A sentence that asks for several things, in the clauses that ask for one each; weighs nothing."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from app.interview.interviewer.languages import table
from app.interview.interviewer.words import words

SHORTEST_SENTENCE = 60  # characters; a shorter one is read whole
FEWEST_WORDS = 3  # of a clause

PARTS = re.compile(r"\s*;\s+")
BRACKETED = re.compile(r"\([^()]*\)")


class Clauses(msgspec.Struct, frozen=True):
    """The table `[clauses]`: regular expressions, one a line.

    `joiners` stand between two clauses; one of `subjects` begins a clause of its own, one of
    `verbs` the next thing to do, and one of `nouns` the next thing to have, where a sentence says
    with `having` that a person has it. `tails` begin a reason, which asks for nothing;
    what ends with `unfinished` goes on.
    """

    joiners: str
    subjects: str
    verbs: str
    having: str
    nouns: str
    tails: str
    unfinished: str


class Joints:
    """Where a sentence can be taken apart."""

    def __init__(self, listed: Clauses) -> None:
        joiners, subjects, verbs, nouns, tails = (
            "|".join(filter(None, map(str.strip, block.splitlines())))
            for block in (
                listed.joiners,
                listed.subjects,
                listed.verbs,
                listed.nouns,
                listed.tails,
            )
        )
        doing = rf"(?:{joiners})(?=(?:{subjects}|{verbs})(?!\w))"
        self.of_doing = re.compile(doing, re.IGNORECASE)
        self.of_having = re.compile(rf"{doing}|(?:{joiners})(?=(?:{nouns})\s)", re.IGNORECASE)
        self.having = re.compile(listed.having, re.IGNORECASE)
        self.unfinished = re.compile(rf"(?:{listed.unfinished})$", re.IGNORECASE)
        self.tail = re.compile(rf"(?:{tails})(?!\w).*$", re.IGNORECASE)


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, verbatim, without what joins them; brackets stay whole."""
    return [
        without_tail(clause) for part in PARTS.split(sentence) for clause in joined_clauses(part)
    ]


def joined_clauses(sentence: str) -> Iterator[str]:
    if len(sentence) < SHORTEST_SENTENCE:
        yield sentence
        return
    plain = BRACKETED.sub(lambda found: "x" * len(found[0]), sentence)
    joint = joints().of_having if joints().having.search(plain) else joints().of_doing
    begin = 0
    for match in joint.finditer(plain):
        before = plain[max(begin, match.start() - SHORTEST_SENTENCE) : match.start()]
        after = plain[match.end() : match.end() + SHORTEST_SENTENCE]
        if is_long_enough(before) and is_long_enough(after) and not is_unfinished(before):
            yield sentence[begin : match.start()]
            begin = match.end()
    yield sentence[begin:]


def is_long_enough(clause: str) -> bool:
    return len(words(clause)) >= FEWEST_WORDS


def is_unfinished(clause: str) -> bool:
    """Whether its last verb waits for an object, as in "able to recognise and …"."""
    return joints().unfinished.search(clause) is not None


def without_tail(clause: str) -> str:
    """A clause without the reason that is given for it."""
    if found := joints().tail.search(clause):
        head = clause[: found.start()]
        return head if is_long_enough(head) else clause
    return clause


@cache
def joints() -> Joints:
    return Joints(table("en", "clauses", Clauses))
