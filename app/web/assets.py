"""The static files, read once: joined, compressed, and named after their content."""

import gzip
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

STATIC = Path(__file__).parents[2] / "static"
# Comments and indentation of our own files: a sixth of what a first visit would wait for.
FOR_PEOPLE = re.compile(rb"/\*.*?\*/|^\s*//[^\n]*$|^\s+", re.DOTALL | re.MULTILINE)
OURS = "app.js"  # what others wrote is served as it came
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Asset(msgspec.Struct, frozen=True):
    """A file as it is served: `name` bears a hash of `body`, `compressed` is its gzip."""

    name: str
    media_type: str
    body: bytes
    compressed: bytes

    @classmethod
    def of(cls, name: str, body: bytes) -> "Asset":
        stem, dot, suffix = name.rpartition(".")
        fingerprint = sha256(body).hexdigest()[:12]
        return cls(
            name=f"{stem}.{fingerprint}{dot}{suffix}",
            media_type=MEDIA_TYPES[dot + suffix],
            body=body,
            compressed=gzip.compress(body, 9, mtime=0),
        )


@cache
def assets() -> dict[str, Asset]:
    """Every static file by its plain name; the stylesheets are one, `rehearse.css`."""
    sheets = sorted((STATIC / "css").glob("*.css"), key=lambda sheet: sheet.name)
    joined = b"\n".join(sheet.read_bytes() for sheet in sheets)
    found = {"rehearse.css": Asset.of("rehearse.css", FOR_PEOPLE.sub(b"", joined))}
    for file in STATIC.iterdir():
        if file.suffix in MEDIA_TYPES:
            body = file.read_bytes()
            is_ours = file.name == OURS
            found[file.name] = Asset.of(file.name, FOR_PEOPLE.sub(b"", body) if is_ours else body)
    return found


@cache
def assets_by_served_name() -> dict[str, Asset]:
    """The same files by the names that bear their hashes."""
    return {asset.name: asset for asset in assets().values()}


def asset_url(name: str) -> str:
    """Where a static file is served, by its plain name.

    Raises:
        KeyError: there is no such file.
    """
    return f"/static/{assets()[name].name}"
