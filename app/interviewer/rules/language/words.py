"""A text in pieces of any language: lines, words, beginnings, each verbatim."""

import re
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+(?:[+#]+|(?:(?:['’.\-/&]|(?<=\d),(?=\d))[^\W_]+)*)")

LONGEST_PIECE = 1_000  # characters that a pattern is given at once; a longer sentence is several


def lines(text: str) -> list[str]:
    """The lines that hold something, without the space around them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def words(text: str) -> list[str]:
    """The words as they are written; `C++`, `don't`, `Node.js` and `CI/CD` are one each."""
    return [word for piece in bounded(text) for word in WORD.findall(piece)]


def bounded(text: str) -> Iterator[str]:
    """A text in pieces of at most `LONGEST_PIECE` characters, each up to the end of a word.

    Patterns are given no more at once, so that no text keeps them busy for long. A word of more
    than half of that length is cut.
    """
    begin = 0
    while len(text) - begin > LONGEST_PIECE:
        last = begin + LONGEST_PIECE
        space = max(text.rfind(mark, begin, last) for mark in " \n\t")
        end = space + 1 if space > begin + LONGEST_PIECE // 2 else last
        yield text[begin:end]
        begin = end
    yield text[begin:]


def cut(text: str, longest: int = 160) -> str:
    """The beginning of a text, verbatim, up to the end of a word within `longest` characters."""
    if len(text) <= longest:
        return text
    beginning = (text[: longest + 1].rsplit(None, 1) or [""])[0]
    return beginning[:longest].rstrip(" ,;:–-")
