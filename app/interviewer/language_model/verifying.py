"""What a model says is held against the texts that it was given, before anybody sees it.

The checks are of form, not of sense: a name is a word with a capital, so one in lower case is not
known as such, and two true names may stand in a false sentence. A text that fails one is not used.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from app.interviewer.language_model.addressing import JudgeAddress
from app.interviewer.language_model.figures import NumberWords, numbers_in
from app.interviewer.language_model.given import (
    AROUND,
    QUOTED,
    TOKEN,
    GivenTexts,
    quotes_in,
    stems,
    tokens,
)
from app.interviewer.language_model.reports import Reports, ReportWords
from app.text import has_control_characters, is_visible

Refusal = Literal[
    "blank",
    "too_long",
    "too_short",
    "control_characters",
    "strange_characters",
    "markup",
    "address",
    "prompt_leak",
    "to_the_judge",
    "never_asked",
    "states_a_score",
    "other_language",
    "not_one_question",
    "asked_before",
    "about_something_else",
    "invented_quote",
    "not_said",
    "invented_number",
    "invented_name",
    "nothing_quoted",
    "too_few_lines",
]

FEWEST_QUOTED = 4  # words; fewer stand in any text by chance
MOST_QUOTED = 40
MOST_ASKED = 60  # words of a question that can be said aloud
FEWEST_ASKED = 4
LETTERS_A_WORD = 10  # in the mean; a text of longer ones is none that a person reads
SAME = 0.8  # of all the words of two questions, shared: one asks what the other did
ECHO = 8  # words in a row of the instructions
FEWEST_WORDS = 3  # that can show a language
ENGLISH = 0.3  # of the words outside quotes and names; other languages had up to .25

JOINER = re.compile(r"[ '’&/.-]{1,2}")
STARTS = re.compile(r"(?:\A|[.!?:;…]|[–—])[\s\"'“”‘’()–—-]*\Z")
LEFT_QUOTE = re.compile(
    '[“”„"«»‘\u201a\u201b\u201f\u2039\u203a\u300c-\u300f\u301d\u301e\uff02]'
    r"|(?<![^\W_])['’](?=[^\W_])"
)
MARKUP = re.compile(r"[<>`{}|\\^~\[\]]|\*\*|__|##|^\s*[#*-]\s|&#?\w+;|=|\*\w")
ADDRESS = re.compile(r"(?:https?|ftp|file|mailto|javascript):|//|www\.|@", re.IGNORECASE)
DOMAIN = re.compile(r"(?<![\w-])[\w-]*[^\W_]\.[^\W\d_]{2,}")  # not "e.g.", which ends in one letter
TYPOGRAPHY = frozenset("–—‘’“”«»…£€·•×")
QUESTION = re.compile("[^?\u037e\u061f\u203d\u2047-\u2049\uff1f]*\\?[\"”’')]?")


class VerifyingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be known of a language to hold a text against others.

    `ordinary` are words that may begin a sentence and are no name, `common` those of them that tell
    nothing of a subject, `always` names that anybody may say. `leaks` (of a prompt),
    `scores` (as a text states them), `to_the_judge` (in lower case) and `never_asked` (the
    beginnings of what no interviewer asks of a person) are regular expressions.
    """

    ordinary: str
    common: str
    always: str
    leaks: list[str]
    scores: list[str]
    to_the_judge: list[str]
    never_asked: list[str]
    reports: ReportWords
    numbers: NumberWords


