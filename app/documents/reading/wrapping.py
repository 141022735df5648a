"""Which lines of a text only a width has broken: by the width that the text itself shows.

A line was broken if the first word of the next one would not have fitted. How wide the lines are
is learnt from those that surely go on: without an end mark, before a line in lower case.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from app.documents.reading.hyphens import wrapping_words

WIDEST = 140  # characters: lines on paper, in mails and terminals are shorter
NARROWEST = 24  # characters of a column
FEW = 3  # lines that surely go on; with fewer, only a block of ordinary width is a wrapped one
ORDINARY = 36  # characters
SHORTEST = 12  # characters; a shorter line stands for itself
LONG_SHARE = 0.6  # of the longest line of its block, for a line that goes on
LOOSE_SHARE = 0.8  # of the longest line: lines broken by hand, or by the widths of letters
LOOSE_LINES = 0.75  # of the lines that go on: so many are so long where something broke them
RULED_LINES = 0.9  # of the lines that go on: so many are full where one width broke them
WIDER_LINES = 0.05  # of all may be longer than that width: an address, a row of a table

END_MARK = re.compile(  # a year and a dash, too: a job that goes on
    r"(?:[.!?:;…。\uff01\uff1f][\"'”’»)\]*_]*|\b(?:19|20)\d\d\s?[-–—])$"
)
MARKS = "*_`~\"'“‘«([„"  # that stand before a word
LAST_WORD = re.compile(r"\S+$")
BULLET = re.compile(
    r"(?:[•●○◦▪▫■□►▸▶‣\u2043➢➤➔✓✔✗✘❖◆◇★☆→⇒»∙§¤\u2705\U0001f300-\U0001faff]|[-–—*+>·](?=[ \t])"
    r"|[-–](?=[^\W\d_])|o(?=[ \t])|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)(?=[ \t])"
    r"|(?:\d{1,2}|[ivx]{1,4})\.(?=[ \t])|[a-zA-Z]\)(?=[ \t]))"
    r"[ \t]*(?=\S)"
)
DASH = re.compile(r"[-–—][ \t]+(?=[a-z\d])")
APART = re.compile(
    r"[^\s<]+@\S|\S+\.[a-z]{2,}(?:/\S*)?$|https?:|www\.|[A-Z][\w-]*:[ \t]"
    r"|\+?\d[\d ()-]{6,}$|[a-z][A-Z]"
)
COLUMNS = re.compile(r"\t|\S {3,}\S")
YEAR_AT_END = re.compile(r"(?:\b(?:19|20)\d\d|[Pp]resent|[Nn]ow|[Tt]oday)\W*$")
YEAR_AT_BEGIN = re.compile(r"(?:19|20)\d\d\b")
MIN_PROSE = 4  # words
LOWER_SHARE = 1 / 3  # of the words of prose

Going = Literal["apart", "torn", "on", "unfinished", "comma", "open", "ended"]
SURE: tuple[Going, ...] = ("torn", "on", "unfinished")


class PhysicalLine(msgspec.Struct, frozen=True):
    """A line as it stands in a text: without space around it, and with the width that it took."""

    text: str
    width: int
    is_bullet: bool = False
    is_set_heading: bool = False  # by a mark of Markdown


class Pair(msgspec.Struct):
    """A line and the next, how the one goes on in the other, and the width they would have had."""

    line: PhysicalLine
    following: PhysicalLine
    going: Going
    width: int


def goes_on(lines: Sequence[PhysicalLine], is_heading: Callable[[str], bool]) -> list[bool]:
    """For each line but the last whether the next one belongs to it."""
    pairs = [pair_of(a, b, is_heading) for a, b in pairwise(lines)]
    if not any(pair.going in SURE for pair in pairs) or not is_cased(lines):
        return [pair.going == "torn" for pair in pairs]
    width = ruled_width(lines, pairs)
    found: list[bool] = []
    for block in blocks(pairs):
        found += joined_at(block, width) if width else loosely_joined(block)
    return [is_going or pair.going == "torn" for is_going, pair in zip(found, pairs, strict=True)]


def pair_of(line: PhysicalLine, following: PhysicalLine, is_heading: Callable[[str], bool]) -> Pair:
    first_word = following.text.split(None, 1)[0] if following.text else ""
    going = going_of(line, following, is_heading)
    return Pair(line, following, going, line.width + 1 + len(first_word))


def going_of(
    line: PhysicalLine, following: PhysicalLine, is_heading: Callable[[str], bool]
) -> Going:
    """How a line goes on in the next, by its words alone."""
    if not line.text or not following.text:
        return "apart"
    if is_torn(line.text, following.text) and not is_heading(line.text):
        return "torn"
    if is_apart(line, following) or is_heading(line.text):
        return "apart"
    text, rest = line.text, following.text
    is_ended = END_MARK.search(text) is not None
    if not is_ended and is_unfinished(text):
        return "unfinished"
    if APART.match(rest) or is_heading(rest) or (rest.isupper() and not text.isupper()):
        return "apart"
    return ended(text, rest) if is_ended else unended(text, rest)


def is_apart(line: PhysicalLine, following: PhysicalLine) -> bool:
    """Whether two lines are too short for one, or items, headings or rows of a table."""
    return (
        line.width < SHORTEST
        or line.is_set_heading
        or following.is_bullet
        or following.is_set_heading
        or COLUMNS.search(line.text) is not None
        or COLUMNS.search(following.text) is not None
    )


def ended(text: str, rest: str) -> Going:
    """A colon announces what follows, unless the sentence plainly goes on."""
    is_announcing = text.rstrip("*_ ").endswith(":") and not begins_lower(rest)
    return "apart" if is_announcing else "ended"


def unended(text: str, rest: str) -> Going:
    if begins_lower(rest) or DASH.match(rest):
        return "on"
    return "comma" if text.endswith(",") else "open"


def begins_lower(text: str) -> bool:
    return text.lstrip(MARKS)[:1].islower()


def is_torn(text: str, rest: str) -> bool:
    """Whether a hyphen parts a word here; a single word in capitals has a dash after it."""
    is_broken = text.endswith(("-", "\u2010")) and text[-2:-1].isalpha() and rest[:1].islower()
    return is_broken and (" " in text or text[0].islower())


def is_unfinished(text: str) -> bool:
    """Whether no statement ends so: with "of the", an open bracket, a broken word."""
    if text[-1] in "-\u2010–—/&+(|·":
        return True
    word = LAST_WORD.search(text[-20:])
    return word is not None and word[0].lstrip(MARKS) in wrapping_words().unfinished


def is_cased(lines: Sequence[PhysicalLine]) -> bool:
    """Whether what begins here begins in capitals, so that lower case tells of a line's end."""
    begun = [
        line.text.lstrip(MARKS)[:1]
        for before, line in pairwise([PhysicalLine("", 0), *lines])
        if line.text and not line.is_bullet and (not before.text or END_MARK.search(before.text))
    ]
    return sum(map(str.islower, begun)) * 2 <= len(begun)


