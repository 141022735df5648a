"""One document to its text: looks what it is, lets its reader read it, tidies the text."""

from collections.abc import Callable

from app.documents.reading import docx, json_resume, odt, pdf, plain, rtf
from app.documents.reading.frames import DocumentText, ReadingTask
from app.documents.reading.headings import section_headings
from app.documents.reading.outcomes import JsonError
from app.documents.reading.sniff import Kind, kind_of
from app.documents.reading.tidy import tidy_document
from app.headings import headings_of

READERS: dict[Kind, Callable[[bytes], str]] = {
    "pdf": pdf.read,
    "docx": docx.read,
    "odt": odt.read,
    "rtf": rtf.read,
    "json": json_resume.read,
    "plain": plain.read,
}


def text_of(task: ReadingTask) -> DocumentText:
    """The text of a document, tidied. To be called only where a crash harms nobody: `child.py`.

    Raises:
        An outcome of `outcomes.py`.
    """
    text = pasted(task.data) if task.is_text else READERS[kind_of(task.data)](task.data)
    content = tidy_document(text, task.least, task.most)
    headings = section_headings(content, headings_of(task.kind))
    return DocumentText(content, len(content.split()), headings)


def pasted(data: bytes) -> str:
    """The text as it was pasted, or the CV in it where it is a JSON Resume.

    Half a character of UTF-16 is none, and is dropped as such.
    """
    text = data.decode("utf-8", "surrogatepass")
    try:
        return json_resume.cv_of(text)
    except JsonError:
        return text
