"""What is read of a DOCX file, and in which order."""

from base64 import b64encode

import pytest

from app.documents.reading import docx as reader
from app.documents.reading.outcomes import CorruptedError, ResourceLimitError
from tests.files import STRICT_W, docx, paragraph, relations, table, word


def lines(data: bytes) -> list[str]:
    return [line for line in reader.read(data).split("\n") if line]


def run(xml: str) -> str:
    return f"<w:p><w:r>{xml}</w:r></w:p>"


def test_paragraphs_are_lines() -> None:
    assert lines(docx(paragraph("Jane Doe") + paragraph("Engineer"))) == ["Jane Doe", "Engineer"]


def test_strict_ooxml_is_read() -> None:
    assert lines(docx(paragraph("Jane Doe"), namespace=STRICT_W)) == ["Jane Doe"]


@pytest.mark.parametrize("target", ["docs/cv.xml", "/docs/cv.xml", "./docs/../docs/CV.xml"])
def test_the_main_part_is_found_under_any_name(target: str) -> None:
    assert lines(docx(paragraph("Jane Doe"), main="docs/cv.xml", target=target)) == ["Jane Doe"]


def test_without_relations_the_usual_name_serves() -> None:
    assert lines(docx(paragraph("Jane Doe"), parts={"_rels/.rels": None})) == ["Jane Doe"]


def test_a_missing_main_part_is_damage() -> None:
    with pytest.raises(CorruptedError):
        reader.read(docx(parts={"word/document.xml": None}))


def test_the_prefix_of_the_namespace_is_the_files_own_choice() -> None:
    body = word(f"<w:document>{paragraph('Jane Doe')}</w:document>").replace("w:", "any:")
    body = body.replace("xmlns:w=", "xmlns:any=")
    assert lines(docx(parts={"word/document.xml": body})) == ["Jane Doe"]


def test_breaks_tabs_and_hyphens_are_written_and_tab_stops_are_not() -> None:
    stops = "<w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs></w:pPr>"
    text = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
    assert reader.read(docx(f"<w:p>{stops}<w:r>{text}</w:r></w:p>")) == "a\tb\nc-d\n"


def test_a_symbol_is_its_character() -> None:
    assert lines(docx(run("<w:sym w:font='Symbol' w:char='F0B7'/><w:t>SQL</w:t>"))) == ["\uf0b7SQL"]


def test_a_row_is_one_line_where_each_cell_is_one() -> None:
    body = table(
        [paragraph("2018-2024"), paragraph("Norrsken Labs")],
        [paragraph("2014-2018"), paragraph("Uppsala") + paragraph("Thesis on tides")],
        [paragraph(""), paragraph("")],
    )
    assert lines(docx(body)) == [
        "2018-2024\tNorrsken Labs",
        "2014-2018",
        "Uppsala",
        "Thesis on tides",
    ]


def test_a_table_in_a_table_is_read_where_it_stands() -> None:
    inner = table([paragraph("Go"), paragraph("Rust")])
    body = table([paragraph("Skills"), paragraph("Languages:") + inner + paragraph("and SQL")])
    assert lines(docx(body)) == ["Skills", "Languages:", "Go\tRust", "and SQL"]


def test_content_controls_and_insertions_are_read_and_deletions_are_not() -> None:
    body = (
        f"<w:sdt><w:sdtPr><w:t>no text</w:t></w:sdtPr><w:sdtContent>{paragraph('Jane')}"
        "</w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>principal</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>senior</w:delText><w:t>senior</w:t></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>elsewhere</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> engineer</w:t></w:r></w:moveTo></w:p>"
    )
    assert lines(docx(body)) == ["Jane", "principal engineer"]


def test_a_text_box_is_printed_once_and_tears_no_line_apart() -> None:
    box = f"<w:txbxContent>{paragraph('jane@example.com')}</w:txbxContent>"
    alternatives = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    body = (
        f"<w:p><w:r><w:t>Jane </w:t></w:r><w:r>{alternatives}</w:r><w:r><w:t>Doe</w:t></w:r></w:p>"
    )
    assert lines(docx(body)) == ["Jane Doe", "jane@example.com"]


