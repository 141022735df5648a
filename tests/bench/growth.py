"""How long one visitor waits, with few and with many sessions of others and of their own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_bytes

from app.store import check_database
from app.web.visitor import Visitor, new_visitor
from tests.bench.load import Ask, in_turns
from tests.bench.report import Figure, show
from tests.bench.scratch import scratch
from tests.clients import HEADERS
from tests.server import serving

FEW, MANY = 10**3, 10**6
CARDS = 5
OWN_FEW, OWN_MANY = 10, 10**3

# Ours stand apart from each other, as a person's do who comes back over the months.
FILL = """
insert into session (owner, uid, lineage, search, job_title, company_name, created_at)
with recursive number (n) as (select 1 union all select n + 1 from number where n < :sessions)
select
    iif(n % (:sessions / :own) = 0, :owner, randomblob(32)), printf('%032x', n),
    printf('%032x', n), 'staff nurse' || char(10) || 'st elsewhere',
    'Staff nurse', 'St Elsewhere', 1800000000000000 + n
from number
"""
KNOWN = "insert into device (token, owner, added_at) values (:owner, :owner, 1)"


def main() -> None:
    """Measure, in turns, the cards and the list of all in a small and in a large database."""
    cards()
    library()


def library() -> None:
    """The first page of all sessions, as htmx gets it, of one who has few and one who has many."""
    with (
        scratch() as folder,
        asked(folder / "few", MANY, new_visitor(token_bytes(32)), OWN_FEW, "/sessions") as few,
        asked(folder / "many", MANY, new_visitor(token_bytes(32)), OWN_MANY, "/sessions") as many,
    ):
        rounds = in_turns([few, many], clients=1)
    few_ms, many_ms = ([load.p50_ms for load in loads] for loads in zip(*rounds, strict=True))
    ratios = [large / small for small, large in zip(few_ms, many_ms, strict=True)]
    show(
        f"The first page of all one's sessions among {MANY:,}, one client, p50",
        [
            Figure(what=f"{OWN_MANY:,} / {OWN_FEW} of one's own", turns=ratios, at_most=1.3),
            Figure(what=f"{OWN_FEW} of one's own", turns=few_ms, unit="ms"),
            Figure(what=f"{OWN_MANY:,} of one's own", turns=many_ms, unit="ms"),
        ],
    )


def cards() -> None:
    """The recent cards."""
    visitor = new_visitor(token_bytes(32))
    with (
        scratch() as folder,
        asked(folder / "few", FEW, visitor, CARDS, "/dashboard/recent") as few,
        asked(folder / "many", MANY, visitor, CARDS, "/dashboard/recent") as many,
    ):
        rounds = in_turns([few, many], clients=1)
    few_ms, many_ms = ([load.p50_ms for load in loads] for loads in zip(*rounds, strict=True))
    ratios = [large / small for small, large in zip(few_ms, many_ms, strict=True)]
    show(
        f"The cards of one visitor with {CARDS} sessions, one client, p50",
        [
            Figure(what=f"{MANY:,} / {FEW:,} sessions in the database", turns=ratios, at_most=1.1),
            Figure(what=f"{FEW:,} sessions", turns=few_ms, unit="ms"),
            Figure(what=f"{MANY:,} sessions", turns=many_ms, unit="ms"),
        ],
    )


@contextmanager
def asked(folder: Path, sessions: int, visitor: Visitor, own: int, path: str) -> Iterator[Ask]:
    """What asks for a fragment, of a server on a database of so many sessions."""
    database = folder / "rehearse.db"
    check_database(f"sqlite:///{database}")
    fill(database, sessions, visitor, own)
    with serving(folder) as server:
        cookie = {"Cookie": f"rehearse={visitor.token}"}
        yield Ask(f"{server.url}{path}", HEADERS["htmx"] | cookie)


def fill(database: Path, sessions: int, visitor: Visitor, own: int) -> None:
    """Put sessions of other visitors into the database, and so many of this one's among them."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("pragma cache_size = -262144")  # KiB: both indexes, or it takes minutes
        connection.execute(KNOWN, {"owner": visitor.key})
        connection.execute(FILL, {"sessions": sessions, "own": own, "owner": visitor.key})
