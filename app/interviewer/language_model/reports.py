"""What a person is told to have said stands in their answers, what they wrote also in their CV."""

import re

import msgspec

from app.interviewer.language_model.figures import NumberWords, numbers_in
from app.interviewer.language_model.given import (
    AROUND,
    QUOTED,
    GivenTexts,
    quotes_in,
    stems,
    tokens,
)

ANSWER = "answer "  # what the sources of spoken words begin with
CV = "cv"


class ReportWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions: who is reported to have `said` or `wrote`, and where a report `ends`.

    `added` are words of who reports: how, and in which part of an answer, it was said.
    """

    said: str
    wrote: str
    added: str
    ends: str


class Reports:
    """Finds what is put into a person's mouth; `common` are words that tell nothing."""

    def __init__(self, words: ReportWords, common: frozenset[str], numbers: NumberWords) -> None:
        self.said = re.compile(words.said, re.IGNORECASE)
        self.wrote = re.compile(words.wrote, re.IGNORECASE)
        self.ends = re.compile(words.ends, re.IGNORECASE)
        self.common = common | frozenset(words.added.split())
        self.numbers = numbers

    def are_true(self, text: str, given: GivenTexts) -> bool:
        """Whether all that is reported was said or written by the person.

        Words between quotation marks stand there letter for letter. Of others each that tells
        something stands there in some form: who reports them may sum up, and not add.
        """
        spoken = given.of(lambda source: source.startswith(ANSWER))
        written = given.of(lambda source: source.startswith(ANSWER) or source == CV)
        return self.stand(self.said, text, spoken) and self.stand(self.wrote, text, written)

    def stand(self, pattern: re.Pattern[str], text: str, source: GivenTexts) -> bool:
        masked = QUOTED.sub(lambda quote: "_" * len(quote[0]), text)
        for found in pattern.finditer(masked):
            end = self.ends.search(masked, found.end())
            report = text[found.end() : end.start() if end else len(text)]
            quotes = [quote.strip(AROUND) for quote in quotes_in(report)]
            if quotes and not all(source.quoted(quote) for quote in quotes):
                return False
            if not quotes and not stems(self.telling(report)) <= source.stems:
                return False
        return True

    def telling(self, report: str) -> list[str]:
        said = (word for word in tokens(report) if word not in self.common)
        return [word for word in said if not numbers_in(word, self.numbers)]
