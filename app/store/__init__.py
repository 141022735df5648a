"""How things are kept: one database behind `read` and `write`; knows no HTTP and no feature."""

from app.store.database import Database, Transaction, the_one
from app.store.engines import check_database, is_for_many, open_database
from app.store.queries import Query, queries_beside
from app.store.secret import secret_of

__all__ = [
    "Database",
    "Query",
    "Transaction",
    "check_database",
    "is_for_many",
    "open_database",
    "queries_beside",
    "secret_of",
    "the_one",
]
