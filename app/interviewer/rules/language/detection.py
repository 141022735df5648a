"""Which language a text is written in, by its script or its function words; no statistics."""

import re
from collections.abc import Mapping

from app.interviewer.rules.language.words import words

UNKNOWN = "und"  # ISO 639-2: undetermined
SAMPLE = 6000  # characters: a page or two shows the language of all of it
FEWEST = 5  # different function words; "José de la Cruz, San Juan" is not yet Spanish
SMALLEST_SHARE = 0.06  # of all words; English prose has about 0.4, a bare list of skills 0.1

SCRIPTS = {  # by what only one of them uses; Han letters alone are read as Chinese
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "uk": re.compile("[іїєґІЇЄҐ]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
MOST_OF_A_TEXT = {"ja": 0.05, "uk": 0.02}  # the rest: half of the letters, with those before it


class Detector:
    """Tells languages apart by their function words, given in one string for each code."""

    def __init__(self, function_words: Mapping[str, str]) -> None:
        self.known = {code: frozenset(line.split()) for code, line in function_words.items()}

    def detect(self, text: str) -> str:
        """The ISO 639-1 code of a text's language, or "und" where the text does not show it."""
        sample = text[:SAMPLE]
        return by_script(sample) or self.by_function_words(sample)

    def by_function_words(self, sample: str) -> str:
        said = [word.lower() for word in words(sample)]
        found = {
            code: [word for word in said if word in known] for code, known in self.known.items()
        }
        code, most = max(found.items(), key=lambda item: len(item[1]))
        is_shown = len(set(most)) >= FEWEST and len(most) >= SMALLEST_SHARE * len(said)
        return code if is_shown else UNKNOWN


def by_script(sample: str) -> str | None:
    """The language of a script other than Latin, if that script makes up the text."""
    letters = sum(map(str.isalpha, sample)) or 1
    for code, script in SCRIPTS.items():
        if len(script.findall(sample)) > MOST_OF_A_TEXT.get(code, 0.4) * letters:
            return code
    return None
