"""The static files, read once: joined, compressed, and named after their content."""

import gzip
import re
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

STATIC = Path(__file__).parents[2] / "static"
# Comments and indentation of our own files: a sixth of what a first visit would wait for.
FOR_PEOPLE = re.compile(rb"/\*.*?\*/|^\s*//[^\n]*$|^\s+", re.DOTALL | re.MULTILINE)
MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
IN_A_SHEET = re.compile(rb'(?<=url\(")[\w.-]+(?="\))')


class Asset(msgspec.Struct, frozen=True):
    """A file as it is served: `name` bears a hash of `body`, `compressed` is its gzip.

    A typeface has none: it is compressed as it comes.
    """

    name: str
    media_type: str
    body: bytes
    compressed: bytes | None

    @classmethod
    def of(cls, name: str, body: bytes) -> "Asset":
        stem, dot, suffix = name.rpartition(".")
        fingerprint = sha256(body).hexdigest()[:12]
        return cls(
            name=f"{stem}.{fingerprint}{dot}{suffix}",
            media_type=MEDIA_TYPES[dot + suffix],
            body=body,
            compressed=None if suffix == "woff2" else gzip.compress(body, 9, mtime=0),
        )


@cache
def assets() -> dict[str, Asset]:
    """Every static file by its plain name.

    Our stylesheets are two, one of every page and one more of the pages of a session, so that a
    first visit is light; and so are our scripts. What others wrote is served as it came.
    """
    files = [*STATIC.iterdir(), *(STATIC / "fonts").iterdir()]
    served = {
        file.name: Asset.of(file.name, file.read_bytes())
        for file in files
        if file.suffix in MEDIA_TYPES
    }
    named: Callable[[re.Match[bytes]], bytes] = lambda url: served[url[0].decode()].name.encode()  # noqa: E731
    ours = {}
    for name, folder in (("rehearse", ""), ("session", "session")):
        ours[f"{name}.css"] = IN_A_SHEET.sub(named, joined(contents("css", folder)))
        scripts = map(in_a_block, contents("js", folder))
        ours[f"{name}.js"] = b'"use strict";\n' + joined(scripts)
    return served | {name: Asset.of(name, body) for name, body in ours.items()}


def contents(kind: str, folder: str) -> list[bytes]:
    """Our own files of one kind in a folder below that kind's, in the order of their names."""
    return [file.read_bytes() for file in sorted((STATIC / kind / folder).glob(f"*.{kind}"))]


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
