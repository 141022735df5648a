"""Languages that a requirement asks for and a CV gives, each with its level."""

import re

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.phrases import any_of, either
from app.interviewer.rules.language.words import words

UNSAID = 4  # the level of a language that a CV names without one
ASKED = 3  # the level that is meant where none is asked for
SHORTEST = 4  # words; a requirement of no more that begins with a language is about it
APART = re.compile(r"[,;·•|/\t]|\s[–-]\s|\.\s|(?<!\w)and(?!\w)")

Levels = dict[str, int]  # by the language's name in lower case, 1 to 6 as A1 to C2


class Languages:
    """Finds languages in texts, by their names and the words for their levels.

    The levels are those of the Common European Framework of Reference: 1 is A1, 6 is C2.
    """

    def __init__(self, language: Language) -> None:
        table = language.reading.languages
        self.name = re.compile(rf"(?<!\w)(?:{either(table.names)})(?!\w)", re.IGNORECASE)
        self.levels = [any_of(block) for block in table.levels]
        self.used = any_of(table.used)
        self.joined = any_of(table.alternatives)

    def asked_in(self, text: str) -> tuple[Levels, bool]:
        """The languages that a requirement is about, and whether any one of them will do."""
        names = list(self.name.finditer(text))
        is_short = bool(names) and names[0].start() == 0 and len(words(text)) <= SHORTEST
        if not names or not (is_short or self.used.search(text)):
            return {}, False
        level = self.level_in(text) or ASKED
        between = text[names[0].end() : names[-1].start()]
        any_will_do = self.joined.search(between) is not None
        return {name[0].lower(): level for name in names}, any_will_do

    def told_in(self, line: str) -> Levels:
        """The languages that a line of a CV names, each with its level."""
        names = list(self.name.finditer(line))
        ends = [0, *(name.end() for name in names)]
        begins = [*(name.start() for name in names[1:]), len(line)]
        told: Levels = {}
        for name, before, after in zip(names, ends, begins, strict=False):
            beside = APART.split(line[name.end() : after], maxsplit=1)[0]
            ahead = APART.split(line[before : name.start()])[-1]
            level = self.level_in(beside) or self.level_in(ahead) or UNSAID
            told[name[0].lower()] = max(level, told.get(name[0].lower(), 0))
        return told

    def level_in(self, text: str) -> int:
        """The highest level that a text names; 0 for none."""
        found = (level for level, words in enumerate(self.levels, 1) if words.search(text))
        return max(found, default=0)
