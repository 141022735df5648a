"""TXT and Markdown to text: finds out the encoding, which a text file doesn't say."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from app.documents.reading.latin import latin_encoding
from app.documents.reading.outcomes import UnsupportedTypeError

MARKS = (  # UTF-32 first: its mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
JAPANESE_MAIL = (b"\x1b$B", b"\x1b$@")  # ISO-2022-JP is ASCII but for these

SAMPLE_BYTES = 32 * 1024  # what a guess rests on
UNSEEN = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f\ufffd]")  # in no text but for an accident
MAX_UNSEEN_SHARE = 0.05
MIN_NUL_RATIO = 4  # of one parity to the other: an ideographic space has its NUL on the other side


def read(data: bytes) -> str:
    """The text of a file without any format.

    Raises:
        UnsupportedTypeError: the bytes are no text.
    """
    text = data.decode(encoding(data), "replace")
    if len(UNSEEN.findall(text)) > MAX_UNSEEN_SHARE * len(text):
        raise UnsupportedTypeError
    return text


def encoding(data: bytes) -> str:
    """The encoding: by byte order mark, NUL pattern, UTF-8's own check, and then by a guess."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    if b"\0" in data:
        return utf16_by_nuls(data)
    if any(escape in data for escape in JAPANESE_MAIL):
        return "iso2022_jp_2"
    return "utf-8" if is_nearly_utf8(data) else guess(data[:SAMPLE_BYTES])


def utf16_by_nuls(data: bytes) -> str:
    """UTF-16 has its NULs on one side of each pair of bytes.

    Raises:
        UnsupportedTypeError: they are on both, so this is no text.
    """
    first, second = data[::2].count(0), data[1::2].count(0)
    if first + second < len(data) // 4 and is_nearly_utf8(data):
        return "utf-8"  # a text with NULs strewn in
    if second >= MIN_NUL_RATIO * first:
        return "utf-16-le"
    if first >= MIN_NUL_RATIO * second:
        return "utf-16-be"
    raise UnsupportedTypeError


def is_nearly_utf8(data: bytes) -> bool:
    """Whether UTF-8 explains most of what is not ASCII; a file cut or pasted together has flaws."""
    text = data.decode("utf-8", "replace")
    flaws = text.count("\ufffd")
    explained = sum(character > "\x7f" for character in text) - flaws if flaws else 0
    return explained >= flaws


def guess(sample: bytes) -> str:
    """The likeliest encoding; for the Latin alphabet, charset-normalizer's guess is only a hint."""
    best = from_bytes(sample).best()
    if best is None or is_latin(str(best)):
        return latin_encoding(sample)
    return best.encoding


def is_latin(text: str) -> bool:
    """Whether most letters outside ASCII are Latin ones."""
    letters = [letter for letter in text if letter > "\x7f" and letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return latin * 2 >= len(letters)
