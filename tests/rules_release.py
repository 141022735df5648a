"""Which rules were released last: their version, and a digest of all that decides what they say.

`make rules-released` writes it down when a version is released, or when a change of the code left
what the rules say as it was.
"""

from hashlib import sha256
from pathlib import Path

import msgspec

from app.interviewer.rules.engine import VERSION

ROOT = Path(__file__).parents[1]
RULES = ROOT / "app" / "interviewer"
FILE = Path(__file__).parent / "rules_release.json"


class Release(msgspec.Struct, frozen=True):
    """A version of the rules, and the digest of their code and lexicon."""

    version: str
    digest: str


def current() -> Release:
    digest = sha256()
    for path in sorted(RULES.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.relative_to(RULES).as_posix().encode() + b"\0" + path.read_bytes())
    return Release(VERSION, digest.hexdigest())


def released() -> Release:
    return msgspec.json.decode(FILE.read_bytes(), type=Release)


if __name__ == "__main__":
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(current()), indent=2) + b"\n")
