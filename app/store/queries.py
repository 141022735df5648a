"""The SQL of a room, by name; which engine runs it is not known here."""

from pathlib import Path
from typing import Any, Protocol

import aiosql


class Query(Protocol):
    """One named statement of a `queries.sql`, with `:name` parameters."""

    sql: str


def queries_beside(module_file: str) -> Any:
    """The `queries.sql` in the folder of `module_file`, each statement a Query under its name.

    The text stays as written: SQLite takes `:name` as it stands, and aiosql's asyncpg adapter can
    rewrite the same text for PostgreSQL.
    """
    return aiosql.from_path(Path(module_file).with_name("queries.sql"), "aiosqlite")
