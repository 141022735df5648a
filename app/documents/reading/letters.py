"""Whether what a PDF gives as text is text: its fonts may say nothing, or nonsense, of its letters.

A letter that can't be told is never left out in silence: `UNKNOWN` stands in its place, and where
too many are unknown, or the letters are those of no language, the document is refused.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from app.documents.reading.outcomes import UnreadableLettersError
from app.documents.reading.words import PageText

UNKNOWN = "\ufffd"

PRIVATE = "\ue000-\uf8ff"  # of one font alone: an icon, or a ligature
UNMAPPED = "\x00-\x08\x0e-\x1a\x7f"  # a code for which the font names no character
NO_LETTER = re.compile(f"[{UNKNOWN}{PRIVATE}{UNMAPPED}\U000f0000-\U0010ffff]")
MAYBE_LETTER = re.compile(f"[{PRIVATE}{UNMAPPED}]|[\udb80-\udbff][\udc00-\udfff]")
UNMAPPED_WORD = re.compile(f"[{UNMAPPED}]{{3}}")

CALIBRI = {  # its ligatures by glyph number, as Word and others write them into a PDF
    "\U0010014c": "ft",
    "\U0010019e": "tf",
    "\U0010019f": "ti",
    "\U001001a9": "tt",
    "\U001001ab": "tti",
    "\u014c": "ft",  # the same numbers taken for characters
    "\u019e": "tf",
    "\u019f": "ti",
    "\u01a9": "tt",
    "\u01ab": "tti",
}
CALIBRI_PRIVATE = re.compile("[\U0010014c\U0010019e\U0010019f\U001001a9\U001001ab]")
CALIBRI_IN_WORD = re.compile("(?<=[a-z])[\u014c\u019e\u019f\u01a9\u01ab]")

MAX_UNKNOWN = 0.1  # of what can be seen: a stray ligature is a word in forty
LEAST_UNKNOWN = 12  # fewer are icons

# How often the letters a to z come in a hundred, in the mean of European languages.
FREQUENCIES = (
    *(9.5, 1.6, 2.8, 4.0, 13.0, 1.3, 1.7, 2.5, 8.0, 1.0, 2.3, 4.6, 3.1),
    *(7.2, 6.5, 2.4, 0.5, 6.3, 6.2, 6.2, 4.2, 1.6, 1.0, 0.3, 1.6, 1.3),
)
LEAST_LETTERS = 60  # a share of fewer says little
WINDOW = 400  # letters looked at together: one font of several may be the wrong one
MAX_STRANGE = 1 / 3  # of the windows

# Divergence from FREQUENCIES, in nats a letter. Measured on texts of 22 languages, lists of skills
# and of names: at most 0.64, and at most 0.07 over that of the text's best shift; the same texts
# shifted by any number of letters gain 0.25 in the median, and shuffled alphabets have 0.85.
MAX_DIVERGENCE = 0.9
MAX_GAIN = 0.2
LEAST_LETTER_SHARE = 0.4  # of what can be seen; the rest of a CV is figures and signs

GLYPH_NUMBER = re.compile("[\u0100-\u024f]")  # taken for a character; no language is all of these
ACCENTS = re.compile("[\u0300-\u036f]")
LEADERS = re.compile(r"[\s._\-–—=*•·|…\d]+")


def with_unknown(page: PageText, text: str) -> str:
    """A page's text with UNKNOWN for what is a letter, or several, that its font doesn't tell.

    What stands alone or is of another font than its word is an icon, and stays.
    """
    if not MAYBE_LETTER.search(text):
        return text
    is_letter: dict[str, bool] = {}
    for found in MAYBE_LETTER.finditer(text):
        code = found[0]
        is_letter[code] = is_letter.get(code) or is_in_word(page, text, found)
    return MAYBE_LETTER.sub(lambda found: told(found[0], is_letter=is_letter[found[0]]), text)


def is_in_word(page: PageText, text: str, found: re.Match[str]) -> bool:
    """Whether a letter of the same font stands right before or after a character."""
    start, end = found.span()
    beside = [
        index for index in (start - 1, end) if 0 <= index < len(text) and text[index].isalpha()
    ]
    return any(page.font(index) == page.font(start) for index in beside) or is_unmapped_word(
        text, start
    )


def is_unmapped_word(text: str, start: int) -> bool:
    return UNMAPPED_WORD.search(text, max(0, start - 2), start + 3) is not None


def told(code: str, *, is_letter: bool) -> str:
    """What stands for a character; as many units of UTF-16, since positions count them."""
    whole = code.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if whole in CALIBRI or not is_letter:
        return code
    return UNKNOWN * len(code)


def resolved(text: str) -> str:
    """The text with Calibri's ligatures as letters."""
    for ligature in (CALIBRI_PRIVATE, CALIBRI_IN_WORD):
        text = ligature.sub(lambda found: CALIBRI[found[0]], text)
    return text


def refuse_unreadable(text: str) -> None:
    """Refuse a document whose letters can't be told.

    Raises:
        UnreadableLettersError: too many are unknown, or they are those of no language.
    """
    seen = LEADERS.sub("", text)
    unknown = len(NO_LETTER.findall(seen))
    if unknown >= LEAST_UNKNOWN and unknown > MAX_UNKNOWN * len(seen):
        raise UnreadableLettersError
    letters = sum(map(str.isalpha, seen))
    is_signs = len(seen) >= LEAST_LETTERS and letters < LEAST_LETTER_SHARE * len(seen)
    if is_signs or len(GLYPH_NUMBER.findall(seen)) > max(LEAST_LETTERS, letters / 2):
        raise UnreadableLettersError
    windows = list(windows_of(text))
    if sum(map(is_strange, windows)) > MAX_STRANGE * len(windows):
        raise UnreadableLettersError


def windows_of(text: str) -> Iterator[str]:
    """What can be seen of a text, without accents, in pieces of WINDOW characters.

    Each word counts once: the same one again and again is like no language.
    """
    plain = "".join(dict.fromkeys(LEADERS.split(text.casefold())))
    if not plain.isascii():
        plain = ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    for start in range(0, max(1, len(plain) - WINDOW // 2), WINDOW):
        is_last = start + WINDOW + WINDOW // 2 >= len(plain)
        yield plain[start:] if is_last else plain[start : start + WINDOW]


def is_strange(window: str) -> bool:
    """Whether it is Latin letters that make no language."""
    letters = sum(map(str.isalpha, window))
    counts = Counter(window)
    latin = [counts[chr(code)] for code in range(ord("a"), ord("z") + 1)]
    if sum(latin) < max(LEAST_LETTERS, letters / 2):
        return False
    told = divergence(latin, 0)
    if told < MAX_GAIN:  # no shift can gain as much
        return False
    best = min(divergence(latin, shift) for shift in range(1, 26))
    return told > MAX_DIVERGENCE or told - best > MAX_GAIN


def divergence(counts: list[int], shift: int) -> float:
    """How far the letters' shares are from FREQUENCIES, were each this many letters further on."""
    total = sum(counts)
    return sum(
        count / total * math.log(count / total * 100 / FREQUENCIES[(letter + shift) % 26])
        for letter, count in enumerate(counts)
        if count
    )
