"""The columns of a PDF page that were drawn row by row, put one after the other.

What only looks like columns stays as it is: tables, dates beside jobs, labels beside texts.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from app.documents.reading.words import Box, PageLine, Word, around, is_same_row
from app.headings import headings_of

# Of a page; one with more is no page of a CV, and its order is left alone.
MAX_PIECES = 500
MAX_GUTTERS = 50

# Shares of a line's height.
GUTTER = 0.9  # the least gap between columns; a word space takes a third of it
APART = 1.5  # a blank line, and then some

LEAST_ROWS = 3  # that have something on both sides: fewer are a title and its date
LEAST_TOLD = 0.6  # of these rows, drawn one after the other: else the columns were drawn as such
MAX_DATES = 0.6  # of the pieces on one side: more make it the dates of the other side

LEAST_SIGNS = 2  # of columns: one may be chance
FULL = 0.6  # of the longest text of its side: a shorter one ends where its line does
LEAST_SPACES = 2  # in a line of a sentence

BETWEEN = "\t"  # the texts of one side's pieces
DATE = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}|['’]\d\d\b")
LETTERS = re.compile(r"[^\W\d_]{4,}")
DATE_WORDS = 2  # names of months, "present": a date has at most so many longer words
ENDS = re.compile(r"[.:;!?…]\W*$")
BEGINS_INSIDE = re.compile(r"[a-zß-öø-ÿ(&]")


class Piece(NamedTuple):
    """A part of a line that a wide gap sets apart, and the line's place in the file's order."""

    words: tuple[Word, ...]
    box: Box
    place: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class Row(NamedTuple):
    """Pieces side by side, from left to right."""

    pieces: list[Piece]

    def has_both(self, gutter: "Gutter") -> bool:
        return any(gutter.is_left(piece) for piece in self.pieces) and any(
            not gutter.is_left(piece) for piece in self.pieces
        )


class Gutter(NamedTuple):
    """The empty stripe between two columns."""

    left: float
    right: float

    def is_left(self, piece: Piece) -> bool:
        return piece.box.right <= self.left + 1

    def holds(self, gutter: "Gutter") -> bool:
        return self.left <= gutter.left and gutter.right <= self.right

    def narrowed(self, row: Row, width: float) -> "Gutter | None":
        """What of it a row leaves empty, if that is as wide as this."""
        left, right = self
        for piece in row.pieces:
            if piece.box.left >= self.right - 1 or piece.box.left > (self.left + self.right) / 2:
                right = min(right, piece.box.left)
            else:
                left = max(left, piece.box.right)
        return Gutter(left, right) if right - left >= width else None


def columns_in_order(lines: list[PageLine]) -> list[PageLine]:
    """The lines, column by column where columns were drawn row by row."""
    cuts = [gutters_in(line.words) for line in lines]
    beside = sum(is_same_row(line.box, following.box) for line, following in pairwise(lines))
    if beside + sum(map(bool, cuts)) < LEAST_ROWS:
        return lines
    pieces = [
        piece_of(line.words[start:end], place)
        for place, (line, cut) in enumerate(zip(lines, cuts, strict=True))
        for start, end in pairwise([0, *cut, len(line.words)])
    ]
    if len(pieces) > MAX_PIECES:
        return lines
    ordered = ordered_pieces(pieces)
    return lines if ordered == pieces else list(lines_of(ordered, lines))


def gutters_in(words: tuple[Word, ...]) -> list[int]:
    """Before which words of a line there is a gap as wide as a gutter."""
    return [
        number
        for number, (word, following) in enumerate(pairwise(words), 1)
        if following.box.left - word.box.right > GUTTER * (word.box.top - word.box.bottom)
        and is_gutter(word.box, following.box)
    ]


def is_gutter(box: Box, following: Box) -> bool:
    return following.left - box.right > GUTTER * max(box.height, following.height)


def piece_of(words: tuple[Word, ...], place: int) -> Piece:
    return Piece(words, around([word.box for word in words]), place)


def ordered_pieces(pieces: list[Piece]) -> list[Piece]:
    """The pieces, each region of columns among them left column first."""
    for rows, gutter in regions(rows_of(pieces)):
        if is_columns(rows, gutter):
            return reordered(pieces, rows, gutter)
    return pieces


def regions(rows: list[Row]) -> Iterator[tuple[list[Row], Gutter]]:
    """The rows that leave a gutter empty, for each gutter that enough of them have."""
    seen: list[tuple[int, Gutter]] = []  # where a gutter's region ends
    for first, row in enumerate(rows):
        for gap in gutters(row):
            if len(seen) >= MAX_GUTTERS:
                return
            if any(first < end and gap.holds(gutter) for end, gutter in seen):
                continue
            region, gutter = region_from(rows[first:], gap)
            seen.append((first + len(region), gutter))
            if sum(row.has_both(gutter) for row in region) >= LEAST_ROWS:
                yield region, gutter


def rows_of(pieces: list[Piece]) -> list[Row]:
    """The pieces by rows, from the top."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: -piece.box.top - piece.box.bottom):
        if rows and is_same_row(rows[-1].pieces[0].box, piece.box):
            rows[-1].pieces.append(piece)
        else:
            rows.append(Row([piece]))
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.box.left)
    return rows


def gutters(row: Row) -> list[Gutter]:
    """The gaps of a row that may be gutters, the widest first."""
    gaps = [
        Gutter(left.box.right, right.box.left)
        for left, right in pairwise(row.pieces)
        if is_gutter(left.box, right.box)
    ]
    return sorted(gaps, key=lambda gap: gap.left - gap.right)


