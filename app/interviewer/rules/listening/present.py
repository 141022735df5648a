"""Stories told in the present: whether an answer is one, and which words are then its verbs."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from app.interviewer.rules.listening.actions import finished, is_past
from app.interviewer.rules.listening.cues import Cues

FEWEST_SIGNS = 2  # that it happened once: a date, a place, somebody, a past verb of another


class Spoken(msgspec.Struct, frozen=True):
    """A sentence as it was written, with its words and pauses in plain form."""

    text: str
    tokens: list[str]


def is_told_now(sentences: Sequence[Spoken], cues: Cues) -> bool:
    """Whether most of one's own steps are told in the present, though they were taken once.

    Learners of the language do so ("I call him and send photo"), and many who tell a story aloud
    ("so I say to her"). What somebody does every day has no date, no place and nobody in it.
    """
    now = past = 0
    signs: set[str] = set()
    shown = 0  # signs up to the last step: what follows may be about something else
    for sentence in sentences:
        if not is_habit(sentence.text, cues):
            steps = [
                each.verb
                for each in finished(sentence.tokens, cues, told_now=True)
                if each.doer == "i" and each.verb not in cues.states
            ]
            of_now = sum(not is_past(verb, False, cues) for verb in steps)
            now, past = now + of_now, past + len(steps) - of_now
            signs.update(signs_in(sentence, cues))
            shown = len(signs) if of_now else shown
    return now > past and shown >= FEWEST_SIGNS


def is_habit(text: str, cues: Cues) -> bool:
    """Whether it is what somebody does at any time, would do, or has done since."""
    said = text.lower()
    return any(cues.in_clauses[name].search(said) for name in ("hypothetical", "learning", "habit"))


def signs_in(sentence: Spoken, cues: Cues) -> set[str]:
    """The names of what shows that it happened once."""
    tokens = sentence.tokens
    written = sentence.text.split()
    says = {
        "date": cues.dated.search(sentence.text) is not None,
        "place": any(
            first.lower() in cues.now.places and second[0].isupper()
            for first, second in pairwise(written)
        ),
        "somebody": not cues.now.persons.isdisjoint(tokens),
        "past": any(
            first not in cues.first_person and is_past(second, False, cues)
            for first, second in pairwise(tokens)
        ),
    }
    return {name for name, holds in says.items() if holds}


def is_now_verb(word: str, cues: Cues) -> bool:
    """Whether it is a known verb of the present, also of another ("he calls")."""
    return word in cues.now.verbs or word.removesuffix(cues.now.ending) in cues.now.verbs
