"""HTML in a text that somebody copied: tags part lines or go, entities become characters."""

import html
import re
from collections.abc import Callable, Sequence

BLOCKS = (
    "address|article|aside|blockquote|body|center|dd|div|dl|dt|figure|footer|form|h[1-6]|head"
    "|header|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
INLINE = (
    "a|abbr|b|big|br|cite|code|del|details|em|font|hr|i|img|ins|kbd|label|link|mark|meta|picture"
    "|s|samp|script|small|source|span|strike|strong|style|sub|summary|sup|time|tt|u|var|wbr"
)
TAG = re.compile(
    rf"<!--|-->|<!doctype[^<>]*>|</?(?P<name>{BLOCKS}|{INLINE})(?=[\s/>])[^<>]*>", re.IGNORECASE
)
BLOCK = re.compile(BLOCKS)
BLOCK_TAG = re.compile(rf"</?(?:{BLOCKS})(?=[\s/>])|<br\b", re.IGNORECASE)
JOINERS = "\u200c\u200d"  # Persian and the scripts of India need them
ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
NOT_FLOWING = frozenset(("pre",))  # in other blocks a line end is a space
NO_FLOW = re.compile(
    r"\n[ \t]*(?:\n|[-*•][ \t]|\d{1,2}[.)][ \t])"
)  # not HTML's: a blank line, a list
UNREAD = {"script": "</script", "style": "</style", "!--": "-->"}  # and where each ends
BOUNDARIES = {"li": "\n• ", "td": "\t", "th": "\t", "br": "\n", "hr": "\n\n"}


def without_html(text: str, join: Callable[[Sequence[str]], str]) -> str:
    """The text with each block on lines of its own; a list item has a bullet, cells have tabs.

    `join` makes one line of the lines of a block, in which HTML takes a line's end for a space.
    """
    if "<" in text:
        text = without_tags(text, join)
    return ENTITY.sub(character, text) if "&" in text else text


def without_tags(text: str, join: Callable[[Sequence[str]], str]) -> str:
    last = {name: text.lower().rfind(end) for name, end in UNREAD.items()}
    pieces: list[str] = []
    at, is_flowing, unread = 0, False, ""
    for tag in TAG.finditer(text):
        if unread and not tag[0].lower().startswith(UNREAD[unread]):
            continue
        if tag[0] == "-->" and not unread:
            continue
        name, is_closing = (tag["name"] or "").lower(), tag[0].startswith("</")
        if not unread:
            piece = text[at : tag.start()]
            is_flowing = is_flowing and not NO_FLOW.search(piece)
            pieces.append(join(flowing(piece)) if is_flowing else piece)
        at, unread = tag.end(), opened(tag[0], name, tag.end(), last)
        if BLOCK.fullmatch(name):
            is_flowing = not is_closing and name not in NOT_FLOWING
        pieces.append(boundary(name, is_closing))
    return "".join([*pieces, text[at:]])


def flowing(piece: str) -> list[str]:
    """The lines without the space around their ends."""
    first, *rest = piece.split("\n")
    if not rest:
        return [first]
    return [first.rstrip(), *map(str.strip, rest[:-1]), rest[-1].lstrip()]


def opened(tag: str, name: str, at: int, last: dict[str, int]) -> str:
    """What of UNREAD a tag opens; what never ends is none, so that no word after it is lost."""
    name = "!--" if tag == "<!--" else name
    return name if name in UNREAD and not tag.startswith("</") and at <= last[name] else ""


def boundary(name: str, is_closing: bool) -> str:
    """What stands for a tag: where a block begins or ends, a line does."""
    if not is_closing and name in BOUNDARIES:
        return BOUNDARIES[name]
    if name in ("td", "th") or not BLOCK.fullmatch(name):
        return ""
    return "\n\n" if name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol") else "\n"


def character(entity: re.Match[str]) -> str:
    """The character of an entity, or the entity if there is none; `&amp;lt;` was escaped twice."""
    found = html.unescape("&" + entity[0][1:].replace("amp;", "")) if entity[0] != "&amp;" else "&"
    is_seen = found.isprintable() or found in JOINERS
    return found if is_seen else " " if found.isspace() else ""
