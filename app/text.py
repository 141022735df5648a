"""What counts as text that a person typed and can see; knows nothing of where it came from."""

import re
import unicodedata
from collections import Counter

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # not tab, newline, return
UNSEEN = re.compile(  # what Python calls printable and no font shows
    "["
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"  # Unicode's default
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # ignorable code points
    "\u2800\U0001d159"  # a pattern of no dots, a note without a head
    "]"
)

WITHOUT_STROKES = str.maketrans(  # what Unicode does not take apart into a letter and its accent
    dict(zip("øłđħŧð\u0131", "oldhtdi", strict=True)) | {"æ": "ae", "œ": "oe"}
)


def has_control_characters(text: str) -> bool:
    """Whether the text holds a character that no keyboard types and no page can show."""
    return CONTROL.search(text) is not None


def is_one_line(text: str) -> bool:
    """Whether the text fits a field of one line: no line end of any kind, and no tab."""
    return len(text.splitlines()) <= 1 and "\t" not in text


def is_blank(text: str) -> bool:
    """Whether nothing in the text can be seen: only spaces, zero-width characters, loose marks."""
    return not any(map(is_visible, set(text)))


def count_characters(text: str) -> int:
    """How many characters a person counts: what can be seen, and one space between words."""
    words = text.split()
    visible = sum(count for each, count in Counter("".join(words)).items() if is_visible(each))
    return visible + max(0, min(len(words), visible) - 1)


def is_visible(character: str) -> bool:
    """Whether the character shows something by itself.

    A combining mark does not: it belongs to the letter before it, and alone it says nothing.
    """
    return (
        character.isprintable()
        and not character.isspace()
        and not UNSEEN.match(character)
        and not unicodedata.category(character).startswith("M")
    )


def with_plain_newlines(text: str) -> str:
    """The text with its lines ended by newline characters alone; a form sends CRLF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def label(name: str) -> str:
    """A field's name as a sentence begins with it: "Job title" of `job_title`, "CV text"."""
    return name.replace("_", " ").capitalize().replace("Cv ", "CV ")


def folded(text: str) -> str:
    """The text without case, accents and extra spaces: what a search compares."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(WITHOUT_STROKES))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(letters.casefold().split())
