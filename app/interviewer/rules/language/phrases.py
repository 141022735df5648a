"""Patterns made of the blocks of a language's file; what is looked for is for others."""

import re

NOTHING = "(?!)"  # matches nowhere


def either(block: str) -> str:
    """The entries of a block, one a line, as alternatives of a regular expression."""
    return "|".join(filter(None, map(str.strip, block.splitlines()))) or NOTHING


def any_of(block: str) -> re.Pattern[str]:
    """A pattern for the phrases of a block, one a line, as whole words in any case."""
    return re.compile(rf"(?<!\w)(?:{either(block)})(?!\w)", re.IGNORECASE)
