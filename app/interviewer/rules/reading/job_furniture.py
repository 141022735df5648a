"""Which lines of a job description are no sentences about the post, by their shape and words."""

import re

from app.interviewer.rules.language import Language
from app.interviewer.rules.language.phrases import either
from app.interviewer.rules.language.words import words

LONGEST_LABEL = 4  # words before a colon
LONGER_THAN_TITLE = 6  # words that a line may have beside the title: a place, a code, "remote"
SEVERAL = re.compile(r"[A-Za-z]{2}")
HASH = re.compile(r"#[^\s#]")
ENDED = re.compile(r"[.!:]\W*$")


class Furniture:
    """What a job board prints around an ad, facts with a label, and the title of the ad itself."""

    def __init__(self, language: Language) -> None:
        table = language.reading.job
        self.labels = re.compile(rf"(?:{either(table.labels)})", re.IGNORECASE)
        self.whole = re.compile(rf"\W*(?:{either(table.furniture)})\W*", re.IGNORECASE)

    def holds(self, line: str, is_listed: bool) -> bool:
        """Whether a line without its bullet says nothing about the candidate."""
        if HASH.match(line) or is_code(line):
            return True
        return not is_listed and (self.is_labelled(line) or bool(self.whole.fullmatch(line)))

    def is_labelled(self, line: str) -> bool:
        """Whether it is a fact about the post, as "Location: Elva"."""
        label, colon, fact = line.partition(":")
        is_short = len(words(label)) <= LONGEST_LABEL and bool(fact.strip())
        return bool(colon) and is_short and bool(self.labels.fullmatch(label.strip()))


def is_code(line: str) -> bool:
    """Whether it has figures and no word of letters: an identifier, a date, a time."""
    return any(map(str.isdigit, line)) and not any(
        SEVERAL.match(word) and word.isalpha() for word in words(line)
    )


def is_title(line: str, title: str) -> bool:
    """Whether a line is the title of the ad, alone or with a place, a code or facts beside it."""
    if "|" in line:
        return any(is_title(fact, title) for fact in line.split("|") if words(fact))
    said, named = set(parts(line)), set(parts(title))
    if not said or not named or ENDED.search(line):
        return False
    return said <= named or (named <= said and len(said) <= len(named) + LONGER_THAN_TITLE)


def parts(text: str) -> list[str]:
    return [part.lower() for word in words(text) for part in re.split(r"[/&]", word)]
