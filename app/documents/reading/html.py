"""HTML to text, where another document holds some: paragraphs, lists and tables, in order.

A page that is uploaded as such is no CV; see `sniff.py`.
"""

import re
from email.message import Message
from email.parser import BytesParser
from html.parser import HTMLParser

from app.documents.reading import plain
from app.documents.reading.flow import Flow

BLOCK = re.compile(  # a tag that begins and ends a line
    "address|article|aside|blockquote|body|center|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]"
    "|header|hr|html|li|main|nav|ol|p|pre|section|table|ul"
)
UNSHOWN = ("script", "style", "title", "template")
CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
HEAD_BYTES = 4096  # a browser looks no further for the charset than a quarter of them
WHITE_SPACE = re.compile(r"[ \t\r\n\xa0]+")


def read(data: bytes, charset: str = "") -> str:
    """The text of a page, in the charset that it names itself if none is given."""
    page = Page()
    page.feed(decoded(data, charset))
    page.close()
    return page.text()


def read_mail(data: bytes) -> str:
    """The text of a page that was saved as a mail (MHTML), or the plain text in its place."""
    parts = [part for part in BytesParser().parsebytes(data).walk() if not part.is_multipart()]
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind:
                content, charset = payload(part), part.get_content_charset("")
                return read(content, charset) if kind == "text/html" else decoded(content, charset)
    return ""


def payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def decoded(data: bytes, charset: str) -> str:
    named = CHARSET.search(data[:HEAD_BYTES])
    try:
        return data.decode(
            charset or (named[1].decode() if named else plain.encoding(data)), "replace"
        )
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


class Page(HTMLParser):
    """Takes the tags of a page and writes what it shows; whatever is left open ends by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow()
        self._open: list[str] = []  # of "table", "tr" and "td", which may hold each other
        self._unshown = 0

    def text(self) -> str:
        self._close_until(0)
        return self._flow.text()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in UNSHOWN:
            self._unshown += 1
        elif tag == "tr":
            self._close_inside("table")
            self._begin("tr")
        elif tag in ("td", "th"):
            self._close_inside("tr")
            self._begin("td")
        elif tag == "br":
            self._flow.write("\n")
        elif BLOCK.fullmatch(tag):
            self._flow.write("\n")
            if tag == "table":
                self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        tag = "td" if tag == "th" else tag
        if tag in UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif tag in self._open:
            self._close_until(len(self._open) - 1 - self._open[::-1].index(tag))
        if BLOCK.fullmatch(tag):
            self._flow.write("\n")

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self._flow.write(WHITE_SPACE.sub(" ", data))

    def _begin(self, tag: str) -> None:
        self._open.append(tag)
        self._flow.begin()

    def _close_inside(self, tag: str) -> None:
        """End what is open inside the innermost of these, which a new one of its kind ends."""
        while self._open and self._open[-1] not in (tag, "table"):
            self._close_until(len(self._open) - 1)

    def _close_until(self, count: int) -> None:
        while len(self._open) > count:
            tag = self._open.pop()
            if tag == "tr":
                self._flow.end_row()
            elif tag == "td":
                self._flow.end_cell()
