"""Parts a sentence into clauses, each with a verb of its own; what they tell is for `parts`."""

import re
from collections.abc import Sequence

import msgspec

from app.interviewer.rules.language.words import WORD
from app.interviewer.rules.listening.actions import is_past
from app.interviewer.rules.listening.cues import Cues
from app.interviewer.rules.listening.present import is_now_verb

TOKEN = re.compile(rf"{WORD.pattern}|[,;:–—()]")


class PlacedWord(msgspec.Struct, frozen=True):
    """A word or a pause, plain, and where it stands in the sentence."""

    start: int
    end: int
    text: str

    @property
    def is_pause(self) -> bool:
        return not self.text[0].isalnum()


def parted(tokens: Sequence[PlacedWord], cues: Cues, *, told_now: bool) -> list[tuple[int, int]]:
    """Ranges of tokens, one for each clause; what has no verb belongs to the clause before it.

    So does what is only attached ("because it was late"). A beginning without a verb ("In March,")
    belongs to what follows.
    """
    pieces = [piece for piece in pieces_of(tokens, cues) if piece[0] < piece[1]]
    clauses: list[tuple[int, int]] = []
    is_open = False  # the clause before has no verb yet
    for first, last in pieces:
        words = [token.text for token in tokens[first:last] if not token.is_pause]
        stands_alone = has_verb(words, cues, told_now=told_now)
        is_attached = bool(words) and is_attachment(words, cues, told_now=told_now)
        if clauses and (is_open or not stands_alone or is_attached):
            clauses[-1] = (clauses[-1][0], last)
            is_open = is_open and not stands_alone
        else:
            clauses.append((first, last))
            is_open = not stands_alone
    return clauses


def pieces_of(tokens: Sequence[PlacedWord], cues: Cues) -> list[tuple[int, int]]:
    """Ranges of tokens between pauses and joining words."""
    edges = [0]
    for place, token in enumerate(tokens):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        before = tokens[place - 1].text if place else ""
        is_link = (token.text in cues.links and before not in cues.attached) or (
            token.text in cues.links_before_subject and following in cues.subjects
        )
        if token.is_pause:
            edges.append(place + 1)
        elif is_link and place > edges[-1]:
            edges.append(place)
    return list(zip(edges, [*edges[1:], len(tokens)], strict=True))


def is_attachment(words: Sequence[str], cues: Cues, *, told_now: bool) -> bool:
    """Whether it begins as what says more of the clause before.

    "because …", "so that …"; and a verb that has its subject there ("and called the nurse").
    """
    is_linked = words[0] in cues.links or words[0] in cues.links_before_subject
    first, second = [*(words[1:] if is_linked else words), "", ""][:2]
    says_when = (  # "after that", "since then", "after a week"
        second in cues.relatives
        or second in cues.joiners
        or (first in cues.times and (second in cues.amounts or second[:1].isdigit()))
    )
    is_stressed = first in cues.stressing and second in cues.attached  # "even if it was late"
    is_verb = is_past(first, False, cues) or (told_now and is_now_verb(first, cues))
    return (first in cues.attached and not says_when) or is_stressed or is_verb


def has_verb(words: Sequence[str], cues: Cues, *, told_now: bool) -> bool:
    """Whether there is a verb, but for that of a relative clause ("a bay that was too heavy")."""
    before = ""
    for word in words:
        if word in cues.relatives and before not in cues.attached:
            return False
        if word in cues.finite or word in cues.short_subjects or is_past(word, False, cues):
            return True
        if told_now and is_now_verb(word, cues):
            return True
        before = word
    return False
