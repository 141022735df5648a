"""Who did what in a sentence: one's own finished actions, and those of a team."""

import re
from collections.abc import Callable, Iterator

import msgspec

from app.interviewer.rules.language.words import WORD
from app.interviewer.rules.listening.cues import Cues

TOKEN = re.compile(rf"{WORD.pattern}|[,;:–—]")

SO_FAR = "i so far"  # "I have built": no step in a story, and no claim of a team either


class Actions(msgspec.Struct, frozen=True):
    """Past verbs after "I", also joined ones ("I rang her and moved it"), as they are written.

    `general` are those that could stand in anybody's answer ("helped"), and what "I have done" so
    far; `own` are the others;
    `team` are past verbs after "we". `i` and `we` count who the sentence is about.
    """

    own: list[str]
    general: list[str]
    team: list[str]
    i: int
    we: int


def actions(sentence: str, cues: Cues, plain: Callable[[str], str]) -> Actions:
    """The actions of one sentence; a verb that is misspelt is one all the same."""
    tokens = [plain(token) for token in TOKEN.findall(sentence)]
    done = list(finished(tokens, cues))
    return Actions(
        own=[verb for who, verb in done if who == "i" and verb not in cues.general_verbs],
        general=[
            verb
            for who, verb in done
            if who == SO_FAR or (who == "i" and verb in cues.general_verbs)
        ],
        team=[verb for who, verb in done if who == "we"],
        i=sum(token in cues.first_person for token in tokens),
        we=sum(token in cues.team_subjects for token in tokens),
    )


def finished(tokens: list[str], cues: Cues) -> Iterator[tuple[str, str]]:
    """Walks through the words, with who is speaking of whom in mind: pairs of who and past verb.

    A sentence that begins with a past verb is taken as one's own: "Rang the landlord at seven." One
    that begins otherwise is about something else until somebody is named: "The pack was reviewed."
    """
    who, after_i, verb_may_come, so_far = "nobody yet", False, True, False
    for token in tokens:
        so_far_before, so_far = so_far, token in cues.so_far or (so_far and is_adverb(token, cues))
        if subject := subject_of(token, cues):
            who, after_i, verb_may_come = subject, subject == "i", True
        elif token in cues.joiners or not token[0].isalnum():
            after_i, verb_may_come = False, True
        elif verb_may_come and not is_adverb(token, cues):
            is_verb = is_past(token, after_i, cues)
            if who == "nobody yet":
                who = "i" if is_verb else "other"
            if who != "other" and is_verb:
                yield SO_FAR if who == "i" and so_far_before else who, token
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
