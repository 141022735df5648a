"""The words of a PDF page as PDFium gives them: what each says, and where on the page it stands.

The only module that asks PDFium for positions. What they mean is for the modules of `page_`.
"""

import ctypes
import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

UNITS = re.compile(  # a word with the hyphen that PDFium puts for a line's end, or such an end
    "[^ \t\r\n\xa0\u2000-\u200a\u3000\ufffe]+\ufffe?|\ufffe|\r\n|\r|\n"
)
LINE_END_HYPHEN = "\ufffe"
LINE_ENDS = ("\r\n", "\r", "\n")
SAME_ROW = 0.5  # how much of the lower one two boxes of a row share
EIGHT = struct.Struct("8f")
SQUARE = 3  # letters whose box is about as wide as it is high
QUARTER = math.pi / 2


class Box(NamedTuple):
    """A rectangle in points; y grows upwards, as in a PDF."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def turned(self, quarters: int) -> "Box":
        """The box as it stands once text that runs in this direction is turned upright."""
        if quarters == 1:  # it runs down the page
            return Box(-self.top, -self.bottom, self.left, self.right)
        if quarters == 2:
            return Box(-self.right, -self.left, -self.top, -self.bottom)
        return Box(self.bottom, self.top, -self.right, -self.left)


class Word(NamedTuple):
    """A word: its text, its box, and where it begins in the page's text."""

    text: str
    box: Box
    start: int


@dataclass(frozen=True)
class PageLine:
    """A line as PDFium tells it: its text, its words, and the direction in which it runs.

    `quarters` counts quarter turns: 0 is upright, 1 down the page, 3 up.
    """

    text: str
    words: tuple[Word, ...]
    quarters: int = 0

    @cached_property
    def box(self) -> Box:
        return around([word.box for word in self.words])


class PageText:
    """PDFium's text of a page, one code unit of UTF-16 a character, as its positions count."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._textpage = page.get_textpage()
        self.length = self._textpage.count_chars()

    def text(self) -> str:
        """All of it; a character that PDFium leaves out of its text is U+0000."""
        text = units(self._textpage.get_text_range())
        if len(text) == self.length:
            return text
        unicode = raw.FPDFText_GetUnicode
        return "".join(chr(unicode(self._textpage, index)) for index in range(self.length))

    def font(self, index: int) -> bytes:
        """The name of a character's font."""
        name = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(self._textpage, index, name, len(name), ctypes.c_int())
        return name.value

    def is_typed(self, index: int) -> bool:
        """Whether a character is in the file, and not one that PDFium put for a distance."""
        return not raw.FPDFText_IsGenerated(self._textpage, index)

    def lines(self, text: str) -> list[PageLine]:
        """The lines of a text that differs from `text()` in no position.

        Where the direction changes, another line begins.
        """
        lines: list[PageLine] = []
        words: list[Word] = []
        direction = 0
        box, quarters = self._boxes(), self._quarters
        for found in UNITS.finditer(text):
            told = found[0]
            if told in LINE_ENDS:
                lines += line_of(text, words, direction)
                words = []
                continue
            start, end = found.span()
            ends_line = told[-1] == LINE_END_HYPHEN
            word = Word(told, box(start, max(start, end - 1 - ends_line)), start)
            turns = quarters(start) if is_maybe_turned(word) else 0
            if turns != direction:
                lines += line_of(text, words, direction)
                words, direction = [], turns
            words.append(word)
            if ends_line:
                lines += line_of(text, words, direction)
                words = []
        return lines + line_of(text, words, direction)

    def _quarters(self, index: int) -> int:
        angle: float = raw.FPDFText_GetCharAngle(self._textpage.raw, index)
        return round(angle / QUARTER) % 4 if angle > 0 else 0

    def _boxes(self) -> Callable[[int, int], Box]:
        """What gives the box from a character to another, at the cost of two calls."""
        page, ask, make = self._textpage.raw, raw.FPDFText_GetLooseCharBox, Box._make
        sides = (ctypes.c_float * 8)()  # read at once: each read of a field takes its time
        of_first = ctypes.byref(raw.FS_RECTF.from_buffer(sides))
        of_last = ctypes.byref(raw.FS_RECTF.from_buffer(sides, ctypes.sizeof(raw.FS_RECTF)))

        def box(start: int, end: int) -> Box:
            ask(page, start, of_first)
            ask(page, end, of_last)
            left, top, right, bottom, left_2, top_2, right_2, bottom_2 = EIGHT.unpack(sides)
            return make(
                (
                    left if left < left_2 else left_2,
                    right if right > right_2 else right_2,
                    bottom if bottom < bottom_2 else bottom_2,
                    top if top > top_2 else top_2,
                )
            )

        return box


def is_maybe_turned(word: Word) -> bool:
    """Whether a word's box tells no direction, or a turned one: to ask takes another call."""
    left, right, bottom, top = word.box
    return len(word.text) <= SQUARE or right - left < top - bottom


def line_of(text: str, words: list[Word], quarters: int) -> list[PageLine]:
    """The line that these words of a text are, or none."""
    if not words:
        return []
    end = words[-1].start + len(words[-1].text)
    return [PageLine(text[words[0].start : end], tuple(words), quarters)]


def units(text: str) -> str:
    """The text with one character for each code unit of UTF-16."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join(character if character <= "\uffff" else halves(character) for character in text)


def halves(character: str) -> str:
    return "".join(map(chr, memoryview(character.encode("utf-16-le")).cast("H")))


def whole_characters(text: str) -> str:
    """The text with the halves of UTF-16 joined again."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of these."""
    lefts, rights, bottoms, tops = zip(*boxes, strict=True)
    return Box(min(lefts), max(rights), min(bottoms), max(tops))


def is_same_row(box: Box, other: Box) -> bool:
    shared = min(box.top, other.top) - max(box.bottom, other.bottom)
    return shared > SAME_ROW * min(box.height, other.height)