def test_a_fallback_is_read_where_the_choice_says_nothing() -> None:
    box = f"<w:txbxContent>{paragraph('jane@example.com')}</w:txbxContent>"
    body = run(
        "<mc:AlternateContent><mc:Choice Requires='ink'/>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(docx(body)) == ["jane@example.com"]


def test_headers_come_first_and_notes_and_footers_last() -> None:
    belongings = {
        "footer": f"<w:ftr>{paragraph('Page of Jane')}</w:ftr>",
        "footnotes": f"<w:footnotes><w:footnote>{paragraph('a note')}</w:footnote></w:footnotes>",
        "header": f"<w:hdr>{paragraph('Jane Doe')}</w:hdr>",
        "comments": f"<w:comments><w:comment>{paragraph('not for you')}</w:comment></w:comments>",
    }
    read = lines(docx(paragraph("Engineer"), belongings=belongings))
    assert read == ["Jane Doe", "Engineer", "a note", "Page of Jane"]


def test_the_same_header_on_other_pages_is_read_once() -> None:
    header = word(f"<w:hdr>{paragraph('Jane Doe')}</w:hdr>")
    data = docx(
        paragraph("Engineer"),
        belongings={"header": f"<w:hdr>{paragraph('Jane Doe')}</w:hdr>"},
        parts={
            "word/_rels/document.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="a" Type="x/header" Target="header.xml"/>'
                '<Relationship Id="b" Type="x/header" Target="/word/header2.xml"/>'
                '<Relationship Id="c" Type="x/hyperlink" Target="http://a" TargetMode="External"/>'
                "</Relationships>"
            ),
            "word/header2.xml": header,
        },
    )
    assert lines(data) == ["Jane Doe", "Engineer"]


def test_a_header_that_is_named_and_missing_is_no_damage() -> None:
    data = docx(
        paragraph("Jane"), belongings={"header": "<w:hdr/>"}, parts={"word/header.xml": None}
    )
    assert lines(data) == ["Jane"]


def test_the_reading_above_a_japanese_word_does_not_split_it() -> None:
    ruby = (
        "<w:ruby><w:rt><w:r><w:t>さとう</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>佐藤</w:t></w:r></w:rubyBase></w:ruby>"
    )
    assert lines(docx(run(ruby + "<w:t> 花子</w:t>"))) == ["佐藤 花子"]


def test_codes_of_fields_are_not_text_and_their_results_are() -> None:
    field = "<w:instrText>HYPERLINK mailto:x</w:instrText><w:t>jane@example.com</w:t>"
    assert lines(docx(run(field))) == ["jane@example.com"]


def test_a_row_outside_a_table_does_no_harm() -> None:
    assert lines(docx(f"<w:tc>{paragraph('lost cell')}</w:tc>")) == ["lost cell"]


def test_a_part_of_two_parts_with_one_broken_is_damage() -> None:
    with pytest.raises(CorruptedError):
        reader.read(docx(paragraph("Jane"), belongings={"header": "<w:hdr><w:p></w:hdr>"}))


def with_part(body: str, kind: str, content: str | bytes, name: str = "part.xml") -> bytes:
    """A DOCX whose main part names another one "r0"."""
    named = relations({kind: name})
    return docx(body, parts={f"word/{name}": content, "word/_rels/document.xml.rels": named})


CHUNK = "<w:altChunk id='r0'/>"
PAGE = "<html><head><title>No</title></head><body><p>Jane&nbsp;Doe</p><ul><li>Foreman</ul>"
MAIL = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    f"{b64encode(PAGE.encode()).decode()}\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        MAIL,
        r"{\rtf1 Jane Doe\par Foreman}",
        "Jane Doe\nForeman",
        docx(paragraph("Jane Doe") + paragraph("Foreman")),
    ],
    ids=["HTML", "MHTML", "RTF", "text", "DOCX"],
)
def test_an_embedded_document_is_read_where_it_stands(content: str | bytes) -> None:
    data = with_part(paragraph("CV") + CHUNK + paragraph("The end"), "aFChunk", content, "chunk")
    assert [line.strip() for line in lines(data)] == ["CV", "Jane Doe", "Foreman", "The end"]


