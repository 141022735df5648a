"""What holds for every question that is said aloud."""

import re

MOST_WORDS = 25
UNSAYABLE = re.compile(r"https?:|www\.|[#@•|<>{}\[\]*_]|\s[-–—]\s|[«»\"]|\n|\?.*\?")
PROBED = re.compile(r"“[^“”]*”")  # the words of an answer, in a probe


def is_sayable(text: str) -> bool:
    """One question of at most 25 words, without marks, in the voice of who asks."""
    return faults(text) == []


def faults(text: str) -> list[str]:
    asked = PROBED.sub("that", text)
    found = {
        "long": len(text.split()) > MOST_WORDS,
        "sentences": len(re.findall(r"[.?!](?:\s|$)", asked)) > 2,
        "begins": not (text[:1].isupper() or text[:1].isdigit()),
        "ends": not text.endswith(("?", ".")),
        "marks": bool(UNSAYABLE.search(asked)),
        "quotes": "“" in asked or "”" in asked,
        "space": "  " in text or " ." in text or " ?" in text or " ," in text,
    }
    return [name for name, is_so in found.items() if is_so]
