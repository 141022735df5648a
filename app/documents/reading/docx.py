"""DOCX to text: paragraphs, tables, text boxes, content controls, headers and notes, in order.

Deleted text, the readings above Japanese words and a text box's second copy are left out; text
that Word hides is not, so that a person sees what the file says.
"""

from collections.abc import Mapping

from app.documents.reading import xml
from app.documents.reading.archive import Archive
from app.documents.reading.flow import Flow
from app.documents.reading.package import main_part, relations

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # strict OOXML
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}

BEFORE = ("header",)  # the kinds of parts that are read before the main one, and after it
AFTER = ("footnotes", "endnotes", "footer")

WRITTEN = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-"}
TEXT = ("w:t", "m:t")
BESIDE = ("w:txbxContent",)
IGNORED = (  # deleted text, readings above words, and properties, where `w:tab` is a tab stop
    "w:del",
    "w:moveFrom",
    "w:rt",
    "w:pPr",
    "w:rPr",
    "w:sdtPr",
    "w:sectPr",
    "w:tblPr",
)


def read(data: bytes) -> str:
    """The text of a DOCX file.

    Raises:
        CorruptedError, EncryptedError, ResourceLimitError: see `archive.py` and `xml.py`.
    """
    archive = Archive(data)
    main = main_part(archive)
    belongings = [part for part in relations(archive, main) if part.target in archive]
    before, after = (
        [part.target for kind in kinds for part in belongings if part.kind == kind]
        for kinds in (BEFORE, AFTER)
    )
    texts = [part_text(archive, part) for part in [*before, main, *after]]
    return "\n".join(dict.fromkeys(texts))  # first and other pages mostly have the same header


def part_text(archive: Archive, part: str) -> str:
    body = Body()
    xml.parse(archive.chunks(part), PREFIXES, body)
    return body.flow.text()


class Body(xml.Handler):
    """Takes the elements of one part and writes what they say."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._is_text = False
        self._ignored_depth = 0
        self._alternatives: list[int] = []  # how much was written before each of them

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._ignored_depth or self._is_ignored(name):
            self._ignored_depth += 1
        elif name in TEXT:
            self._is_text = True
        elif name in WRITTEN:
            self.flow.write(WRITTEN[name])
        elif name == "w:sym":
            self.flow.write(symbol(attributes.get("char", "")))
        elif name in ("w:tr", "w:tc", *BESIDE):
            self.flow.begin()
        elif name == "mc:AlternateContent":
            self._alternatives.append(self.flow.length)

    def end(self, name: str) -> None:
        if self._ignored_depth:
            self._ignored_depth -= 1
        elif name in TEXT:
            self._is_text = False
        elif name == "w:p":
            self.flow.end_line()
        elif name == "w:tr":
            self.flow.end_row()
        elif name == "w:tc":
            self.flow.end_cell()
        elif name in BESIDE:
            self.flow.end_aside()
        elif name == "mc:AlternateContent":
            self._alternatives.pop()

    def text(self, text: str) -> None:
        if self._is_text and not self._ignored_depth:
            self.flow.write(text)

    def _is_ignored(self, name: str) -> bool:
        """A fallback says again what the choice before it said, unless that was nothing."""
        if name == "mc:Fallback" and self._alternatives:
            return self.flow.length > self._alternatives[-1]
        return name in IGNORED


def symbol(code: str) -> str:
    """The character of a symbol font, by its hexadecimal code."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
