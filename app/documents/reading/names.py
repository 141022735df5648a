"""A file's name as it is shown; no file is ever opened or stored by it."""

import re
import unicodedata

from app.documents.reading.tidy import DROPPED
from app.text import is_blank

MAX_CHARACTERS = 120
FALLBACK = "CV"

SLASH = re.compile(r"[/\\]")
LINE_BREAK = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")


def display_name(filename: str) -> str:
    """The base name in NFC, up to MAX_CHARACTERS, without what would forge or break a line.

    A name of which nothing can be seen, and one of dots only, is FALLBACK.
    """
    base = SLASH.split(filename)[-1][: 10 * MAX_CHARACTERS]  # what more there is may take long
    name = unicodedata.normalize("NFC", DROPPED.sub("", LINE_BREAK.sub("", base)))
    name = name.strip()[:MAX_CHARACTERS].rstrip()
    return FALLBACK if is_blank(name.strip(".")) else name
