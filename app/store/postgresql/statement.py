"""A statement as PostgreSQL takes it: `$1` and its like in the place of `:name`."""

from functools import cache
from typing import Any, NamedTuple

from aiosql.adapters.asyncpg import AsyncPGAdapter


class NumberedStatement(NamedTuple):
    """The SQL, and the name of each parameter in the order of their numbers."""

    sql: str
    names: tuple[str, ...]

    def ordered(self, parameters: dict[str, Any]) -> list[Any]:
        return [parameters[name] for name in self.names]


@cache
def numbered(sql: str) -> NumberedStatement:
    """The statement of a `queries.sql`; there are as many as are written there."""
    adapter = AsyncPGAdapter()  # type: ignore[no-untyped-call]
    text = adapter.process_sql("", None, sql)  # type: ignore[no-untyped-call]
    return NumberedStatement(text, tuple(adapter.var_sorted[""]))