def region_from(rows: list[Row], gutter: Gutter) -> tuple[list[Row], Gutter]:
    """The rows from the first on that leave a gutter empty, and how much of it they all do."""
    height = max(piece.box.height for piece in rows[0].pieces)
    count = 0
    for row in rows:
        narrowed = gutter.narrowed(row, GUTTER * height)
        if narrowed is None:
            break
        gutter = narrowed
        count += 1
    last = max((number for number in range(count) if rows[number].has_both(gutter)), default=0)
    while last + 1 < count and follows(rows[last], rows[last + 1]):  # one column is longer
        last += 1
    return rows[: last + 1], gutter


def follows(row: Row, below: Row) -> bool:
    """Whether a row is as near under another as in one text; a page's foot stands apart."""
    box, lower = row.pieces[0].box, below.pieces[0].box
    return box.bottom - lower.top < APART * max(box.height, lower.height)


def is_columns(rows: list[Row], gutter: Gutter) -> bool:
    """Whether the two sides are texts of their own that the file tells row by row.

    A table, or dates beside jobs, has headings on one side only, or once on both, and no sentence
    that goes on in the next row beside something new.
    """
    both = [row for row in rows if row.has_both(gutter)]
    if sum(is_told_together(row) for row in both) < LEAST_TOLD * len(both):
        return False
    sides = [
        [piece_texts(row, gutter, is_left=is_left) for row in rows] for is_left in (True, False)
    ]
    if any(is_dates(side) for side in sides):
        return False
    wrapped = sum(goes_on_beside(side, other) for side, other in (sides, sides[::-1]))
    headed = [headlines_beside(side, other) for side, other in (sides, sides[::-1])]
    headed_alike = sum(all(map(is_known_heading, row)) for row in zip(*sides, strict=True))
    prose = min(sum(goes_on(side)) for side in sides)
    return all(headed) or max(wrapped + headed_alike, prose) >= LEAST_SIGNS


def is_told_together(row: Row) -> bool:
    """Whether the row's pieces follow each other in the file."""
    places = [piece.place for piece in row.pieces]
    return max(places) - min(places) < len(places)


def piece_texts(row: Row, gutter: Gutter, *, is_left: bool) -> str:
    return BETWEEN.join(piece.text for piece in row.pieces if gutter.is_left(piece) is is_left)


def is_dates(side: list[str]) -> bool:
    texts = [text for text in side if text]
    return sum(map(is_date, texts)) > MAX_DATES * len(texts)


def is_date(text: str) -> bool:
    return DATE.search(text) is not None and len(LETTERS.findall(text)) <= DATE_WORDS


def is_headline(text: str) -> bool:
    return is_known_heading(text) or (text.isupper() and LETTERS.search(text) is not None)


def is_known_heading(text: str) -> bool:
    return all(map(headings_of("cv").is_heading, text.split(BETWEEN)))


def headlines_beside(side: list[str], other: list[str]) -> int:
    """In how many rows this side has a heading and the other a text that is none."""
    return sum(
        bool(beside) and is_headline(text) and not is_headline(beside)
        for text, beside in zip(side, other, strict=True)
    )


def goes_on_beside(side: list[str], other: list[str]) -> int:
    """In how many rows a sentence of this side goes on while the other side has a new piece.

    In a table, the cell beside the second line of another is empty, or goes on as well.
    """
    return sum(
        is_going_on and beside != "" and not BEGINS_INSIDE.match(beside)
        for is_going_on, beside in zip(goes_on(side), other[1:], strict=True)
    )


def goes_on(side: list[str]) -> list[bool]:
    """For each text but the first, whether it goes on with the sentence of the one above."""
    full = FULL * max(map(len, side))
    return [
        len(text) > full
        and text.count(" ") >= LEAST_SPACES
        and not ENDS.search(text)
        and BEGINS_INSIDE.match(following) is not None
        for text, following in pairwise(side)
    ]


def reordered(pieces: list[Piece], rows: list[Row], gutter: Gutter) -> list[Piece]:
    """The pieces with those of a region replaced by its left column and then its right one."""
    inside = [piece for row in rows for piece in row.pieces]
    members = set(inside)
    outside = [piece for piece in pieces if piece not in members]
    top = max(part.box.top for part in inside)
    before = [piece for piece in outside if piece.box.bottom >= top - piece.box.height / 2]
    after = [piece for piece in outside if piece.box.bottom < top - piece.box.height / 2]
    left = [piece for piece in inside if gutter.is_left(piece)]
    right = [piece for piece in inside if not gutter.is_left(piece)]
    return [*before, *ordered_pieces(left), *ordered_pieces(right), *ordered_pieces(after)]


def lines_of(pieces: list[Piece], lines: list[PageLine]) -> Iterator[PageLine]:
    """The pieces as lines: those of one line that still stand together are one again."""
    run: list[Piece] = []
    for piece in pieces:
        if run and piece.place != run[-1].place:
            yield line_of(run, lines)
            run = []
        run.append(piece)
    if run:
        yield line_of(run, lines)


def line_of(run: list[Piece], lines: list[PageLine]) -> PageLine:
    words = tuple(word for piece in run for word in piece.words)
    whole = lines[run[0].place]
    return whole if words == whole.words else PageLine(" ".join(word.text for word in words), words)
