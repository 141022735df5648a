"""XML that does harm is refused before it does any."""

from collections.abc import Mapping

import pytest

from app.documents.reading import xml
from app.documents.reading.outcomes import CorruptedError


class Told(xml.Handler):
    """Keeps what it is told, one string."""

    def __init__(self) -> None:
        self.all = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.all += f"<{name}{''.join(f' {key}={attributes[key]}' for key in attributes)}>"

    def end(self, name: str) -> None:
        self.all += f"</{name}>"

    def text(self, text: str) -> None:
        self.all += text


def told(document: bytes) -> str:
    handler = Told()
    xml.parse([document], {"urn:a": "a"}, handler)
    return handler.all


def test_names_come_with_our_prefix_whatever_the_file_calls_it() -> None:
    document = b'<x:p xmlns:x="urn:a" x:c="1"><q>hi</q></x:p>'
    assert told(document) == "<a:p c=1><:q>hi</:q></a:p>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?><p>Zoë</p>'
    assert told(document.encode(encoding)) == "<:p>Zoë</:p>"


@pytest.mark.parametrize(
    "document",
    [
        b"<!DOCTYPE p []><p/>",
        b'<!DOCTYPE p SYSTEM "p.dtd" [<!ENTITY % a SYSTEM "a.dtd"> %a;]><p/>',
        b'<!DOCTYPE p SYSTEM "file:///etc/passwd"><p>&a;</p>',
        b'<!DOCTYPE p [<!ENTITY a "b">]><p>&a;</p>',
        b'<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>',
        b'<?xml version="1.0" encoding="klingon"?><p/>',
        b'<?xml version="1.0" encoding="utf-7"?><p/>',
        b"<p><q></p>",
        b"<p>",
        b"",
        b"<p>\xff\xfe</p>",
    ],
)
def test_entities_an_unknown_encoding_and_bad_form_are_damage(document: bytes) -> None:
    with pytest.raises(CorruptedError):
        told(document)


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE p>",
        '<!DOCTYPE p PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">',
        '<!DOCTYPE p SYSTEM "http://127.0.0.1/p.dtd">',
    ],
)
def test_a_doctype_that_declares_nothing_does_no_harm(doctype: str) -> None:
    assert told(f"{doctype}<p>Jane &amp; Zo\xeb</p>".encode()) == "<:p>Jane & Zoë</:p>"


def test_elements_nest_256_deep_and_no_deeper() -> None:
    assert told(b"<p>" * 256 + b"</p>" * 256)
    with pytest.raises(CorruptedError):
        told(b"<p>" * 257 + b"</p>" * 257)
