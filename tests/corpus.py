"""The CVs that tests and bench read, good and hostile, with what is expected of each."""

from pathlib import Path

import msgspec

HERE = Path(__file__).parent
FOLDERS = (HERE / "cv-corpus", HERE / "cv-more")
FIELD = HERE / "cv-field"  # a thing each that readers fail on, and no whole CVs: not for the bench


class Bad(msgspec.Struct, frozen=True):
    """The outcomes that are right for a file, joined by `|`, and what is wrong with it."""

    outcome: str
    note: str


class Expected(msgspec.Struct, frozen=True):
    """What `expected.json` says: strings that a good file's text holds; outcomes of bad files."""

    good: dict[str, list[str]]
    bad: dict[str, Bad]


def expected(folder: Path) -> Expected:
    return msgspec.json.decode((folder / "expected.json").read_bytes(), type=Expected)


GOOD = {folder / name: texts for folder in FOLDERS for name, texts in expected(folder).good.items()}
BAD = {folder / name: bad for folder in FOLDERS for name, bad in expected(folder).bad.items()}
FIELD_GOOD = {FIELD / name: texts for name, texts in expected(FIELD).good.items()}
FIELD_BAD = {FIELD / name: bad for name, bad in expected(FIELD).bad.items()}


def folded(text: str) -> str:
    """White space is folded before a text is compared."""
    return " ".join(text.split())


def found(strings: list[str], text: str) -> list[str]:
    """Which of the strings the text holds."""
    return [string for string in strings if folded(string) in folded(text)]
