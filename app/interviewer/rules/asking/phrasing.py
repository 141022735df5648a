"""A line of a document as one would say it aloud in a question, if its form permits that."""

import re

import msgspec

from app.interviewer.model import Requirement, RequirementKind
from app.interviewer.rules.asking.patterns import LinePatterns
from app.interviewer.rules.language import Language
from app.interviewer.rules.language.for_asking import Form
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.actions import is_past
from app.interviewer.rules.listening.cues import Cues

LONGEST_LINE = 300  # characters; a longer one is never said
LONGEST_PHRASE = 11  # words that a question takes in
LONGEST_THING = 8  # a longer one is rarely one noun
LONGEST_LISTED = 4  # words of one thing in a list
CARD_WORDS = 3  # in which the name of a card or a licence stands
LONGEST_ACRONYM = 4  # letters
MOST_OPENERS = 6  # that stand before what is asked for
FEWEST_TOLD, LONGEST_TOLD = 3, 17  # words of a CV line that is said

SLASH = " / "
LIST = re.compile(r",\s+")
PAUSE = re.compile(r"[;:]\s|\s[–—-]\s")  # before what a line of a CV goes on to explain
BY_KIND: dict[RequirementKind, Form] = {"tool": "tool", "domain": "thing", "soft": "value"}


class Said(msgspec.Struct, frozen=True):
    """A form, and the words that go into a wording of that form; none go into "line"."""

    form: Form
    phrase: str = ""


ONLY_BESIDE = Said("line")


