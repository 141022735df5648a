"""One document's bytes to its text: looks what it is, lets its reader read it, tidies the text."""

from collections.abc import Callable

from app.documents.reading import docx, odt, pdf, plain, rtf
from app.documents.reading.sniff import Kind, kind_of
from app.documents.reading.tidy import kept

READERS: dict[Kind, Callable[[bytes], str]] = {
    "pdf": pdf.read,
    "docx": docx.read,
    "odt": odt.read,
    "rtf": rtf.read,
    "plain": plain.read,
}


def read(data: bytes) -> str:
    """The text of a file, tidied. To be called only where a crash harms nobody: see `worker.py`.

    Raises:
        An outcome of `outcomes.py`.
    """
    return kept(READERS[kind_of(data)](data))
