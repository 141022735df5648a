"""The marks of Markdown and what mails and terminals make of it: they go, the words stay."""

import re

HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
CLOSING = re.compile(r"(?<=\S)[ \t]+#{1,6}$")
RULE = re.compile(r"(?:[-=_*~─━═—–.][ \t]*){3,}|`{3,}\w*|~{3,}\w*")
ROW = re.compile(r"\|(.*)\|")
DIVISION = re.compile(
    r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?|\|[ \t]*:?-{2,}:?[ \t]*\|"
)
TASK = re.compile(r"^([-*+•][ \t]+)\[[ xX]\][ \t]+")
BAR = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")

LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
STRONG = re.compile(r"(?<![\w*])(\*\*\*|\*\*|~~)(?=[^\s*~])([^*~]*[^\s*~])\1")
STRONG_LINES = re.compile(r"(?<!\w)(?!__[a-z]+__)(___|__)(?=[^\s_])([^_]*[^\s_])\1(?![\w.(])")
EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]*[^\s*\\])\*(?![\w*])")
EMPHASIS_LINES = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_]*[^\s_\\])_(?!\w)")
CODE = re.compile(r"(?<!`)`++([^`]+)`++")
LOOSE = re.compile(r"(?<!\S)\*\*++(?=\S)|(?<=[^\s*])\*\*++(?!\S)")  # its other half is lost
ESCAPE = re.compile(r"\\([-*_#+.!()\[\]`>~|&])")
MARKS = re.compile(r"[*_`~\\<\[]")


def is_rule(line: str) -> bool:
    """Whether a line only parts others: a rule, an underline, a fence of code."""
    return not line[0].isalnum() and bool(RULE.fullmatch(line))


def is_division(line: str) -> bool:
    """Whether a line only parts the head of a table from its rows."""
    return "--" in line and bool(DIVISION.fullmatch(line.strip()))


def without_line_marks(line: str) -> str:
    """A line without what Markdown puts before it; the cells of a row are parted by tabs."""
    if line[0].isalnum():
        return line
    if row := ROW.fullmatch(line):
        return BAR.sub("\t", row[1].strip())
    if heading := HEADING.match(line):
        return CLOSING.sub("", line[heading.end() :])
    return TASK.sub(r"\1", line, count=1)


def without_inline_marks(line: str) -> str:
    """A line without what sets words in bold or as code, and without the address of a link."""
    if not MARKS.search(line):
        return line
    line = AUTOLINK.sub(r"\1", LINK.sub(lambda link: link[1] or link[2], line))
    for pattern in (STRONG, STRONG_LINES):
        line = pattern.sub(r"\2", line)
    for pattern in (EMPHASIS, EMPHASIS_LINES, CODE):
        line = pattern.sub(r"\1", line)
    return ESCAPE.sub(r"\1", LOOSE.sub("", line))
