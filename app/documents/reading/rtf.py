"""RTF to text: paragraphs, rows of tables, links, text boxes and notes, in order.

Deleted text, pictures and what a field or a list is made from are left out.
"""

import codecs
import re
from typing import NamedTuple

from app.documents.reading.flow import Flow
from app.documents.reading.outcomes import (
    MAX_CHARACTERS,
    ResourceLimitError,
    TextTooLongError,
)
from app.documents.reading.rtf_codes import (
    ANSI,
    BESIDE,
    CHARSETS,
    CODE_PAGES,
    DOCUMENT_CHARSETS,
    LINE_ENDS,
    OWN_LINES,
    PARAGRAPH_SYMBOLS,
    READ_THOUGH_STARRED,
    SKIPPED,
    SYMBOL_FONT,
    SYMBOLS,
    WRITTEN,
)
from app.documents.reading.words import whole_characters

START = rb"{\rtf"  # a byte order mark may stand before it
TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|(?P<codes>(?:\\'[0-9a-fA-F]{2}){1,999})"
    rb"|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
IN_SKIPPED = re.compile(rb"[{}]|\\bin(\d{1,10}) ?|\\.", re.DOTALL)
MAX_DEPTH = 10_000  # of groups; no editor comes near a hundred


def read(data: bytes) -> str:
    """The text of an RTF file.

    Raises:
        ResourceLimitError: its groups are nested over MAX_DEPTH.
        TextTooLongError: its text is far over MAX_CHARACTERS.
    """
    return whole_characters(Reader(data, max(0, data.find(START))).text())


class Group(NamedTuple):
    """What holds until a group ends."""

    font: int
    replaced: int = 1  # characters after a `\\u`, for readers without Unicode
    is_deleted: bool = False
    is_font_table: bool = False


class Held(NamedTuple):
    """What has lines of its own until its group ends, and whether the line before it goes on."""

    depth: int
    is_aside: bool
    is_line_open: bool


class Reader:
    """Reads a file token by token and writes what it says."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._position = start
        self._flow = Flow()
        self._group = Group(font=0)
        self._outer: list[Group] = []
        self._held: list[Held] = []
        self._bytes = bytearray()  # text that is not decoded yet
        self._left_out = 0  # how many characters after a `\\u` are still to be left out
        self._is_starred = False
        self._is_line_open = False
        self._encoding = ANSI
        self._encodings: dict[int, str] = {}  # by font
        self._symbol_fonts: set[int] = set()

    def text(self) -> str:
        while found := TOKEN.match(self._data, self._position):
            self._position = found.end()
            if found.lastgroup == "text":
                self._take_bytes(found[0])
            elif codes := found["codes"]:
                self._take_bytes(bytes.fromhex(codes.decode().replace("\\'", "")))
            else:
                self._flush()
                self._left_out = 0
                self._take_control(found)
            if found.lastgroup != "symbol":
                self._is_starred = False
            if found["brace"] == b"}" and not self._outer:
                break
        self._flush()
        self._end_held(0)
        return self._flow.text()

    def _take_bytes(self, text: bytes) -> None:
        kept = text[self._left_out :]
        self._left_out = max(0, self._left_out - len(text))
        if not (self._group.is_deleted or self._group.is_font_table):
            self._bytes += kept

    def _take_control(self, found: re.Match[bytes]) -> None:
        if word := found["word"]:
            number = found["number"]
            self._take_word(word.decode(), int(number) if number else None)
        elif found["brace"] == b"{":
            if len(self._outer) >= MAX_DEPTH:
                raise ResourceLimitError
            self._outer.append(self._group)
        elif found["brace"]:
            self._end_held(len(self._outer))
            self._group = self._outer.pop() if self._outer else self._group
        elif symbol := found["symbol"]:
            self._take_symbol(symbol)

    def _take_symbol(self, symbol: bytes) -> None:
        self._is_starred = symbol == b"*"
        if symbol in SYMBOLS:
            self._write(SYMBOLS[symbol])
        elif symbol in PARAGRAPH_SYMBOLS:
            self._end_line()

    def _take_word(self, word: str, number: int | None) -> None:
        is_unknown = self._is_starred and word not in READ_THOUGH_STARRED
        if word == "bin":
            self._position += max(0, number or 0)
        elif is_unknown or word in SKIPPED or (word in BESIDE and self._group.is_deleted):
            self._skip_group()
        elif word in WRITTEN:
            self._write(WRITTEN[word])
        elif word in LINE_ENDS:
            self._end_line()
        elif word in BESIDE or word in OWN_LINES:
            self._hold(is_aside=word in BESIDE)
        elif word in SETTINGS:
            SETTINGS[word](self, number)
        elif word in DOCUMENT_CHARSETS:
            self._encoding = DOCUMENT_CHARSETS[word]

    def _skip_group(self) -> None:
        """Go on where the group that has just begun ends."""
        depth = 1
        while found := IN_SKIPPED.search(self._data, self._position):
            self._position = found.end() + int(found[1] or 0)
            depth += {b"{": 1, b"}": -1}.get(found[0], 0)
            if not depth:
                self._position = found.start()  # for the group's own end
                return
        self._position = len(self._data)

    def _flush(self) -> None:
        if self._bytes:
            text = self._decoded(bytes(self._bytes))
            self._bytes.clear()
            self._write(text)

    def _decoded(self, data: bytes) -> str:
        font = self._group.font
        if font in self._symbol_fonts:  # as Unicode's private use, which is where others put them
            return "".join(chr(byte if byte < 0x80 else 0xF000 + byte) for byte in data)
        return data.decode(self._encodings.get(font, self._encoding), "replace")

    def _write(self, text: str) -> None:
        if not (self._group.is_deleted or self._group.is_font_table):
            self._flow.write(text)
            self._is_line_open = True
            if self._flow.length > 2 * MAX_CHARACTERS:  # tidying drops less than half
                raise TextTooLongError

    def _end_line(self) -> None:
        if not self._group.is_deleted:  # a deleted mark joins its paragraph with the next
            self._flow.end_line()
            self._is_line_open = False

    def _hold(self, *, is_aside: bool) -> None:
        self._held.append(Held(len(self._outer), is_aside, self._is_line_open))
        self._is_line_open = False
        if is_aside:
            self._flow.begin()

    def _end_held(self, depth: int) -> None:
        """End what was held in the group of this depth."""
        while self._held and self._held[-1].depth >= depth:
            held = self._held.pop()
            if self._is_line_open:
                self._flow.end_line()
            if held.is_aside:
                self._flow.end_aside()
            self._is_line_open = held.is_line_open and held.is_aside

    def set_font(self, number: int | None) -> None:
        self._group = self._group._replace(font=number or 0)

    def set_charset(self, number: int | None) -> None:
        if self._group.is_font_table:
            font = self._group.font
            self._symbol_fonts.discard(font)
            if number == SYMBOL_FONT:
                self._symbol_fonts.add(font)
            elif number in CHARSETS:
                self._encodings[font] = CHARSETS[number]

    def set_font_page(self, number: int | None) -> None:
        if self._group.is_font_table:
            self._encodings[self._group.font] = code_page(number or 0)

    def set_page(self, number: int | None) -> None:
        self._encoding = code_page(number or 0)

    def set_replaced(self, number: int | None) -> None:
        self._group = self._group._replace(replaced=max(0, 1 if number is None else number))

    def set_deleted(self, number: int | None) -> None:
        self._group = self._group._replace(is_deleted=number != 0)

    def set_plain(self, _number: int | None) -> None:
        self._group = self._group._replace(is_deleted=False)

    def begin_font_table(self, _number: int | None) -> None:
        self._group = self._group._replace(is_font_table=True)

    def write_unicode(self, number: int | None) -> None:
        if number is not None:
            self._write(chr(number & 0xFFFF))
        self._left_out = self._group.replaced


SETTINGS = {
    "f": Reader.set_font,
    "deff": Reader.set_font,
    "fcharset": Reader.set_charset,
    "cpg": Reader.set_font_page,
    "ansicpg": Reader.set_page,
    "uc": Reader.set_replaced,
    "u": Reader.write_unicode,
    "deleted": Reader.set_deleted,
    "plain": Reader.set_plain,
    "fonttbl": Reader.begin_font_table,
}


def code_page(number: int) -> str:
    """Python's name of a code page; the usual one if it has none."""
    try:
        return codecs.lookup(CODE_PAGES.get(number, f"cp{number}")).name
    except LookupError:
        return ANSI