def test_an_embedded_document_that_is_missing_leaves_the_rest() -> None:
    assert lines(docx(paragraph("Jane") + CHUNK)) == ["Jane"]


def test_of_a_document_in_a_document_in_a_document_two_are_read() -> None:
    innermost = with_part(paragraph("three") + CHUNK, "aFChunk", docx(paragraph("four")), "c")
    inner = with_part(paragraph("two") + CHUNK, "aFChunk", innermost, "b")
    assert lines(with_part(paragraph("one") + CHUNK, "aFChunk", inner, "a")) == ["one", "two"]


def test_what_documents_inside_a_document_unpack_to_counts_as_its_own() -> None:
    large = paragraph("x" * 15 * 1024 * 1024)
    inner = docx(large, belongings={"header": f"<w:hdr>{large}</w:hdr>"})
    assert reader.read(inner)
    with pytest.raises(ResourceLimitError):
        reader.read(with_part(large + CHUNK, "aFChunk", inner, "chunk"))


def test_what_is_embedded_is_read_once_however_often_it_is_named() -> None:
    assert lines(with_part(CHUNK * 10_000, "aFChunk", PAGE, "chunk")) == ["Jane Doe", "Foreman"]


A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def test_the_shapes_of_a_diagram_are_lines_after_the_line_that_it_stands_in() -> None:
    shapes = "".join(
        f"<d:pt><d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>"
        for text in ("Check", "Repair")
    )
    diagram = f"<d:dataModel xmlns:d='{DGM}' xmlns:a='{A}'>{shapes}</d:dataModel>"
    body = f"<w:p><w:r><w:t>My </w:t><d:relIds xmlns:d='{DGM}' dm='r0'/><w:t>work</w:t></w:r></w:p>"
    assert lines(with_part(body, "diagramData", diagram)) == ["My work", "Check", "Repair"]


def test_drawn_words_are_read_and_watermarks_are_not() -> None:
    drawn = (
        "<w:pict xmlns:v='urn:schemas-microsoft-com:vml'><v:shape id='{}'>"
        "<v:textpath string='{}'/></v:shape></w:pict>"
    )
    body = run(drawn.format("PowerPlusWaterMarkObject1", "DRAFT") + drawn.format("s1", "JANE DOE"))
    assert lines(docx(body + paragraph("Engineer"))) == ["JANE DOE", "Engineer"]


@pytest.mark.parametrize(
    ("numbers", "chosen"),
    [
        ("<w:result w:val='2'/>", "native"),
        ("<w:default w:val='1'/>", "fluent"),
        ("<w:result w:val='2'/><w:default w:val='1'/>", "native"),
        ("", "basic"),
        ("<w:result w:val='3'/>", ""),
        ("<w:result w:val='-1'/>", "basic"),
        (f"<w:result w:val='{'9' * 5000}'/>", "basic"),
    ],
)
def test_the_chosen_entry_of_a_drop_down_is_read(numbers: str, chosen: str) -> None:
    entries = "".join(f"<w:listEntry w:val='{entry}'/>" for entry in ("basic", "fluent", "native"))
    field = f"<w:fldChar><w:ffData><w:ddList>{numbers}{entries}</w:ddList></w:ffData></w:fldChar>"
    assert lines(docx(run(f"<w:t>English: </w:t>{field}"))) == [f"English: {chosen}"]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next(mark: str) -> None:
    joined = (
        f"<w:p><w:pPr><w:rPr><w:{mark}/></w:rPr></w:pPr><w:r><w:t>Led the </w:t></w:r></w:p>"
        "<w:p><w:pPr><w:pPrChange><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:pPrChange></w:pPr>"
        "<w:r><w:t>crew</w:t></w:r></w:p>"
    )
    assert lines(docx(joined + paragraph("Next"))) == ["Led the crew", "Next"]
