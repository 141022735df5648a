"""The terms of many trades: which mean the same, which are a kind of which, which say little."""

import re
from collections.abc import Iterator, Sequence
from itertools import product, takewhile

import msgspec

from app.interviewer.rules.language import Language

TOKEN = re.compile(r"[^\W_]+(?:[+#]+|(?:[.'’][^\W_]+)*)|[,;:()/&\n]")
TOGETHER = 16  # texts of one line
COMMON, GENERIC = 0.45, 0.1  # what a word tells that stands in many job descriptions, in most

Phrase = tuple[str, ...]


class Token(msgspec.Struct, frozen=True):
    """A word or a mark: as it is written, and as it is compared."""

    raw: str
    norm: str


BETWEEN = (",", "\n")  # the phrases of a block
NEW_LINE = Token("\n", "\n")


class Lexicon:
    """The terms of a language, ready to look words up in.

    A meaning is a number; a phrase may have several.
    """

    def __init__(self, language: Language) -> None:
        terms, words = language.lexicon, language.reading.matching
        self.plain, self.stem = language.plain, language.stem
        self.conjunction = words.conjunction
        self.spellings = [
            (re.compile(wrong, re.MULTILINE), right) for wrong, right in terms.spellings
        ]
        self.stop = frozenset(words.stop.split())
        self.people = frozenset(map(self.stem, words.people.split()))
        self.proper = frozenset(terms.proper.split())
        self.alternatives = frozenset(words.alternatives.split())
        self.optional = frozenset(words.optional.split())
        self.examples = frozenset(words.examples.split())
        self.weights = dict.fromkeys(map(self.stem, terms.common.split()), COMMON)
        self.weights |= dict.fromkeys(map(self.stem, terms.generic.split()), GENERIC)
        self.meanings: dict[Phrase, list[int]] = {}
        self.longest: dict[str, int] = {}  # phrase that begins with a word, in words
        self.size = 0
        self.papers = frozenset(map(self.stem, terms.papers.split()))
        self.soft = self.add_all(terms.soft)
        self.soft_words = self.single_words(terms.soft)
        self.credentials = self.add_all(terms.credentials)
        self.tools = self.add_all(terms.tools)
        self.decisive = self.add_all(terms.decisive)
        self.hard = self.credentials | self.tools | self.decisive
        self.add_all(terms.aliases)
        self.related = self.add_all(terms.related)
        self.members: dict[int, list[int]] = {}
        self.heads: dict[int, list[int]] = {}
        for head, kind in self.pairs(terms.kinds):
            self.heads.setdefault(kind, []).append(head)
            self.members.setdefault(head, []).append(kind)
        for head, kind in self.pairs(terms.fields):
            self.members.setdefault(head, []).append(kind)

    def single_words(self, block: str) -> frozenset[str]:
        """The phrases of a block that are one word, as they are written."""
        tokens = [NEW_LINE, *self.tokens(block), NEW_LINE]
        return frozenset(
            self.plain(token.raw)
            for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
            if before.raw in BETWEEN and after.raw in BETWEEN
        )

    def add_all(self, block: str) -> frozenset[int]:
        """One meaning for each line; gives the meanings.

        A credential may go without the word for its paper: "manual handling (certificate)".
        """
        return frozenset(map(self.add, self.lines_of(block)))

    def add(self, phrases: Sequence[Phrase]) -> int:
        meaning, self.size = self.size, self.size + 1
        short = [one[:-1] for one in phrases if len(one) > 2 and one[-1] in self.papers]
        for phrase in [*phrases, *short]:
            self.longest[phrase[0]] = max(len(phrase), self.longest.get(phrase[0], 0))
            known = self.meanings.setdefault(phrase, [])
            if meaning not in known:
                known.append(meaning)
        return meaning

    def pairs(self, block: str) -> Iterator[tuple[int, int]]:
        """The meanings of each line's head with those of each of its kinds."""
        for head, *kinds in self.lines_of(block.replace(":", ",")):
            for kind in kinds:
                yield from product(self.meanings_of(head), self.meanings_of(kind))

    def meanings_of(self, phrase: Phrase) -> list[int]:
        return self.meanings.get(phrase) or [self.add([phrase])]

    def lines_of(self, block: str) -> Iterator[list[Phrase]]:
        """The phrases of each line; the block is read in one go, which is much faster."""
        line: list[Phrase] = []
        phrase: list[str] = []
        for token in [*self.tokens(block), NEW_LINE]:
            if token.raw not in BETWEEN:
                phrase.append(token.norm)
                continue
            if phrase:
                line.append(tuple(phrase))
                phrase = []
            if token.raw == "\n" and line:
                yield line
                line = []

    def tokens(self, text: str) -> list[Token]:
        """The words and marks of a text, in the spelling of this lexicon."""
        for wrong, right in self.spellings:
            text = wrong.sub(right, text)
        return [Token(raw, self.norm(raw)) for raw in TOKEN.findall(text)]

    def tokens_of_each(self, texts: Sequence[str]) -> Iterator[list[Token]]:
        """The tokens of each text, a line each; some are read in one go, which is much faster."""
        for begin in range(0, len(texts), TOGETHER):
            some = texts[begin : begin + TOGETHER]
            tokens = iter(self.tokens("\n".join(some)))
            for _ in some:
                yield list(takewhile(lambda token: token.raw != "\n", tokens))

    def norm(self, raw: str) -> str:
        low = self.plain(raw)
        if low == "&" or low in self.stop:
            return self.conjunction if low == "&" else low
        stemmed = self.stem(low)
        return low if stemmed in self.stop else stemmed

    def weight(self, norm: str) -> float:
        """How much a word tells: 1, or less for a figure, a letter and what most jobs say."""
        if norm.rstrip("+k").isdigit() or len(norm) == 1:
            return GENERIC
        return self.weights.get(norm, 1.0)

    def phrase_at(self, tokens: Sequence[Token], start: int) -> tuple[int, list[int]]:
        """The longest known phrase that begins there: how many words, and what it may mean."""
        longest = min(self.longest.get(tokens[start].norm, 0), len(tokens) - start)
        for length in range(longest, 0, -1):
            phrase = tuple(token.norm for token in tokens[start : start + length])
            meanings = self.meanings.get(phrase, [])
            if meanings := meanings if length > 1 else self.literal(tokens[start], meanings):
                return length, meanings
        return 0, []

    def literal(self, token: Token, meanings: list[int]) -> list[int]:
        """The meanings of a word; a soft one only as it is listed: "caring" is not "care"."""
        if self.soft.isdisjoint(meanings) or self.plain(token.raw) in self.soft_words:
            return meanings
        return [meaning for meaning in meanings if meaning not in self.soft]
