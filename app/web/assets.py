"""The static files, read once: joined, compressed, and named after their content."""

import gzip
import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

STATIC = Path(__file__).parents[2] / "static"
# Comments and indentation of our own files: a sixth of what a first visit would wait for.
FOR_PEOPLE = re.compile(rb"/\*.*?\*/|^\s*//[^\n]*$|^\s+", re.DOTALL | re.MULTILINE)
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
    """Every static file by its plain name; our stylesheets are one, and so are our scripts.

    What others wrote is served as it came.
    """
    served = [file for file in STATIC.iterdir() if file.suffix in MEDIA_TYPES]
    bodies = {file.name: file.read_bytes() for file in served}
    bodies["rehearse.css"] = joined(contents("css"))
    bodies["rehearse.js"] = b'"use strict";\n' + joined(map(in_a_block, contents("js")))
    return {name: Asset.of(name, body) for name, body in bodies.items()}


def contents(kind: str) -> list[bytes]:
    """Our own files of one kind, in the order of their names."""
    return [file.read_bytes() for file in sorted((STATIC / kind).glob(f"*.{kind}"))]


def in_a_block(script: bytes) -> bytes:
    """The script with its names for itself: strict, a block keeps its functions too."""
    return b"{\n" + script + b"}"


def joined(files: Iterable[bytes]) -> bytes:
    """The files as one, without what stands in them for people."""
    return FOR_PEOPLE.sub(b"", b"\n".join(files))


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