def ruled_width(lines: Sequence[PhysicalLine], pairs: Sequence[Pair]) -> int | None:
    """The width that broke the lines, in characters; None where no single one did."""
    on = sorted(pair.width for pair in pairs if pair.going == "on")
    if not on:
        return None
    limit = on[int((1 - RULED_LINES) * len(on))]  # wider than any line but for those few
    widths = [line.width for line in lines if " " in line.text]
    width = max((each for each in widths if each < limit), default=0)
    wider = sum(each > width for each in widths)
    is_ruled = NARROWEST <= width <= WIDEST and wider <= WIDER_LINES * len(lines)
    return width if is_ruled else None


def blocks(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """The pairs, parted where a blank line is."""
    block: list[Pair] = []
    for pair in pairs:
        block.append(pair)
        if not pair.following.text:
            yield block
            block = []
    yield block


def joined_at(block: Sequence[Pair], width: int) -> list[bool]:
    """Which lines go on, in a text that one width has broken.

    Only a full line does. Where others end before the width, as in a list without bullets, a full
    one that may as well have ended is taken for one of them.
    """
    full = [pair.width > width for pair in block]
    sure = sum(is_full and pair.going in SURE for pair, is_full in zip(block, full, strict=True))
    may_join: set[Going] = {*SURE, "comma"}
    is_item = False
    unsure: tuple[Going, ...] = ("open", "ended")
    for going in unsure:
        short = sum(
            not is_full and pair.going == going for pair, is_full in zip(block, full, strict=True)
        )
        if not short or (going == "open" and sure >= 2 * short):
            may_join.add(going)
    found: list[bool] = []
    for pair, is_full in zip(block, full, strict=True):
        is_item = pair.line.is_bullet or (is_item and bool(found) and found[-1])
        is_long = pair.line.width >= LONG_SHARE * width
        if pair.going == "unfinished" or (pair.going == "on" and is_item):
            found.append(is_full or is_long)
        else:
            is_title = pair.going == "open" and not may_be_broken(pair, is_item)
            found.append(is_full and is_long and pair.going in may_join and not is_title)
    return found


def loosely_joined(block: Sequence[Pair]) -> list[bool]:
    """Which lines go on, in a text of no single width: those that surely do, and are long."""
    longest = max(max(pair.line.width, pair.following.width) for pair in block) if block else 0
    sure = [pair for pair in block if pair.going in SURE]
    long = sum(pair.width >= LOOSE_SHARE * longest for pair in sure)
    least = ORDINARY if len(sure) < FEW else NARROWEST
    if not least <= longest <= WIDEST or long < LOOSE_LINES * len(sure):
        return [False] * len(block)
    return [pair.going in SURE and pair.line.width >= LONG_SHARE * longest for pair in block]


def may_be_broken(pair: Pair, is_item: bool) -> bool:
    """Whether a line goes on in capitals: prose, an item, or a job with or before its years."""
    text, is_dated = pair.line.text, bool(YEAR_AT_END.search(pair.following.text))
    if is_dated or YEAR_AT_END.search(text) or YEAR_AT_BEGIN.match(text):
        return ("," in text) != bool(YEAR_AT_END.search(text))
    words = text.split()
    lower = sum(word.lstrip(MARKS)[:1].islower() for word in words)
    return is_item or (len(words) >= MIN_PROSE and lower >= LOWER_SHARE * len(words))
