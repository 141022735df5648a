"""DOCX to text: paragraphs, tables, text boxes, content controls, headers and notes, in order.

What it embeds to be shown in its place is read as well: documents of another format, diagrams,
drawn words. Deleted text, the readings above Japanese words and a text box's second copy are left
out; text that Word hides is not, so that a person sees what the file says.
"""

import re
from collections.abc import Callable, Mapping

from app.documents.reading import html, plain, rtf, xml
from app.documents.reading.archive import ZIP, Archive
from app.documents.reading.flow import Flow
from app.documents.reading.package import Relation, main_part, relations

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # strict OOXML
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "urn:schemas-microsoft-com:vml": "v",
}

BEFORE = ("header",)  # the kinds of parts that are read before the main one, and after it
AFTER = ("footnotes", "endnotes", "footer")

WRITTEN = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-"}
TEXT = ("w:t", "m:t")
HELD = {  # what is put together on its own, and how it ends
    "w:tr": Flow.end_row,
    "w:tc": Flow.end_cell,
    "w:txbxContent": Flow.end_aside,
}
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
MARK = ["w:pPr", "w:rPr"]  # what the properties of a paragraph's own mark stand in
DELETED = ("w:del", "w:moveFrom")
WATERMARK = "watermark"  # in the name that Word gives to the shape of one

CHOICES = ("w:ddList", "w:result", "w:default", "w:listEntry")
MAX_DIGITS = 6  # of an entry's number

HEAD_BYTES = 1024  # what tells the format of an embedded document
SPACE = b" \t\r\n\xef\xbb\xbf"  # and a byte order mark
MAIL = re.compile(rb"^(?:mime-version|content-type|from|date|message-id):", re.MULTILINE)

Embedded = Callable[[str], str]  # the text of what is embedded under a relation's name


def read(data: bytes) -> str:
    """The text of a DOCX file.

    Raises:
        CorruptedError, EncryptedError, ResourceLimitError: see `archive.py` and `xml.py`.
    """
    return package_text(Archive(data), is_embedded=False)


def package_text(archive: Archive, *, is_embedded: bool) -> str:
    main = main_part(archive)
    belongings = [part for part in relations(archive, main) if part.target in archive]
    before, after = (
        [part.target for kind in kinds for part in belongings if part.kind == kind]
        for kinds in (BEFORE, AFTER)
    )
    parts = [*before, main, *after]
    texts = [part_text(archive, part, is_embedded=is_embedded) for part in parts]
    return "\n".join(dict.fromkeys(texts))  # first and other pages mostly have the same header


def part_text(archive: Archive, part: str, *, is_embedded: bool) -> str:
    related = {relation.name: relation for relation in relations(archive, part)}

    def embedded(name: str) -> str:
        relation = related.pop(name, None)  # each once: a small file could name it without end
        if relation is None or relation.target not in archive:
            return ""
        return embedded_text(archive, relation, is_embedded=is_embedded)

    body = WordBody(embedded)
    xml.parse(archive.chunks(part), PREFIXES, body)
    return body.flow.text()


def embedded_text(archive: Archive, relation: Relation, *, is_embedded: bool) -> str:
    """The text of a diagram, or of a document of another format; the latter only once inside."""
    if relation.kind == "diagramData":
        diagram = Diagram()
        xml.parse(archive.chunks(relation.target), PREFIXES, diagram)
        return diagram.flow.text()
    if relation.kind != "aFChunk" or is_embedded:
        return ""
    data = b"".join(archive.chunks(relation.target))
    start = data[:HEAD_BYTES].lstrip(SPACE).lower()
    if data.startswith(ZIP):
        return package_text(archive.inside(data), is_embedded=True)
    if start.startswith(rb"{\rtf"):
        return rtf.read(data)
    if MAIL.search(start):
        return html.read_mail(data)
    return html.read(data) if b"<" in start else plain.read(data)


