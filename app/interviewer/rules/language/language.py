"""A language for the rules: its files, read once, and what every rule needs of it."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
from Stemmer import Stemmer

from app.interviewer.rules.language.detection import UNKNOWN, Detector
from app.interviewer.rules.language.for_asking import AskingFile
from app.interviewer.rules.language.for_judging import JudgingFile
from app.interviewer.rules.language.for_listening import ListeningFile
from app.interviewer.rules.language.for_reading import LexiconFile, ReadingFile
from app.interviewer.rules.language.words import WORD, bounded

LANGUAGES = Path(__file__).parents[1] / "languages"
LONGEST_WORD = 40  # letters; a longer run is no word of any language here, and stemming it is slow
REMEMBERED = 16_384  # words, so that each is stemmed once

Contents = TypeVar("Contents")


class LanguageFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`language.toml`.

    `stemmer` is the name of a Snowball algorithm; `possessive` an ending that is no part of a word;
    `abbreviations` are what ends with a stop and ends no sentence, regular expressions;
    `function_words` are what a text in this language is known by.
    """

    stemmer: str
    possessive: str
    abbreviations: list[str]
    function_words: str


class Language:
    """Made once, and passed on to whatever reads, asks, listens or judges.

    A language is a folder with six files, and each shape beside this module says what its file must
    bring: `language.toml` (`LanguageFile`), `reading.toml` and `lexicon.toml` (`for_reading`),
    `asking.toml` (`for_asking`), `listening.toml` (`for_listening`), `judging.toml`
    (`for_judging`). A file is read when a part asks for it: who only reads and asks needs no
    `judging.toml`. Words are taken to stand between spaces, and to have one case or two.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = folder.name
        own = self.file("language", LanguageFile)
        self.possessive = own.possessive
        self.stemmer = Stemmer(own.stemmer, 0)  # which need not remember words, too
        self.stem = remembering(self.stem_of)
        self.plain = remembering(self.plain_word)
        self.sentence = sentence_pattern(own.abbreviations)
        others = msgspec.toml.decode((LANGUAGES / "function_words.toml").read_bytes())
        self.detector = Detector({self.code: own.function_words} | others)

    @classmethod
    def load(cls, code: str) -> "Language":
        """The language of this ISO 639-1 code, from its files here.

        Raises:
            FileNotFoundError: nothing was written for this language.
            msgspec.ValidationError: a file is not of its shape.
        """
        return cls(LANGUAGES / code)

    @cached_property
    def reading(self) -> ReadingFile:
        return self.file("reading", ReadingFile)

    @cached_property
    def lexicon(self) -> LexiconFile:
        return self.file("lexicon", LexiconFile)

    @cached_property
    def asking(self) -> AskingFile:
        return self.file("asking", AskingFile)

    @cached_property
    def listening(self) -> ListeningFile:
        return self.file("listening", ListeningFile)

    @cached_property
    def judging(self) -> JudgingFile:
        return self.file("judging", JudgingFile)

    def file(self, name: str, shape: type[Contents]) -> Contents:
        return msgspec.toml.decode((self.folder / f"{name}.toml").read_bytes(), type=shape)

    def sentences(self, text: str) -> list[str]:
        """The sentences that hold a word, verbatim; a line end ends one too."""
        return [sentence for _, sentence in self.placed_sentences(text)]

    def placed_sentences(self, text: str) -> Iterator[tuple[int, str]]:
        """The sentences as above, each with the place in the text where it begins."""
        for each in self.sentence.finditer(text):
            place = each.start()
            for piece in bounded(each[0]):
                if WORD.search(piece):
                    yield place + len(piece) - len(piece.lstrip()), piece.strip()
                place += len(piece)

    def plain_word(self, word: str) -> str:
        """A word in lower case with straight apostrophes, and without its possessive ending."""
        return word.lower().replace("’", "'").removesuffix(self.possessive)

    def stem_of(self, word: str) -> str:
        """What words of one origin have in common, in lower case; too long a word stays whole."""
        if len(word) > LONGEST_WORD:
            return word.lower()
        stemmed: str = self.stemmer.stemWord(word.lower())
        return stemmed

    def detect(self, text: str) -> str:
        """The ISO 639-1 code of a text's language, or "und" where it does not show."""
        return self.detector.detect(text)

    def is_foreign(self, code: str) -> bool:
        """Whether a text of this code is certainly in another language than this one."""
        return code not in (self.code, UNKNOWN)


def remembering(act: Callable[[str], str]) -> Callable[[str], str]:
    return lru_cache(REMEMBERED)(act)


def sentence_pattern(abbreviations: list[str]) -> re.Pattern[str]:
    """Stops end a sentence before a space, a quote or the end.

    It is possessive: a row of stops is read once.
    """
    initials = r"(?<=\b[A-Z]\.)(?=\s[a-z])"  # "B.E. in", "E. coli"
    abbreviation = "|".join([*(rf"(?<=\b{short}\.)" for short in abbreviations), initials])
    return re.compile(
        rf"[^\n](?:[^.!?…\n]++|[.!?…]++(?:(?![\s\"'”’)]|\Z)|{abbreviation}))*+(?:[.!?…]++[\"'”’)]*+)?"
    )
