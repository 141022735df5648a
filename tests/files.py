"""Small files made for a test, so that the test shows what is special about each of them."""

import re
import zipfile
import zlib
from functools import cache
from io import BytesIO

LONG = "Ten years of bridges, tunnels and stations, all of them built on time and on budget."

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(
    body: str = "",
    *,
    main: str = "word/document.xml",
    target: str = "word/document.xml",
    main_type: str = WORD_TYPE,
    namespace: str = W,
    belongings: dict[str, str] | None = None,
    parts: dict[str, str | bytes | None] | None = None,
) -> bytes:
    """A DOCX file with this body (`w:` is its prefix).

    `belongings` are the parts beside the main one: "header" to the XML of a header. `parts` replace
    or, where None, leave out any part.
    """
    related = belongings or {}
    made: dict[str, str | bytes | None] = {
        "[Content_Types].xml": content_types("/" + main, main_type),
        "_rels/.rels": relations({"officeDocument": target}),
        main: word(f"<w:document><w:body>{body}</w:body></w:document>", namespace),
        "word/_rels/document.xml.rels": relations({kind: f"{kind}.xml" for kind in related}),
        **{f"word/{kind}.xml": word(content, namespace) for kind, content in related.items()},
        **(parts or {}),
    }
    return zipped({name: content for name, content in made.items() if content is not None})


def content_types(part: str, content_type: str) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="text/xml"/>'
        f'<Override PartName="{part}" ContentType="{content_type}"/></Types>'
    )


def relations(targets: dict[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def word(xml: str, namespace: str = W) -> str:
    """XML of a Word part, its namespaces declared in the first element."""
    return xml.replace(">", f' xmlns:w="{namespace}" xmlns:mc="{MC}">', 1)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: list[str]) -> str:
    """A Word table; each cell is the XML in it."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def odt(body: str = "", *, mimetype: str = ODT_TYPE, **parts: str) -> bytes:
    """An ODT file with this body (`text:`, `table:`, `draw:` are its prefixes)."""
    content = odf(
        "office:document-content", f"<office:body><office:text>{body}</office:text></office:body>"
    )
    return zipped({"mimetype": mimetype, "content.xml": content, **parts})


def odf(root: str, content: str) -> str:
    """XML of an OpenDocument part."""
    names = {"office": "office", "text": "text", "table": "table", "style": "style"}
    names |= {"draw": "drawing", "manifest": "manifest"}
    declared = "".join(f' xmlns:{ours}="{OASIS}:{name}:1.0"' for ours, name in names.items())
    return f"<{root}{declared}>{content}</{root}>"


def pdf(*pages: list[str]) -> bytes:
    """A PDF with these lines on its pages, in Helvetica."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj T* " for line in lines)
        stream = f"BT /F 11 Tf 14 TL 50 780 Td {shown}ET"
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    return assembled(objects)


def placed(*texts: tuple[float, float, str]) -> bytes:
    """A PDF page with each text at its place, in points from the lower left, in this order.

    A text is in 11 points unless it says otherwise: "(Jane) 6", and "(Jane) 8 up" or "(Jane) 8
    down", which run along the page.
    """
    return page_of("".join(shown(*text) for text in texts))


DIRECTIONS = {"": "1 0 0 1", "up": "0 1 -1 0", "down": "0 -1 1 0"}


def shown(x: float, y: float, text: str) -> str:
    own = re.fullmatch(r"\((.*)\) ([\d.]+) ?(\w*)", text)
    said, points, direction = own.groups() if own else (text, "11", "")
    return f"BT /F {points} Tf {DIRECTIONS[direction]} {x} {y} Tm ({said}) Tj ET\n"


def page_of(
    stream: str,
    page: str = "",
    *,
    font: str = "/BaseFont/Helvetica/Encoding/WinAnsiEncoding",
    catalog: str = "",
    more: tuple[str, ...] = (),
) -> bytes:
    """A PDF of one page with this content, and what its page, its font and its catalog say.

    `more` are objects from number 6 on.
    """
    return assembled(
        [
            f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>"
            f"/Contents 5 0 R{page}>>",
            f"<</Type/Font/Subtype/Type1{font}>>",
            f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
            *more,
        ]
    )


@cache
def maze() -> bytes:
    """A PDF that takes minutes to read: each of its 50 pages draws ten million times nothing."""
    kids = " ".join(f"{4 + number} 0 R" for number in range(50))
    stream = zlib.compress(b"q Q " * 5_000_000, 1).decode("latin-1")
    return assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count 50/MediaBox[0 0 595 842]>>",
            f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n{stream}\nendstream",
            *["<</Type/Page/Parent 2 0 R/Contents 3 0 R>>"] * 50,
        ]
    )


def assembled(objects: list[str]) -> bytes:
    file = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(file))
        file += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        f"{file}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF\n"
    ).encode("latin-1")
