"""What a statement gives: its rows, each made into a shape by the names of its columns."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

Row = TypeVar("Row")

SCALARS = (int, float, str, bytes)  # the shapes of a row with a single column, whatever its name


class Rows(NamedTuple):
    """The names of the columns, once for all rows, and the values of each row in their order."""

    names: Sequence[str]
    values: Sequence[Iterable[Any]]

    def shaped(self, shape: Callable[..., Row]) -> list[Row]:
        """Each row as `shape(**columns)`; as `shape(value)` where the shape is a scalar."""
        if any(shape is scalar for scalar in SCALARS):
            return [shape(*row) for row in self.values]
        return [shape(**dict(zip(self.names, row, strict=False))) for row in self.values]
