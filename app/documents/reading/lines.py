"""Text to logical lines: a paragraph, a list item or a heading is one line, without marks.

Says what belongs together; what a line means is left to who reads it. No word is lost and none
changes its place.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import filterfalse, groupby, pairwise

from msgspec.structs import replace

from app.documents.reading.hyphens import Hyphens
from app.documents.reading.inline import parted
from app.documents.reading.markdown import (
    HEADING,
    is_division,
    is_rule,
    without_inline_marks,
    without_line_marks,
)
from app.documents.reading.tags import BLOCK_TAG, without_html
from app.documents.reading.wrapping import BULLET, DASH, END_MARK, LONG_SHARE, PhysicalLine, goes_on
from app.headings import MAX_CHARACTERS, WORDS, Headings

MAX_PASSES = 4  # what the marks hid is seen in the next pass; an ordinary text takes two
TAB = 8  # characters

QUOTE = re.compile(r"[ \t]*>(?:[ \t]?>)*[ \t]?")
BLANK_LINES = re.compile(r"\n{3,}")
TWO_SPACES = re.compile(r"(?<=\S) {2}(?=\S)")
SPACED_LETTERS = re.compile(r"\w(?: \w)*(?: {2,}\w(?: \w)*)*")
MIN_GAPS = 4  # between lines; fewer show no double spacing
MAX_QUOTATIONS = 200  # in one mail; more are no mail's
BROKEN_SHARE = 0.25  # of the lines go on in the next, where a blank line is after each of them
MIN_LETTERS = 4  # of a line in which they are set apart


def logical_lines(text: str, known: Headings) -> str:
    """The text in logical lines; those of logical lines are the same.

    `known` are headings, which belong to no other line. Lines end with `\\n`.
    """
    for _ in range(MAX_PASSES):
        before, text = text, in_lines(text, known)
        if text == before:
            break
    return text


def in_lines(text: str, known: Headings) -> str:
    hyphens = Hyphens(text)
    end_of = cache(lambda line: finished(line, hyphens, known))  # what repeats is done once
    found: list[str] = []
    for _, run in groupby(unquoted(text.split("\n"), known), key=lambda each: each[0]):
        text = "\n".join(undoubled([line for _, line in run], known))
        part = without_html(text, hyphens.joined)
        part = BLANK_LINES.sub("\n\n", part)
        for line in joined(physical_lines(part.split("\n")), hyphens, known):
            found += end_of(line)
    return BLANK_LINES.sub("\n\n", "\n".join(found)).strip("\n")


def unquoted(lines: list[str], known: Headings) -> Iterator[tuple[bool, str]]:
    """Each line with whether it was quoted, and without the marks of quoted mail.

    Some lists have `>` for a bullet.
    """
    marked_lines = [bool(QUOTE.match(line)) for line in lines]
    marks = sum(marked_lines)
    if sum(b and not a for a, b in pairwise([False, *marked_lines])) > MAX_QUOTATIONS:
        yield from ((False, QUOTE.sub("", line, count=1)) for line in lines)
        return
    before = True
    for is_marked, run in groupby(enumerate(lines), key=lambda each: bool(QUOTE.match(each[1]))):
        numbered = list(run)
        last = numbered[-1][0]
        marked = [line for _, line in numbered]
        is_apart = before and not "".join(lines[last + 1 : last + 2]).strip()
        before = not marked[-1].strip()
        if not is_marked:
            yield from ((False, line) for line in marked)
            continue
        bare = [QUOTE.sub("", line, count=1) for line in marked]
        if 1 < marks < len(lines) and is_list(bare, is_apart, known):
            yield from ((False, "• " + line) for line in bare)
        else:
            yield from ((marks > 1, line) for line in bare)


def is_list(lines: Sequence[str], is_apart: bool, known: Headings) -> bool:
    """Whether lines with the mark of a quotation are items, by how they follow each other."""
    if len(lines) == 1:
        return not is_apart and bool(lines[0].strip())
    found = physical_lines(lines)
    if any(not line.text or line.is_bullet for line in found):
        return False
    return found[0].text[0].islower() or not any(goes_on(found, known.is_heading))


def undoubled(lines: list[str], known: Headings) -> list[str]:
    """The lines without the blank one after each that double spacing has put there."""
    runs = [
        (is_text, list(run))
        for is_text, run in groupby(lines, key=lambda line: not line.isspace() and line != "")
    ]
    gaps = [len(run) for is_text, run in runs[1:-1] if not is_text]
    if len(gaps) < MIN_GAPS or any(is_text and len(run) > 1 for is_text, run in runs):
        return lines
    if min(gaps) != 1 or any(gap % 2 == 0 for gap in gaps):
        return lines
    dense = [line for is_text, run in runs for line in run[: len(run) // 2 + is_text]]
    if max(gaps) > 1 or BLOCK_TAG.search("\n".join(dense)):
        return dense
    broken = sum(goes_on(physical_lines(dense), known.is_heading))
    return dense if broken >= BROKEN_SHARE * len(dense) else lines


def physical_lines(lines: Sequence[str]) -> list[PhysicalLine]:
    return list(map(cache(line_of), filterfalse(is_division, lines)))


def line_of(raw: str) -> PhysicalLine:
    text = raw.strip()
    if not text or is_rule(text):
        return PhysicalLine("", 0)
    bare = without_line_marks(text)
    width = len(raw.expandtabs(TAB).rstrip())
    return PhysicalLine(bare, width, bool(BULLET.match(bare)), bool(HEADING.match(text)))


def joined(lines: list[PhysicalLine], hyphens: Hyphens, known: Headings) -> Iterator[str]:
    """The lines that the text had before a width broke it."""
    lines = with_dashes_as_meant(lines)
    parts: list[str] = []
    for line, is_going_on in zip(lines, [*goes_on(lines, known.is_heading), False], strict=True):
        parts.append(line.text)
        if not is_going_on:
            yield hyphens.joined(parts) if len(parts) > 1 else line.text
            parts = []


def with_dashes_as_meant(lines: list[PhysicalLine]) -> list[PhysicalLine]:
    """The lines, in which a dash is no bullet where all of its kind may stand in a sentence."""
    longest = max((line.width for line in lines), default=0)
    dashes: set[str] = set()
    listed: set[str] = set()
    for before, line in pairwise([PhysicalLine("", 0), *lines]):
        if line.is_bullet and line.text[0] in "-–—":
            dashes.add(line.text[0])
            if not DASH.match(line.text) or not may_go_on(before, longest):
                listed.add(line.text[0])
    meant = dashes - listed
    if not meant:
        return lines
    return [replace(line, is_bullet=False) if line.text[:1] in meant else line for line in lines]


def may_go_on(line: PhysicalLine, longest: int) -> bool:
    return line.width >= LONG_SHARE * longest and not END_MARK.search(line.text)


def finished(line: str, hyphens: Hyphens, known: Headings) -> list[str]:
    """A logical line without the marks inside it; or the lines of a list that it holds."""
    if len(line) < MIN_LETTERS:
        return [line]
    line = spelled(hyphens.mended(without_inline_marks(line)), known)
    return parted(TWO_SPACES.sub(" ", line.strip()))


def spelled(line: str, known: Headings) -> str:
    """A heading whose letters are set apart or glued together, in words."""
    words = WORDS.search(line) if len(line) <= 2 * MAX_CHARACTERS else None
    if not words:
        return line
    heading = words[0]
    if SPACED_LETTERS.fullmatch(heading) and sum(map(str.isalpha, heading)) >= MIN_LETTERS:
        if "  " in heading:
            heading = " ".join(part.replace(" ", "") for part in re.split(" {2,}", heading))
        heading = known.spelled(heading) or heading
    elif heading.isupper():
        heading = known.spelled(heading) or heading
    return line.replace(words[0], heading, 1)
