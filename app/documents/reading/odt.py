"""ODT to text: headings, paragraphs, lists, tables, frames and notes, in order, headers first.

Deleted text, comments and the readings above Japanese words are left out.
"""

import re
from collections.abc import Mapping

from app.documents.reading import xml
from app.documents.reading.archive import Archive
from app.documents.reading.flow import Flow
from app.documents.reading.outcomes import CorruptedError, EncryptedError

MAX_SPACES = 100  # of one `text:s`: its count may say two billion
WHITE_SPACE = re.compile(r"[ \t\r\n]+")  # a run of it is one space in ODF

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    OASIS + "office:1.0": "office",
    OASIS + "text:1.0": "text",
    OASIS + "table:1.0": "table",
    OASIS + "drawing:1.0": "draw",
    OASIS + "style:1.0": "style",
    OASIS + "svg-compatible:1.0": "svg",
    OASIS + "manifest:1.0": "manifest",
}

LINES = ("text:p", "text:h")
CELLS = ("table:table-cell", "table:covered-table-cell")
BESIDE = ("draw:text-box", "text:note-body")
IGNORED = (
    "office:annotation",
    "office:binary-data",
    "svg:desc",
    "svg:title",
    "text:note-citation",
    "text:ruby-text",
    "text:tracked-changes",
)


def read(data: bytes) -> str:
    """The text of an ODT file.

    Raises:
        EncryptedError: it is protected by a password.
        CorruptedError, ResourceLimitError: see `archive.py` and `xml.py`.
    """
    archive = Archive(data)
    if is_encrypted(archive):
        raise EncryptedError
    if "content.xml" not in archive:
        raise CorruptedError
    return "\n".join(part_text(archive, part) for part in ("styles.xml", "content.xml"))


def is_encrypted(archive: Archive) -> bool:
    """Whether the package's manifest says that a part is encrypted."""
    manifest = Manifest()
    if "META-INF/manifest.xml" in archive:
        xml.parse(archive.chunks("META-INF/manifest.xml"), PREFIXES, manifest)
    return manifest.is_encrypted


def part_text(archive: Archive, part: str) -> str:
    """The text of a part: in `styles.xml`, only headers and footers have any."""
    body = OdtBody()
    if part in archive:
        xml.parse(archive.chunks(part), PREFIXES, body)
    return body.flow.text()


class Manifest(xml.Handler):
    """Takes the list of parts and notes whether one of them is encrypted."""

    def __init__(self) -> None:
        self.is_encrypted = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if name == "manifest:encryption-data":
            self.is_encrypted = True


class OdtBody(xml.Handler):
    """Takes the elements of one part and writes what its paragraphs say."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._line_depth = 0
        self._ignored_depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._ignored_depth or name in IGNORED:
            self._ignored_depth += 1
        elif name in LINES:
            self._line_depth += 1
        elif name == "table:table-row" or name in CELLS or name in BESIDE:
            self.flow.begin()
        elif name == "text:s":
            self.flow.write(" " * spaces(attributes.get("c", "1")))
        elif name == "text:tab":
            self.flow.write("\t")
        elif name == "text:line-break":
            self.flow.write("\n")

    def end(self, name: str) -> None:
        if self._ignored_depth:
            self._ignored_depth -= 1
        elif name in LINES:
            self._line_depth -= 1
            self.flow.end_line()
        elif name == "table:table-row":
            self.flow.end_row()
        elif name in CELLS:
            self.flow.end_cell()
        elif name in BESIDE:
            self.flow.end_aside()

    def text(self, text: str) -> None:
        if self._line_depth and not self._ignored_depth:
            self.flow.write(WHITE_SPACE.sub(" ", text))


def spaces(count: str) -> int:
    """How many spaces a `text:s` stands for."""
    return min(int(count), MAX_SPACES) if count.isdecimal() else 1
