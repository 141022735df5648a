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
    are past verbs after "we"; `so_far` are those of `general` that "I have done". `i` and
    `we` count who the words are about.
    """

    own: list[str]
    general: list[str]
    team: list[str]
    so_far: list[str]
    i: int
    we: int

    @property
    def general_now(self) -> list[str]:
        """The general ones that are told as steps."""
        return [verb for verb in self.general if verb not in self.so_far]


def actions(
    done: Sequence[Done], tokens: Sequence[str], cues: Cues, *, is_particular: bool
) -> Actions:
    """What was done in some words; `is_particular` where they name somebody or something."""

    def is_own(each: Done) -> bool:
        if each.verb in cues.general_verbs:
            return False
        is_plain = each.verb in cues.everyday_verbs or not is_past(each.verb, True, cues)
        return is_particular or not is_plain

    mine = [each for each in done if each.doer == "i"]
    return Actions(
        own=[each.verb for each in mine if is_own(each)],
        general=[
            each.verb for each in done if each.doer != "we" and not (each in mine and is_own(each))
        ],
        team=[each.verb for each in done if each.doer == "we"],
        so_far=[each.verb for each in done if each.doer == "i so far"],
        i=sum(token in cues.first_person for token in tokens),
        we=sum(token in cues.team_subjects for token in tokens),
    )


def together(parts: Sequence[Actions]) -> Actions:
    """The actions of several parts of a sentence."""
    return Actions(
        own=[verb for part in parts for verb in part.own],
        general=[verb for part in parts for verb in part.general],
        team=[verb for part in parts for verb in part.team],
        so_far=[verb for part in parts for verb in part.so_far],
        i=sum(part.i for part in parts),
        we=sum(part.we for part in parts),
    )


def finished(
    tokens: Sequence[str], cues: Cues, *, told_now: bool = False, is_dated: bool = False
) -> Iterator[Done]:
    """The finished actions of a sentence; a misspelt verb is one too.

    A sentence that begins with a past verb is taken as one's own: "Rang the landlord at seven." One
    that begins otherwise is about something else until somebody is named: "The pack was reviewed."
    What only says when or why is no action: "before I left". Where the story is `told_now`, verbs
    of the present count ("I call him"); where it `is_dated`, so does "I have called him".
    """
    walk = Walk(cues, told_now=told_now, is_dated=is_dated)
    for place, token in enumerate(tokens):
        if doer := walk.doer_at(token):
            yield Done(place, doer, token)


class Walk:
    """Goes through the words of a sentence, with who is speaking of whom in mind."""

    def __init__(self, cues: Cues, *, told_now: bool, is_dated: bool) -> None:
        self.cues, self.told_now, self.is_dated = cues, told_now, is_dated
        self.who = "nobody yet"
        self.before_relative: str | None = None  # who it was about before "that failed"
        self.after_i, self.verb_may_come, self.so_far = False, True, False
        self.is_told, self.is_aside = False, False  # a verb was said; what follows says when or why
        self.opens_aside = False  # "When I heard it": what is told begins at the next subject
        self.before: tuple[str, ...] = ()  # the last words

    def doer_at(self, token: str) -> Doer | None:
        """Who did what this word says, if it is a finished action."""
        cues, was_so_far = self.cues, self.so_far
        self.so_far = token in cues.so_far or (was_so_far and is_adverb(token, cues))
        doer: Doer | None = None
        if token in cues.until and self.before:
            self.pause(token)
        elif token in cues.relatives or token in cues.subordinators:
            self.begin_aside(token)
        elif subject := subject_of(token, cues):
            self.name(subject)
        elif token in cues.joiners or not token[0].isalnum():
            self.pause(token)
        elif self.is_former() or (self.verb_may_come and not is_adverb(token, cues)):
            doer = self.doer_of(token, was_so_far)
        self.is_told = self.is_told or doer is not None or is_past(token, False, cues)
        self.before = (*self.before[-len(cues.former) :], token)
        return doer

    def is_former(self) -> bool:
        """Whether what comes is what "I used to" do."""
        return self.before[1:] == self.cues.former and self.before[0] in self.cues.first_person

    def begin_aside(self, token: str) -> None:
        self.before_relative = self.before_relative or self.who
        self.who = "other" if token in self.cues.relatives else self.who
        self.opens_aside = token in self.cues.subordinators and not self.is_told
        self.is_aside = self.is_told or self.opens_aside
        self.after_i, self.verb_may_come = False, True

    def name(self, subject: str) -> None:
        self.who, self.after_i, self.verb_may_come = subject, subject == "i", True
        if subject == "i" and self.before[-1:] and self.before[-1] in self.cues.which:
            self.is_aside = False
        if self.opens_aside and self.is_told:
            self.is_aside, self.opens_aside = False, False

    def pause(self, token: str) -> None:
        if not token[0].isalnum():
            self.who, self.before_relative = self.before_relative or self.who, None
            self.is_told, self.is_aside, self.opens_aside = False, False, False
        self.after_i, self.verb_may_come = False, True

    def doer_of(self, token: str, was_so_far: bool) -> Doer | None:
        cues = self.cues
        is_verb = (
            is_past(token, self.after_i, cues)
            or self.is_of_present(token)
            or (was_so_far and token in cues.participles)
        )
        if self.who == "nobody yet":
            self.who = "i" if is_verb else "other"
        self.verb_may_come = token.endswith(cues.adverb_endings) and token not in cues.habit_adverbs
        if not is_verb or self.is_aside:
            return None
        if self.who == "i":
            return "i so far" if was_so_far and not self.is_dated else "i"
        return "we" if self.who == "we" else None

    def is_of_present(self, token: str) -> bool:
        """Whether it is what "I" used to do, or do in a story that is told in the present.

        Right after "I" any word may be a verb, after "and" only a known one.
        """
        now = self.cues.now
        if self.who not in ("i", "we") or token in now.states:
            return False
        is_new = token not in self.cues.function_words and self.after_i
        return (self.told_now and (token in now.verbs or is_new)) or (self.is_former() and is_new)


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
