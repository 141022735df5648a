"""Which numbers a text names, in figures or in words, so that two texts can be compared."""

import re
from collections.abc import Iterator
from fractions import Fraction

import msgspec

PIECE = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+")
FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
JOINT = re.compile(r"[\s-]{1,2}")  # within one number: "twenty-four", "three hundred"
LONGEST_FIGURE = 30  # digits; a longer row is compared as it is written
TENS = range(20, 100, 10)
UNITS = range(1, 10)


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How numbers are said: their values, what multiplies, and amounts that are no number."""

    values: dict[str, int]
    multipliers: dict[str, int]
    amounts: list[str]


def numbers_in(text: str, words: NumberWords) -> frozenset[str]:
    """Every number of a text, the same for "1,200", "1200" and "twelve hundred".

    What mixes digits and letters ("50k", "A4") is compared as it is written.
    """
    return frozenset(found_in(text, words))


def found_in(text: str, words: NumberWords) -> Iterator[str]:
    held: Fraction | None = None
    end, may_add = 0, False
    for piece in PIECE.finditer(text):
        said = piece[0].casefold()
        value = value_of(said, words)
        is_joined = held is not None and JOINT.fullmatch(text[end : piece.start()]) is not None
        if held is not None and is_joined and said in words.multipliers:
            held, may_add = held * words.multipliers[said], False
        elif held is not None and is_joined and may_add and said in words.values and value in UNITS:
            held, may_add = held + words.values[said], False
        else:
            yield from [] if held is None else [str(held)]
            held, may_add = value, said in words.values and value in TENS
            if value is None and (said in words.amounts or any(map(str.isnumeric, said))):
                yield said
        end = piece.end()
    yield from [] if held is None else [str(held)]


def value_of(said: str, words: NumberWords) -> Fraction | None:
    """What a figure or a word is worth; None where it is no number, or no plain one."""
    if said in words.values or said in words.multipliers:
        return Fraction(words.values.get(said) or words.multipliers.get(said, 0))
    ordinal = ORDINAL.fullmatch(said)
    figure = ordinal[1] if ordinal else said
    if len(figure) > LONGEST_FIGURE or not FIGURE.fullmatch(figure):
        return None
    return Fraction(figure.replace(",", ""))
