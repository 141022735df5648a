"""How long one visitor waits for their cards, with few and with many sessions of others."""

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

# Ours stand apart from each other, as a person's do who comes back over the months.
FILL = """
insert into session (owner, job_title, company_name, created_at)
with recursive number (n) as (select 1 union all select n + 1 from number where n < :sessions)
select
    iif(n % (:sessions / :cards) = 0, :owner, randomblob(32)),
    'Staff nurse', 'St Elsewhere', 1800000000000000 + n
from number
"""


def main() -> None:
    """Measure the cards in a small and in a large database, in turns."""
    visitor = new_visitor(token_bytes(32))
    with (
        scratch() as folder,
        asked(folder / "few", FEW, visitor) as few,
        asked(folder / "many", MANY, visitor) as many,
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
def asked(folder: Path, sessions: int, visitor: Visitor) -> Iterator[Ask]:
    """What asks for the visitor's cards, of a server on a database of so many sessions."""
    database = folder / "rehearse.db"
    check_database(f"sqlite:///{database}")
    fill(database, sessions, visitor)
    with serving(folder) as server:
        cookie = {"Cookie": f"rehearse={visitor.token}"}
        yield Ask(f"{server.url}/dashboard/recent", HEADERS["htmx"] | cookie)


def fill(database: Path, sessions: int, visitor: Visitor) -> None:
    """Put sessions of other visitors into the database, and CARDS of this one's among them."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("pragma cache_size = -262144")  # KiB: both indexes, or it takes minutes
        connection.execute(FILL, {"sessions": sessions, "cards": CARDS, "owner": visitor.key})
