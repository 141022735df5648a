"""What is read of an ODT file, and in which order."""

import pytest

from app.documents.reading import odt as reader
from app.documents.reading.outcomes import CorruptedError, EncryptedError
from tests.files import odf, odt


def lines(data: bytes) -> list[str]:
    return [line for line in reader.read(data).split("\n") if line]


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_headings_stand_where_they_are() -> None:
    body = f"{p('Jane Doe')}<text:h>Experience</text:h>{p('Engineer')}"
    assert lines(odt(body)) == ["Jane Doe", "Experience", "Engineer"]


def test_white_space_is_folded_and_its_elements_are_written() -> None:
    body = p(
        "Jane\n     Doe<text:tab/>Oslo<text:line-break/>Born<text:s text:c='3'/>1980<text:s/>!"
    )
    assert lines(odt(body)) == ["Jane Doe\tOslo", "Born   1980 !"]


@pytest.mark.parametrize("count", ["2000000000", "-1", "many", "²"])
def test_a_count_of_spaces_is_not_believed(count: str) -> None:
    assert len(reader.read(odt(p(f"a<text:s text:c='{count}'/>b")))) < 120


def test_text_between_elements_is_only_layout() -> None:
    assert reader.read(odt(f"\n   {p('Jane')}\n   ")).strip("\n") == "Jane"


def test_lists_and_tables_are_read() -> None:
    items = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in ("Go", "Rust"))
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("2020", "Oslo"))
    body = (
        f"<text:list>{items}</text:list>"
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    )
    assert lines(odt(body)) == ["Go", "Rust", "2020\tOslo"]


def test_a_frame_and_a_note_tear_no_line_apart() -> None:
    box = f"<draw:frame><draw:text-box>{p('jane@example.com')}</draw:text-box></draw:frame>"
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('with honours')}</text:note-body></text:note>"
    )
    read = lines(odt(p(f"Jane {box}Doe, MSc{note}, Oslo")))
    assert read == ["Jane Doe, MSc, Oslo", "jane@example.com", "with honours"]


def test_deleted_text_and_comments_are_left_out() -> None:
    deleted = f"<text:changed-region>{p('fired')}</text:changed-region>"
    comment = f"<office:annotation>{p('check')}</office:annotation>"
    body = f"<text:tracked-changes>{deleted}</text:tracked-changes>{p('Jane' + comment)}"
    assert lines(odt(body)) == ["Jane"]


def test_a_header_is_read_first() -> None:
    styles = odf("office:document-styles", f"<style:header>{p('Jane Doe')}</style:header>")
    assert lines(odt(p("Engineer"), **{"styles.xml": styles})) == ["Jane Doe", "Engineer"]


def test_a_manifest_of_an_old_editor_may_name_its_definition() -> None:
    manifest = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD" "Manifest.dtd">'
    manifest += odf("manifest:manifest", "<manifest:file-entry/>")
    data = odt(p("Jane"), **{"META-INF/manifest.xml": manifest})
    assert reader.read(data).strip() == "Jane"


def test_a_password_is_told_as_such() -> None:
    manifest = odf("manifest:manifest", "<manifest:encryption-data/>")
    with pytest.raises(EncryptedError):
        reader.read(odt(p("Jane"), **{"META-INF/manifest.xml": manifest}))


@pytest.mark.parametrize("content", ["", "<a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"])
def test_broken_content_is_damage(content: str) -> None:
    with pytest.raises(CorruptedError):
        reader.read(odt(**{"content.xml": content}))