class Verifier:
    """Refuses what a model may not say, each time with a word why; in one language."""

    def __init__(self, words: VerifyingWords, instructions: Iterable[str]) -> None:
        """`instructions` are what the model is told, which must not come back as its words."""
        self.ordinary = frozenset(words.ordinary.split()) | frozenset(words.common.split())
        self.common = frozenset(words.common.split())
        self.always = frozenset(words.always.split())
        self.leaks = re.compile("|".join(words.leaks), re.IGNORECASE)
        self.scores = re.compile("|".join(words.scores), re.IGNORECASE)
        self.never_asked = re.compile("|".join(words.never_asked), re.IGNORECASE)
        self.to_the_judge = JudgeAddress(words.to_the_judge)
        self.numbers = words.numbers
        self.reports = Reports(words.reports, self.common, words.numbers)
        self.instructed = frozenset(run for text in instructions for run in runs(tokens(text)))

    def given(self, texts: Mapping[str, str]) -> GivenTexts:
        return GivenTexts(texts, self.numbers)

    def addresses_judge(self, text: str) -> bool:
        """Whether a text speaks to who judges it, as "give me a ten" does, and not of the work."""
        return self.to_the_judge.is_in(text)

    def honest(self, text: str) -> str:
        """The text without the sentences and lines that speak to who judges it."""
        return self.to_the_judge.left_of(text)

    def question(self, text: str, given: GivenTexts, asked: Iterable[str]) -> Refusal | None:
        """Why these words can't be asked; `asked` are the questions they must differ from."""
        return (
            form(text, MOST_ASKED)
            or ("too_short" if len(text.split()) < FEWEST_ASKED else None)
            or (None if QUESTION.fullmatch(text) else "not_one_question")
            or self.unverified(text, given)
            or ("asked_before" if any(is_same(text, other) for other in asked) else None)
        )

    def prose(self, text: str, given: GivenTexts, most: int) -> Refusal | None:
        """Why a remark, a summary or a better answer of at most `most` words can't be shown."""
        return (
            form(text, most)
            or ("states_a_score" if says_own(self.scores, text, given) else None)
            or self.unverified(text, given)
            or ("never_asked" if self.is_private(text, given.texts.values()) else None)
        )

    def is_private(self, text: str, subjects: Iterable[str]) -> bool:
        """Whether it speaks of what no interviewer asks for, and its subjects do not."""
        about = "\n".join(subjects).casefold()
        return any(found[0].casefold() not in about for found in self.never_asked.finditer(text))

    def quote(self, quote: str, given: GivenTexts, least: int = FEWEST_QUOTED) -> Refusal | None:
        """Why these are no words of the texts; they are not held to be anything but said."""
        count = len(quote.split())
        if not quote.strip() or count < least:
            return "nothing_quoted"
        if count > MOST_QUOTED:
            return "too_long"
        return None if given.quoted(quote) else "invented_quote"

    def is_about(self, text: str, subjects: Iterable[str]) -> bool:
        """Whether a question shares a telling word with what it is to be about."""
        return not self.telling(text).isdisjoint(self.telling("\n".join(subjects)))

    def telling(self, text: str) -> frozenset[str]:
        """The beginnings of its words, without those that any question has."""
        return stems(word for word in tokens(text) if word not in self.common)

    def is_special(self, text: str) -> bool:
        """Whether a word of it is none of the ordinary ones."""
        return any(word not in self.ordinary for word in tokens(text) if word.isalpha())

    def unverified(self, text: str, given: GivenTexts) -> Refusal | None:
        if refusal := self.misled(text, given):
            return refusal
        quotes = quotes_in(text)
        own = QUOTED.sub(" _ ", text)
        if LEFT_QUOTE.search(own) or not all(given.quoted(each.strip(AROUND)) for each in quotes):
            return "invented_quote"
        if not self.reports.are_true(text, given):
            return "not_said"
        if not numbers_in(own, self.numbers) <= given.numbers:
            return "invented_number"
        if not self.has_given_names(own, given):
            return "invented_name"
        if any(not each.isascii() for each in set(own) - TYPOGRAPHY - given.characters):
            return "strange_characters"
        return None if self.is_english(own) else "other_language"

    def misled(self, text: str, given: GivenTexts) -> Refusal | None:
        """Whether it says what the model was told, or leads away from the texts."""
        if self.instructed & runs(tokens(text)) or says_own(self.leaks, text, given):
            return "prompt_leak"
        if self.addresses_judge(text):
            return "to_the_judge"
        return "address" if says_own(DOMAIN, text, given) else None

    def has_given_names(self, text: str, given: GivenTexts) -> bool:
        """Whether its names stand in the texts, those side by side in the same order."""
        foreign = (word for word in tokens(text) if not word.isascii())
        return all(word in given.words for word in foreign) and all(
            given.has_names(run) for run in self.names(text)
        )

    def names(self, text: str) -> Iterable[list[str]]:
        """The words with a capital in rows, without what is no name, and without "I"."""
        run: list[str] = []
        end = 0
        for word in TOKEN.finditer(text):
            said = word[0].casefold()
            is_name = word[0] != word[0].lower() and said not in self.always
            if run and not (is_name and JOINER.fullmatch(text[end : word.start()])):
                yield run
                run = []
            begins = STARTS.search(text, max(0, word.start() - 8), word.start())
            is_opener = begins is not None and said in self.ordinary and word[0].istitle()
            if is_name and not is_opener:
                run.append(said)
            end = word.end()
        if run:
            yield run

    def is_english(self, text: str) -> bool:
        said = [word for word in TOKEN.findall(text) if word.isalpha() and word == word.lower()]
        known = sum(word in self.ordinary for word in said)
        return len(said) < FEWEST_WORDS or known >= ENGLISH * len(said)


def form(text: str, most: int) -> Refusal | None:
    """Why a text is none that can be shown, whatever it says: one paragraph of plain words."""
    if has_control_characters(text):
        return "control_characters"
    if not text.strip():
        return "blank"
    if len(text.split()) > most or len(text) > most * LETTERS_A_WORD:
        return "too_long"
    if not all(each == " " or is_visible(each) for each in text):
        return "strange_characters"
    if MARKUP.search(text):
        return "markup"
    return "address" if ADDRESS.search(text) else None


def one_paragraph(text: str) -> str:
    """The text with one space where lines end or several stand; what is no space stays."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def says_own(pattern: re.Pattern[str], text: str, given: GivenTexts) -> bool:
    """Whether a text has such words, and not those of the texts that it was made from."""
    return any(found[0].casefold() not in given.folded for found in pattern.finditer(text))


def runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + ECHO]) for at in range(len(words) - ECHO + 1)}


def is_same(text: str, other: str) -> bool:
    """Whether two questions are the same but for a few words, letter case and punctuation."""
    one, two = set(tokens(text)), set(tokens(other))
    return len(one & two) >= SAME * max(1, len(one | two))
