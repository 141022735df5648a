"""What the rules listen for in an answer, made ready from a language's file; judges nothing."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_listening import NowTable
from app.interviewer.rules.language.phrases import NOTHING

COMMON_PAIR = 5  # words of the lexicon
# What is looked for in every clause, in the words of `AnswerTable.in_clauses`.
CLAUSE_CUES = (
    *("situation", "task", "duty", "problem", "over", "change", "result", "learning"),
    *("hypothetical", "vague", "undone", "plan", "by_me", "fault", "since", "generic", "refrained"),
    *("habit", "somebody", "not_then", "unreal", "describes"),
)


class NowCues(msgspec.Struct, frozen=True):
    """The table `[answers.now]` as sets."""

    verbs: frozenset[str]
    states: frozenset[str]
    persons: frozenset[str]
    places: frozenset[str]
    ending: str


class Cues(msgspec.Struct, frozen=True):
    """The table `[answers]` as sets and compiled patterns, all in lower case."""

    function_words: frozenset[str]
    letter_pairs: frozenset[str]
    general_stems: frozenset[str]
    general_verbs: frozenset[str]
    everyday_verbs: frozenset[str]
    states: frozenset[str]
    irregular_past: frozenset[str]
    not_past: frozenset[str]
    past_endings: tuple[str, ...]
    past_endings_after_first_person: tuple[str, ...]
    not_past_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    first_person: frozenset[str]
    team_subjects: frozenset[str]
    other_subjects: frozenset[str]
    relatives: frozenset[str]
    subordinators: frozenset[str]
    persons: frozenset[str]
    backward: frozenset[str]
    joiners: frozenset[str]
    links: frozenset[str]
    links_before_subject: frozenset[str]
    subjects: frozenset[str]
    short_subjects: frozenset[str]
    attached: frozenset[str]
    stressing: frozenset[str]
    times: frozenset[str]
    amounts: frozenset[str]
    finite: frozenset[str]
    present: frozenset[str]
    verb_adverbs: frozenset[str]
    habit_adverbs: frozenset[str]
    so_far: frozenset[str]
    participles: frozenset[str]
    order: frozenset[str]
    former: tuple[str, ...]
    until: frozenset[str]
    which: frozenset[str]
    dated: re.Pattern[str]
    now: NowCues
    not_names: frozenset[str]
    number_words: frozenset[str]
    empty_numbers: frozenset[str]
    reasons: re.Pattern[str]
    denial: re.Pattern[str]
    declining: re.Pattern[str]
    stuck: re.Pattern[str]
    going_on: re.Pattern[str]
    hypothetical: re.Pattern[str]
    in_clauses: dict[str, re.Pattern[str]]  # each for a text in lower case


def cues_of(language: Language) -> Cues:
    """The cues of a language, ready to look for."""
    given, stem = language.listening.answers, language.stem
    function_words = word_set(given.function_words)
    states = word_set(given.states)
    general_verbs = word_set(given.general_verbs) | states
    verbs = general_verbs | word_set(given.everyday_verbs)
    general_words = word_set(given.general_words) | verbs
    now = given.now
    not_past = word_set(given.not_past)
    short_subjects = word_set(given.first_person) | word_set(given.team_subjects)
    short_subjects |= word_set(given.short_subjects)
    return Cues(
        function_words=function_words,
        letter_pairs=letter_pairs(given.function_words.split() + given.general_words.split()),
        general_stems=frozenset(stem(word) for word in general_words),
        general_verbs=general_verbs | word_set(now.general),
        states=states,
        everyday_verbs=word_set(given.everyday_verbs) | word_set(now.everyday),
        irregular_past=with_misspellings(
            with_prefixes(word_set(given.irregular_past), given.verb_prefixes),
            function_words | general_words | not_past,
        ),
        not_past=not_past,
        past_endings=tuple(given.past_endings),
        past_endings_after_first_person=tuple(given.past_endings_after_first_person),
        not_past_endings=tuple(given.not_past_endings),
        adverb_endings=tuple(given.adverb_endings),
        first_person=word_set(given.first_person),
        team_subjects=word_set(given.team_subjects),
        other_subjects=word_set(given.other_subjects),
        relatives=word_set(given.relatives),
        subordinators=word_set(given.subordinators),
        persons=word_set(given.persons),
        backward=word_set(given.backward),
        joiners=word_set(given.joiners),
        links=word_set(given.links),
        links_before_subject=word_set(given.links_before_subject),
        subjects=short_subjects | word_set(given.subjects),
        short_subjects=short_subjects,
        attached=word_set(given.attached),
        stressing=word_set(given.stressing),
        times=word_set(given.times),
        amounts=word_set(given.amounts) | word_set(given.number_words),
        finite=word_set(given.finite),
        present=word_set(given.present),
        verb_adverbs=word_set(given.verb_adverbs),
        habit_adverbs=word_set(given.habit_adverbs),
        so_far=word_set(given.so_far),
        participles=word_set(given.participles),
        order=word_set(given.order),
        former=tuple(given.former.split()),
        until=word_set(given.until),
        which=word_set(given.which),
        dated=any_of(given.dated),
        now=now_cues(now),
        not_names=word_set(given.not_names),
        number_words=word_set(given.number_words),
        empty_numbers=frozenset(given.empty_numbers),
        reasons=any_of(given.reasons),
        denial=any_of(given.denial),
        declining=beginning_with(given.declining),
        stuck=beginning_with(given.stuck),
        going_on=any_of(given.going_on),
        hypothetical=any_of(given.in_clauses["hypothetical"]),
        in_clauses={name: in_lower_case(given.in_clauses[name]) for name in CLAUSE_CUES},
    )


def now_cues(given: NowTable) -> NowCues:
    """The cues of stories that are told in the present."""
    return NowCues(
        verbs=word_set(given.verbs) | word_set(given.everyday),
        states=word_set(given.states),
        persons=word_set(given.persons),
        places=word_set(given.places),
        ending=given.ending,
    )


def letter_pairs(vocabulary: list[str]) -> frozenset[str]:
    """The pairs of letters that several words of a language have."""
    seen = Counter(pair for word in vocabulary for pair in map("".join, pairwise(word)))
    return frozenset(pair for pair, times in seen.items() if times >= COMMON_PAIR)


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases) or NOTHING})\b", re.IGNORECASE)


def in_lower_case(phrases: Iterable[str]) -> re.Pattern[str]:
    """The same for a text in lower case, which is searched four times as fast."""
    return re.compile(any_of(phrases).pattern)


def beginning_with(phrases: Iterable[str]) -> re.Pattern[str]:
    """Looks for one of the phrases where a text begins, after one or two small words."""
    return re.compile(
        rf"\W*(?:\w+,? ){{0,2}}?(?:{'|'.join(phrases) or NOTHING})(?!\w)", re.IGNORECASE
    )


def with_prefixes(verbs: frozenset[str], prefixes: Iterable[str]) -> frozenset[str]:
    """The verbs, and each with a prefix: "redrew", "overheard"."""
    return verbs.union(prefix + verb for prefix in prefixes for verb in verbs)


def with_misspellings(verbs: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The verbs, and each with two letters swapped or one left out, where that is no other word."""
    wrong = {
        changed
        for verb in verbs
        if len(verb) >= 5
        for place in range(1, len(verb))
        for changed in (
            verb[:place] + verb[place + 1 :],
            verb[: place - 1] + verb[place] + verb[place - 1] + verb[place + 1 :],
        )
    }
    return verbs | (wrong - others)
