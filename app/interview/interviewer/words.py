"""A text in pieces: lines, sentences, words, stems. Every piece of text stands in it verbatim."""

import re
from functools import lru_cache

import snowballstemmer

ABBREVIATION = "|".join(
    rf"(?<=\b{short}\.)" for short in (r"e\.g", r"i\.e", "incl", "approx", "min")
)
# Stops end a sentence before a space, a quote or the end. Possessive: a row of stops is read once.
SENTENCE = re.compile(
    rf"[^\n](?:[^.!?…\n]++|[.!?…]++(?:(?![\s\"'”’)]|\Z)|{ABBREVIATION}))*+(?:[.!?…]++[\"'”’)]*+)?"
)
WORD = re.compile(r"[^\W_]+(?:[+#]+|(?:(?:['’.\-/&]|(?<=\d),(?=\d))[^\W_]+)*)")

LONGEST_WORD = 40  # letters; a longer run is no English word, and stemming it is slow

stemmer = snowballstemmer.stemmer("english")


def lines(text: str) -> list[str]:
    """The lines that hold something, without the space around them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def sentences(text: str) -> list[str]:
    """The sentences, verbatim; a line end ends one too."""
    return [found[0].strip() for found in SENTENCE.finditer(text) if found[0].strip()]


def words(text: str) -> list[str]:
    """The words as they are written; `C++`, `don't`, `Node.js` and `CI/CD` are one each."""
    return WORD.findall(text)


@lru_cache(16_384)
def stem(word: str) -> str:
    """The Snowball stem of a word, in lower case; what is too long for a word stays whole."""
    if len(word) > LONGEST_WORD:
        return word.lower()
    stemmed: str = stemmer.stemWord(word.lower())
    return stemmed


def cut(text: str, longest: int = 160) -> str:
    """The beginning of a text, verbatim, up to the end of a word within `longest` characters."""
    if len(text) <= longest:
        return text
    beginning = (text[: longest + 1].rsplit(None, 1) or [""])[0]
    return beginning[:longest].rstrip(" ,;:–-")
