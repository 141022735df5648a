"""Who did what in a sentence: one's own finished actions, and those of a team."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from app.interviewer.rules.listening.cues import Cues

Doer = Literal["i", "i so far", "we"]  # "I have built": no step in a story, and no team's either


class Done(msgspec.Struct, frozen=True):
    """A past verb, plain, after a doer; `place` is that of its token."""

    place: int
    doer: Doer
    verb: str


class Actions(msgspec.Struct, frozen=True):
    """Past verbs after "I", also joined ones ("I rang her and moved it"), as they are written.

    `general` are those that could stand in anybody's answer ("delivered"), everyday ones without
    anything particular ("I helped"), and what "I have done" so far; `own` are the others; `team`
    are past verbs after "we". `i` and `we` count who the words are about.
    """

    own: list[str]
    general: list[str]
    team: list[str]
    i: int
    we: int


def actions(
    done: Sequence[Done], tokens: Sequence[str], cues: Cues, *, is_particular: bool
) -> Actions:
    """What was done in some words; `is_particular` where they name somebody or something."""

    def is_own(each: Done) -> bool:
        is_general = each.verb in cues.general_verbs
        return not is_general and (is_particular or each.verb not in cues.everyday_verbs)

    mine = [each for each in done if each.doer == "i"]
    return Actions(
        own=[each.verb for each in mine if is_own(each)],
        general=[
            each.verb for each in done if each.doer != "we" and not (each in mine and is_own(each))
        ],
        team=[each.verb for each in done if each.doer == "we"],
        i=sum(token in cues.first_person for token in tokens),
        we=sum(token in cues.team_subjects for token in tokens),
    )


def together(parts: Sequence[Actions]) -> Actions:
    """The actions of several parts of a sentence."""
    return Actions(
        own=[verb for part in parts for verb in part.own],
        general=[verb for part in parts for verb in part.general],
        team=[verb for part in parts for verb in part.team],
        i=sum(part.i for part in parts),
        we=sum(part.we for part in parts),
    )


def finished(tokens: Sequence[str], cues: Cues) -> Iterator[Done]:
    """Walks through the words, with who is speaking of whom in mind; a misspelt verb is one too.

    A sentence that begins with a past verb is taken as one's own: "Rang the landlord at seven." One
    that begins otherwise is about something else until somebody is named: "The pack was reviewed."
    """
    who, after_i, verb_may_come, so_far = "nobody yet", False, True, False
    is_told, is_aside = False, False  # a verb was said, and what follows only says when or why
    opens_aside = False  # "When I heard it": what is told begins at the next subject or pause
    before_relative: str | None = None  # who it was about before "that failed", up to a pause
    for place, token in enumerate(tokens):
        is_told = is_told or (place > 0 and is_past(tokens[place - 1], False, cues))
        so_far_before, so_far = so_far, token in cues.so_far or (so_far and is_adverb(token, cues))
        if token in cues.relatives or token in cues.subordinators:
            before_relative = before_relative or who
            who = "other" if token in cues.relatives else who
            opens_aside = token in cues.subordinators and not is_told
            after_i, verb_may_come, is_aside = False, True, is_told or opens_aside
        elif subject := subject_of(token, cues):
            who, after_i, verb_may_come = subject, subject == "i", True
            if opens_aside and is_told:
                is_aside, opens_aside = False, False
        elif token in cues.joiners or not token[0].isalnum():
            if not token[0].isalnum():
                who, before_relative = before_relative or who, None
                is_told, is_aside, opens_aside = False, False, False
            after_i, verb_may_come = False, True
        elif verb_may_come and not is_adverb(token, cues):
            is_verb = is_past(token, after_i, cues)
            if who == "nobody yet":
                who = "i" if is_verb else "other"
            is_verb = is_verb and not is_aside
            if is_verb and who == "i":
                yield Done(place, "i so far" if so_far_before else "i", token)
            elif is_verb and who == "we":
                yield Done(place, "we", token)
            verb_may_come = token.endswith(cues.adverb_endings) and token not in cues.habit_adverbs


def is_adverb(token: str, cues: Cues) -> bool:
    return token in cues.verb_adverbs


def subject_of(token: str, cues: Cues) -> str | None:
    if token in cues.first_person:
        return "i"
    if token in cues.team_subjects:
        return "we"
    return "other" if token in cues.other_subjects else None


def is_past(word: str, after_i: bool, cues: Cues) -> bool:
    """Whether this may be a past verb; right after "I", a misspelt one too ("signd")."""
    if word in cues.irregular_past:
        return True
    if word in cues.not_past or word in cues.function_words or len(word) < 4:
        return False
    is_misspelt = after_i and word.endswith(cues.past_endings_after_first_person)
    return word.endswith(cues.past_endings) or (
        is_misspelt and not word.endswith(cues.not_past_endings)
    )
