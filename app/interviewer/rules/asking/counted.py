"""What a line of a CV counts, as one would say it: "35 drops a day", "£4.2 million"."""

import re
from collections.abc import Sequence

from app.interviewer.rules.asking.patterns import in_any_case
from app.interviewer.rules.language.phrases import any_of
from app.interviewer.rules.listening.actions import is_past
from app.interviewer.rules.listening.listener import Listener

MONEY, SHARE = "£$€", "%"
LONGEST_COUNTED = 3  # words behind a number; a longer noun would be cut

BRACKETED = re.compile(r"\([^()]*\)")
DATE = re.compile(r"(?:\b(?:19|20)\d\d\b|\b\d{1,2}/\d{2,4}\b)")
NUMBER = re.compile(
    r"(?<![\w.,+£$€/–-])(?P<number>[£$€]?\d(?:[\d,.]*\d)?[km]?%?)(?![\w+/%–-])(?P<words>(?:\s[a-z]+)*)"
)


class Counted:
    """Finds what is counted, by the words of a language."""

    def __init__(self, listener: Listener) -> None:
        table = listener.language.asking
        self.cues = listener.cues
        self.not_figures = any_of(table.quotes.not_figures)
        self.rate = in_any_case(rf"\s(?:{table.quotes.rates})\s[a-z]+")
        self.gerund = in_any_case(rf"(?:{table.lines.gerunds})$")

    def only(self, text: str) -> str:
        """A line without its dates and the other numbers that count nothing."""
        return self.not_figures.sub("", DATE.sub("", text))

    def figure(self, line: str) -> str:
        """The first figure of a line with what it counts; "" where that can't be said.

        A sum of money or a share needs nothing behind it. What stands in brackets is an aside.
        """
        text = BRACKETED.sub("", self.only(line))
        for found in NUMBER.finditer(text):
            number, noun = found["number"], self.noun(found["words"].split())
            rate = self.rate.match(found["words"], len(noun))
            is_telling = noun or rate or number[0] in MONEY or number.endswith(SHARE)
            if len(noun.split()) <= LONGEST_COUNTED and is_telling:
                return f"{number}{noun}{rate[0] if rate else ''}"
        return ""

    def noun(self, following: Sequence[str]) -> str:
        """The words up to the first that is no part of a noun, each after a space."""
        ends = (at for at, word in enumerate(following) if self.is_no_noun(word))
        return "".join(f" {word}" for word in following[: next(ends, len(following))])

    def is_no_noun(self, word: str) -> bool:
        is_verb = is_past(word, False, self.cues) or self.gerund.match(word)
        return word in self.cues.function_words or bool(is_verb)
