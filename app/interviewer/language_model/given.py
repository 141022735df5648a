"""The texts that a model was given, ready to be compared with what it says."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from app.interviewer.language_model.figures import NumberWords, numbers_in
from app.text import with_plain_newlines

TOKEN = re.compile(r"[^\W_]+")
QUOTED = re.compile(
    r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»|‘([^‘’]*)’(?![^\W_])"
    r"|(?<![^\W_])'([^']*)'(?![^\W_])"
)
AROUND = " .,;:!?…"  # what is put between quotation marks beside the words of another
STEM = 4  # letters by which "ward" and "wards", "work" and "worked" are one word


class Quoted(msgspec.Struct, frozen=True):
    """Words that stand in a text, verbatim, and the name of that text."""

    quote: str
    source: str


class GivenTexts:
    """The texts that a model was given, by name, ready to be compared with what it says."""

    def __init__(self, texts: Mapping[str, str], numbers: NumberWords) -> None:
        self.texts = texts
        self.number_words = numbers

    @cached_property
    def folded(self) -> str:
        return "\n".join(self.texts.values()).casefold()

    @cached_property
    def run(self) -> str:
        """The words of every text in a row, for runs of words to be found in."""
        return "".join(f" {' '.join(tokens(text))} \n" for text in self.texts.values())

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.run.split())

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.words)

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset().union(*self.texts.values())

    @cached_property
    def numbers(self) -> frozenset[str]:
        each = (numbers_in(text, self.number_words) for text in self.texts.values())
        return frozenset[str]().union(*each)

    def of(self, is_source: Callable[[str], bool]) -> "GivenTexts":
        """Those of the texts that have such a name."""
        texts = {name: text for name, text in self.texts.items() if is_source(name)}
        return GivenTexts(texts, self.number_words)

    def quoted(self, quote: str) -> Quoted | None:
        """The first text in which these words stand, from the start of a word to the end of one."""
        plain = with_plain_newlines(quote).strip()
        found = (name for name, text in self.texts.items() if stands_in(plain, text))
        return next((Quoted(plain, name) for name in found), None)

    def has_names(self, run: Sequence[str]) -> bool:
        return f" {' '.join(run)} " in self.run


def stands_in(quote: str, text: str) -> bool:
    """Whether words stand in a text, not beginning or ending within one of its words."""
    bounded = rf"(?<![^\W_]){re.escape(quote)}(?![^\W_])"
    return bool(quote) and re.search(bounded, text) is not None


def tokens(text: str) -> list[str]:
    return [word.casefold() for word in TOKEN.findall(text)]


def stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:STEM] for word in words)


def quotes_in(text: str) -> list[str]:
    """What stands between quotation marks."""
    return [next(filter(None, found.groups()), "") for found in QUOTED.finditer(text)]
