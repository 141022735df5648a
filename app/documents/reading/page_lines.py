"""The lines of a PDF page as a reader sees them, where PDFium tears them apart.

It ends a line at a raised or lowered character and at each letter of turned text, and takes the
letters of a spaced heading for words. Their order is for `page_columns.py` and `page_blocks.py`.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from app.documents.reading.words import Box, PageLine, Word, around, is_same_row

# Shares of a line's height, which for most fonts is a little more than their size.
SPACE = 0.12  # PDFium's own spaces begin about here
FAR = 0.6  # wider than any word space: what stands so far to the right is another text
OVERLAP = 0.3  # of the lower of two boxes: a raised character shares this much with its line
SET_BACK = 0.3  # of the height: kerning and slanted letters reach back over the one before

LEAST_LETTERS = 4  # spaced, that stand alone in their line and are a word: "D A T A"
LEAST_LETTERS_IN_LINE = 5  # the same beside others: a licence for "B C D E" is none
LONGEST_PIECE = 2  # letters: PDFium puts no space into a pair that is kerned
LEAST_SINGLE = 0.7  # of the pieces of a spaced word
MAX_GAP = 1.6  # between the letters of one spaced word
UNEVEN, UNEVEN_SHARE = 0.15, 0.2  # of the height and of the gap: what kerning changes of it
WORD_GAP = 1.6  # times the gap between letters: a space has such a gap at either side

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
MAYBE_SPACED = re.compile(r"(?:(?<!\S)\S{1,2}\s+){3}\S{1,2}(?!\S)")

IsTyped = Callable[[int], bool]


def whole_lines(lines: list[PageLine], is_typed: IsTyped) -> list[PageLine]:
    """The lines of a page, mended; turned ones stand after the others, as nothing's middle."""
    main = main_direction(lines)
    whole: list[PageLine] = []
    for quarters in sorted(range(4), key=lambda quarters: quarters != main):
        same_way = [line for line in lines if line.quarters == quarters]
        whole += (
            joined(same_way, FAR) if not quarters else joined(letters_in_place(same_way), MAX_GAP)
        )
    return [unspaced(line, is_typed) for line in whole]


def main_direction(lines: list[PageLine]) -> int:
    """The direction of most characters: a page may lie on its side."""
    counts = [0, 0, 0, 0]
    for line in lines:
        counts[line.quarters] += len(line.text)
    return counts.index(max(counts))


def letters_in_place(lines: list[PageLine]) -> list[PageLine]:
    """The pieces of turned lines as if they were upright, in the order of their places."""
    words = [
        word._replace(box=word.box.turned(line.quarters)) for line in lines for word in line.words
    ]
    words.sort(key=lambda word: -word.box.top - word.box.bottom)
    rows: list[list[Word]] = []
    for word in words:
        if rows and is_same_row(rows[-1][0].box, word.box):
            rows[-1].append(word)
        else:
            rows.append([word])
    in_rows = (word for row in rows for word in sorted(row, key=lambda word: word.box.left))
    return [PageLine(word.text, (word,)) for word in in_rows]


def joined(lines: list[PageLine], far: float) -> list[PageLine]:
    """The lines, with those made one of which the second goes on where the first ends."""
    whole: list[PageLine] = []
    for line in lines:
        if whole and goes_on(whole[-1].words[-1].box, line.words[0].box, far):
            whole[-1] = one_line(whole[-1], line)
        else:
            whole.append(line)
    return whole


def goes_on(box: Box, following: Box, far: float) -> bool:
    """Whether what stands in `following` is the same line's, right after `box`."""
    height = max(box.height, following.height)
    shared = min(box.top, following.top) - max(box.bottom, following.bottom)
    is_beside = -SET_BACK * height < following.left - box.right < far * height
    return is_beside and shared > OVERLAP * min(box.height, following.height)


def one_line(first: PageLine, second: PageLine) -> PageLine:
    before, after = first.words[-1], second.words[0]
    height = max(before.box.height, after.box.height)
    if before.text.endswith("\ufffe") or after.box.left - before.box.right > SPACE * height:
        gap = "" if before.text.endswith("\ufffe") else " "
        return replace(first, text=first.text + gap + second.text, words=first.words + second.words)
    word = merged([before, after])
    words = (*first.words[:-1], word, *second.words[1:])
    return replace(first, text=first.text + second.text, words=words)


def unspaced(line: PageLine, is_typed: IsTyped) -> PageLine:
    """The line with its spaced letters made words, if it has any."""
    lefts = [word.box.left for word in line.words]
    if not MAYBE_SPACED.search(line.text) or lefts != sorted(lefts):
        return line  # the second: letters of another font, which were drawn after the rest
    words: list[Word] = []
    run: list[Word] = []
    for word in line.words:
        is_piece = len(word.text) <= LONGEST_PIECE
        if not is_piece or (run and not is_near(run[-1].box, word.box)):
            words += together(run, is_typed, is_alone=False)
            run = []
        if not is_piece:
            words.append(word)
        else:
            run.append(word)
    words += together(run, is_typed, is_alone=len(run) == len(line.words))
    if len(words) == len(line.words):
        return line
    return replace(line, text=" ".join(word.text for word in words), words=tuple(words))


def is_near(box: Box, following: Box) -> bool:
    return 0 <= following.left - box.right < 3 * max(box.height, following.height)


def together(run: list[Word], is_typed: IsTyped, *, is_alone: bool) -> list[Word]:
    """The words that a run of letters spells, or the run as it is.

    Where the distances are equal and a person typed the spaces, nothing tells the words apart.
    """
    single = [word.text for word in run if len(word.text) == 1]
    least = LEAST_LETTERS if is_alone else LEAST_LETTERS_IN_LINE
    if sum(map(str.isalpha, single)) < least or len(single) < LEAST_SINGLE * len(run):
        return run
    gaps = [second.box.left - first.box.right for first, second in pairwise(run)]
    words = split_at_gaps(run, gaps)
    is_typed_alike = len(words) == 1 and is_typed(run[0].start + len(run[0].text))
    return words if is_spacing(gaps, run[0].box.height) and not is_typed_alike else run


def is_spacing(gaps: list[float], height: float) -> bool:
    """Whether these are the gaps of spaced letters: most alike, and none too wide."""
    usual = usual_gap(gaps)
    uneven = UNEVEN * height + UNEVEN_SHARE * usual
    alike = [gap for gap in gaps if not is_word_gap(gap, usual, height)]
    return usual < MAX_GAP * height and all(abs(gap - usual) < uneven for gap in alike)


def usual_gap(gaps: list[float]) -> float:
    """The gap between letters: there are more of them than of gaps between words."""
    return sorted(gaps)[len(gaps) // 3]


def is_word_gap(gap: float, usual: float, height: float) -> bool:
    return gap > WORD_GAP * usual and gap - usual > SPACE * height


def split_at_gaps(letters: list[Word], gaps: list[float]) -> list[Word]:
    """Letters as words: a word ends where the gap is much wider than most are."""
    usual = usual_gap(gaps)
    words = [[letters[0]]]
    for letter, gap in zip(letters[1:], gaps, strict=True):
        if is_word_gap(gap, usual, letter.box.height):
            words.append([letter])
        else:
            words[-1].append(letter)
    return [merged(word) for word in words]


def merged(words: list[Word]) -> Word:
    """Words with nothing between them, as one."""
    text = "".join(word.text for word in words)
    return Word(text, around([word.box for word in words]), words[0].start)
