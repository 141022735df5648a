"""What a language is made of for the rules: one data file each, so that another is a file."""

from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any, TypeVar

import msgspec

Table = TypeVar("Table", bound=msgspec.Struct)


def table(language: str, name: str, shape: type[Table]) -> Table:
    """The table `[name]` of a language's file as `shape`.

    Raises:
        FileNotFoundError: nothing was written for this language.
        msgspec.ValidationError: the table is not of that shape.
    """
    return msgspec.convert(tables(language)[name], shape)


@cache
def tables(language: str) -> dict[str, Any]:
    return loads((files(__name__) / f"{language}.toml").read_text("utf-8"))
