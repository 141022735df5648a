"""Patterns made of the blocks of a language's file; what is looked for is for others."""

import re


def any_of(block: str) -> re.Pattern[str]:
    """A pattern for the phrases of a block, one a line, as whole words in any case."""
    phrases = "|".join(filter(None, map(str.strip, block.splitlines())))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)
