"""What counts as text that a person typed and can see; knows nothing of where it came from."""

import re

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # not tab, newline, return


def has_control_characters(text: str) -> bool:
    """Whether the text holds a character that no keyboard types and no page can show."""
    return CONTROL.search(text) is not None


def is_one_line(text: str) -> bool:
    """Whether the text fits a field of one line: no line end of any kind, and no tab."""
    return len(text.splitlines()) <= 1 and "\t" not in text


def is_blank(text: str) -> bool:
    """Whether nothing in the text can be seen, as with spaces and zero-width characters."""
    return not any(character.isprintable() and not character.isspace() for character in text)


def with_plain_newlines(text: str) -> str:
    """The text with its lines ended by newline characters alone; a form sends CRLF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def count_characters(text: str) -> int:
    """How many characters a person counts: what can be seen, and one space between words."""
    return sum(character.isprintable() for character in " ".join(text.split()))


def label(name: str) -> str:
    """A field's name as a sentence begins with it: `job_title` is "Job title"."""
    return name.replace("_", " ").capitalize()