class Phrasing:
    """Finds the form of lines, by the words of a language."""

    def __init__(self, language: Language, cues: Cues) -> None:
        table = language.asking.lines
        self.line = LinePatterns(language)
        self.cues, self.stem = cues, language.stem
        self.joint = f" {language.reading.matching.conjunction} "
        self.alternative, self.object = f" {table.alternative} ", table.object
        self.article, self.article_before_vowel = table.articles
        self.own_words, self.third_person = table.own_words, table.third_person

    def job_line(self, one: Requirement) -> Said:
        """What the job asks for, as a part of a question."""
        text, is_asked_for = self.without_openers(self.bare(one.text))
        if text.count(SLASH) == 1:
            text = text.replace(SLASH, self.alternative)
        if self.line.never.search(one.text) or not self.can_be_said(text, LONGEST_PHRASE):
            return ONLY_BESIDE
        if self.is_task(text):
            return self.task(text)
        if self.line.not_a_thing.search(text):
            return ONLY_BESIDE
        if self.line.gerund.match(text) and self.line.verb.match(text):
            return self.task(text, "thing")
        if len(words(text)) > LONGEST_THING:
            return ONLY_BESIDE
        if is_asked_for or not self.line.place.match(text):
            return self.place_or_thing(self.line.level.sub("", text, count=1), one.kind)
        return ONLY_BESIDE

    def task(self, text: str, form: Form = "task") -> Said:
        """What somebody does, if that is all that is said."""
        return ONLY_BESIDE if self.line.not_a_task.search(text) else Said(form, uncapitalised(text))

    def place_or_thing(self, text: str, kind: RequirementKind) -> Said:
        """Where somebody worked; "in Go" is no place."""
        if not (found := self.line.place.match(text)):
            return self.thing(text, kind)
        name = text[found.end() :]
        is_name = kind == "tool" and name[:1].isupper()
        return self.thing(name, kind) if is_name else Said("place", uncapitalised(text))

    def can_be_said(self, text: str, most_words: int) -> bool:
        """Whether it has no marks, is short, goes on to nothing, and nobody speaks for us in it."""
        count = max(len(words(text)), len(text.split()))
        return (
            0 < count <= most_words
            and not self.line.unsayable.search(text)
            and not self.line.speaks_of_us.search(text)
            and not self.is_cut_off(text)
            and not is_shouted(text)
        )

    def is_task(self, text: str) -> bool:
        """Whether it begins with what somebody does: "lead a team", "plan and run fieldwork"."""
        if self.line.gerund.match(text):
            return False
        return self.line.verb.match(text) is not None or all(self.verbs_joined(text) or [False])

    def verbs_joined(self, text: str) -> list[bool]:
        """For the two words that "and" joins at its beginning, whether each is a verb."""
        pair = self.line.pair.match(text)
        return [self.is_verb(word) for word in pair.groups()] if pair else []

    def is_verb(self, word: str) -> bool:
        is_gerund = self.line.gerund.match(word)
        return not is_gerund and self.line.verb.match(f"{word} {self.object}") is not None

    def thing(self, text: str, kind: RequirementKind) -> Said:
        """A noun with what belongs to it, with an article where it wants one."""
        parts = LIST.split(text)
        if not words(text) or self.begins_otherwise(text) or any(map(self.is_done, parts)):
            return ONLY_BESIDE
        if len(parts) > 1 and any(len(part.split()) > LONGEST_LISTED for part in parts):
            return ONLY_BESIDE
        head = self.head(text)
        if kind == "credential" or self.line.credential.fullmatch(head):
            is_one = self.line.credential.search(text) and len(parts) == 1
            text = self.with_article(self.lowered(text))
            return Said("credential", text) if is_one else ONLY_BESIDE
        form = "value" if self.line.quality.fullmatch(head) else BY_KIND[kind]
        if form == "value" and kind == "soft" and not self.line.value.match(text):
            return ONLY_BESIDE
        if form == "tool" and self.line.credential.search(text):
            return ONLY_BESIDE
        if form == "tool" and not self.is_more_than_a_name(text):
            return Said("tool", self.with_article(self.joined(text)))
        form = "thing" if form == "tool" else form
        return Said(form, self.with_article(self.joined(self.lowered(text))))

    def is_more_than_a_name(self, text: str) -> bool:
        """Whether it says what is done with a tool, or where: "PLC fault finding"."""
        goes_on = self.line.preposition.search(text.replace(", ", " "))
        is_named = text[0].isupper() and text.split()[-1].islower()
        return is_named or goes_on is not None or self.line.gerund.match(text) is not None

    def begins_otherwise(self, text: str) -> bool:
        """Whether it speaks of what is ours, or begins as no noun does."""
        first, second, *more = [*text.split(), "", ""]
        is_compound = not any(more) or self.line.preposition.match(f" {second} ")
        is_verb = any(self.verbs_joined(text)) or self.is_verb(text)
        is_verb = is_verb or (self.is_verb(first) and not is_compound) or self.goes_on_to_do(text)
        is_verb = is_verb or (self.is_said_of_others(first) and not is_compound)
        return is_verb or self.is_ours(text) or self.line.not_first.match(text) is not None

    def is_said_of_others(self, word: str) -> bool:
        """Whether it is what he or she does: "manages"."""
        return any(
            word.endswith(ending) and self.is_verb(word.removesuffix(ending))
            for ending in self.third_person
        )

    def goes_on_to_do(self, text: str) -> bool:
        """Whether something else that is to be done is joined to it."""
        _, *others = text.split(self.joint)
        return any(len(one.split()) > 2 and self.is_verb(one.split()[0]) for one in others)

    def is_done(self, text: str) -> bool:
        """Whether it begins with a verb of the past, as "rooted in routines"; not "wound care"."""
        first, second = [*map(str.lower, words(text)[:2]), "", ""][:2]
        may_be_noun = first in self.cues.irregular_past and second not in self.cues.function_words
        return bool(second) and not may_be_noun and is_past(first, False, self.cues)

    def is_ours(self, text: str) -> bool:
        """Whether it is said from inside the company: "our services"."""
        return self.line.ours.search(text) is not None

    def is_credential(self, text: str) -> bool:
        """Whether it names what somebody has or is, however long: "be registered with …"."""
        return self.line.being.search(self.bare(text)) is not None

    def is_cut_off(self, text: str) -> bool:
        """Whether its last word waits for another."""
        found = words(text)
        return not found or self.line.dangling.fullmatch(found[-1]) is not None

    def statement(self, line: str) -> str:
        """What a line of a CV says was done, as one says it after "you"; "" where that can't be.

        It begins with a verb of the past: "Cut waste from 11 to 6 percent".
        """
        text = self.told(line)
        first = words(text)[0].lower() if text else ""
        is_done = first and is_past(first, False, self.cues)
        return uncapitalised(text) if is_done and not self.line.not_done.fullmatch(first) else ""

    def habit(self, line: str) -> str:
        """What a line of a CV says is still done, as in `statement`: "Run two wards at night"."""
        text = self.told(line)
        return uncapitalised(text) if self.is_task(text) else ""

    def told(self, line: str) -> str:
        """A line of a CV as somebody else says it, up to what it goes on to explain."""
        text = self.line.subject.sub("", PAUSE.split(self.bare(line))[0], count=1)
        is_short = len(words(text)) < FEWEST_TOLD
        if is_short or not text[0].isalpha() or not self.can_be_said(text, LONGEST_TOLD):
            return ""
        return self.line.ours.sub(lambda own: self.own_words[own[0].lower()], text)

    def bare(self, text: str) -> str:
        """A line without the marks around it and without its asides; nothing of a long one."""
        text = " ".join(text.split())
        if len(text) > LONGEST_LINE:
            return ""
        for aside in self.line.asides:
            text = aside.sub("", text)
        return text.replace(" & ", self.joint).strip(" .,;:-–—•*·!'")

    def without_openers(self, text: str) -> tuple[str, bool]:
        """What somebody does or has, and whether it was said that they have it."""
        is_asked_for = False
        for _ in range(MOST_OPENERS):
            if found := self.line.having.match(text):
                is_asked_for = True
            elif not (found := self.line.opener.match(text)):
                break
            text = text[found.end() :]
        ended = self.line.ending.sub("", text)
        return self.line.ending.sub("", ended), is_asked_for

    def head(self, text: str) -> str:
        """The noun that the rest belongs to: the last word before a preposition."""
        return (words(self.line.preposition.split(text, maxsplit=1)[0]) or words(text))[-1]

    def with_article(self, text: str) -> str:
        """With an article before a noun that can be counted."""
        beginning = " ".join(words(text)[:CARD_WORDS])
        is_card = self.line.credential.search(beginning) and self.line.counted.search(beginning)
        is_counted = is_card or self.line.counted.fullmatch(self.head(text))
        if not is_counted or self.line.determined.match(text):
            return text
        is_vowel = self.line.sounds.match(text)
        return f"{self.article_before_vowel if is_vowel else self.article} {text}"

    def joined(self, text: str) -> str:
        """A list as one says it: "dbt, Git" is "dbt and Git"."""
        before, comma, last = text.rpartition(", ")
        is_joined = self.joint in text or self.alternative in text
        return f"{before}{self.joint}{last}" if comma and not is_joined else text

    def lowered(self, text: str) -> str:
        """Without the capital of a sentence's first word; names keep theirs."""
        first, _, rest = text.partition(" ")
        is_general = self.stem(first.lower()) in self.cues.general_stems and rest[:1].islower()
        is_card = self.line.credential.fullmatch(first) and rest[:1].islower()
        is_plain = bool(rest) and bool(rest == rest.lower() or is_general or is_card)
        return uncapitalised(text) if is_plain or self.line.gerund.match(text) else text


def uncapitalised(text: str) -> str:
    """With a small first letter, unless its first word has other capitals, as `KPIs` has."""
    first, _, rest = text.partition(" ")
    is_word = first[1:] == first[1:].lower() and (len(first) > 1 or rest)
    return text[:1].lower() + text[1:] if is_word else text


def is_shouted(text: str) -> bool:
    """Whether it is in capitals, and not only because of its acronyms."""
    capitals = [word for word in words(text) if word.isupper() and len(word) > LONGEST_ACRONYM]
    return len(capitals) > 1 or (bool(capitals) and text.isupper())