class Diagram(xml.Handler):
    """Takes the elements of a SmartArt diagram's data and writes what its shapes say."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._is_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        self._is_text = name == "a:t"
        if name == "a:br":
            self.flow.write("\n")

    def end(self, name: str) -> None:
        self._is_text = False
        if name == "a:p":
            self.flow.end_line()

    def text(self, text: str) -> None:
        if self._is_text:
            self.flow.write(text)


class WordBody(xml.Handler):
    """Takes the elements of one part and writes what they say."""

    def __init__(self, embedded: Embedded) -> None:
        self.flow = Flow()
        self._embedded = embedded
        self._is_text = False
        self._ignored: list[str] = []
        self._joins_next: list[bool] = []  # of each open paragraph: whether its mark is deleted
        self._alternatives: list[int] = []  # how much was written before each of them
        self._choices = DropDown()
        self._is_watermark = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._ignored or self._is_ignored(name):
            self._ignore(name)
        elif name in TEXT:
            self._is_text = True
        elif name in WRITTEN:
            self.flow.write(WRITTEN[name])
        elif name == "w:sym":
            self.flow.write(symbol(attributes.get("char", "")))
        elif name == "w:p":
            self._joins_next.append(False)
        elif name in HELD:
            self.flow.begin()
        elif name == "mc:AlternateContent":
            self._alternatives.append(self.flow.length)
        else:
            self._start_drawn(name, attributes)

    def _ignore(self, name: str) -> None:
        if name in DELETED and self._ignored == MARK and self._joins_next:
            self._joins_next[-1] = True
        self._ignored.append(name)

    def _start_drawn(self, name: str, attributes: Mapping[str, str]) -> None:
        """What is no text in the file and is shown as such."""
        said = attributes.get
        if name == "w:altChunk":
            self.flow.write(self._embedded(said("id", "")) + "\n")
        elif name == "dgm:relIds":
            self._write_aside(self._embedded(said("dm", "")))
        elif name == "v:shape":
            self._is_watermark = WATERMARK in said("id", "").casefold()
        elif name == "v:textpath" and not self._is_watermark:
            self._write_aside(said("string", ""))
        elif name in CHOICES:
            self._choices.take(name, said("val", ""))

    def _write_aside(self, text: str) -> None:
        self.flow.begin()
        self.flow.write(text + "\n")
        self.flow.end_aside()

    def end(self, name: str) -> None:
        if self._ignored:
            self._ignored.pop()
        elif name in TEXT:
            self._is_text = False
        elif name == "w:p":
            if not self._joins_next.pop():
                self.flow.end_line()
        elif name in HELD:
            HELD[name](self.flow)
        elif name == "mc:AlternateContent":
            self._alternatives.pop()
        elif name == "w:ddList":
            self.flow.write(self._choices.chosen())

    def text(self, text: str) -> None:
        if self._is_text and not self._ignored:
            self.flow.write(text)

    def _is_ignored(self, name: str) -> bool:
        """A fallback says again what the choice before it said, unless that was nothing."""
        if name == "mc:Fallback" and self._alternatives:
            return self.flow.length > self._alternatives[-1]
        return name in IGNORED


class DropDown:
    """The entries of a form's drop-down, and which of them is chosen."""

    def __init__(self) -> None:
        self._entries: list[str] = []
        self._numbers: dict[str, str] = {}

    def take(self, name: str, value: str) -> None:
        if name == "w:ddList":
            self._entries, self._numbers = [], {}
        elif name == "w:listEntry":
            self._entries.append(value)
        else:
            self._numbers[name] = value

    def chosen(self) -> str:
        """The chosen entry, else the one that the form begins with."""
        number = self._numbers.get("w:result", self._numbers.get("w:default", "0"))
        index = int(number) if number.isdecimal() and len(number) < MAX_DIGITS else 0
        return self._entries[index] if index < len(self._entries) else ""


def symbol(code: str) -> str:
    """The character of a symbol font, by its hexadecimal code."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
