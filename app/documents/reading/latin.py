"""Which of the code pages for the Latin alphabet a text is in, by the letters of its language.

A guess by frequency alone takes Spanish for Polish and Swedish for Slovak when a text is as short
as a CV. An alphabet decides: only the right page turns every byte into a letter of one language.
"""

from collections import Counter

# Where two pages fit equally well, the earlier counts: Turkish before Icelandic, then Western.
ENCODINGS = ("cp1254", "cp1252", "cp1250", "iso8859_2", "cp1257", "mac_roman", "cp850")

ALPHABETS = (  # the letters outside ASCII, with those of common foreign names
    "äöüßéèà",  # German
    "àâæçèéêëîïôœùûüÿ",  # French
    "áéíñóúü¿¡ªº",  # Spanish
    "áâãàçéêíóôõúªº",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "àçèéíïòóúü·",  # Catalan
    "åäöéü",  # Swedish, Finnish
    "æøåéòôü",  # Danish, Norwegian
    "áéëèïíöóüú",  # Dutch
    "áðéíóúýþæö",  # Icelandic
    "áčďéěíňóřšťúůýžäöü",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "ąćęłńóśźż",  # Polish
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "čćđšž",  # Croatian, Slovenian
    "çğ\u0131iöşüâîû",  # Turkish
    "ąčęėįšųūž",  # Lithuanian
    "āčēģīķļņšūž",  # Latvian
    "äõöüšž",  # Estonian
)
PUNCTUATION = "“”„‘’\u201a«»\u2039\u203a–—…•€£§°©®™\xa0"


def latin_encoding(data: bytes) -> str:
    """The page in which the most bytes are letters of one language."""
    return max(ENCODINGS, key=lambda encoding: fit(data.decode(encoding, "replace")))


def fit(text: str) -> int:
    """How many of the characters outside ASCII fit the language that they fit best."""
    strange = Counter(sign for sign in text.replace("İ", "i").lower() if sign > "\x7f")
    return max(
        sum(count for sign, count in strange.items() if sign in alphabet or sign in PUNCTUATION)
        for alphabet in ALPHABETS
    )
