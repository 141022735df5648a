"""The engines side by side: what each answers in a second, as a share of what a bare handler does.

Every request is told to the disk before it is answered, as in the product.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import httpx
from msgspec.structs import replace

from tests.bench import bare
from tests.bench.load import Ask, in_turns
from tests.bench.scratch import OUT, scratch
from tests.bench.speed import CARDS, CLIENTS, FORM
from tests.bench.table import print_table
from tests.clients import HEADERS, JSON, client, create, with_documents
from tests.engines import OnPostgreSQL, OnSQLite
from tests.postgresql import DURABLE, postgresql
from tests.server import Server, serving

INTERVIEWS, QUESTIONS = CLIENTS, 8  # an interview for each client
ANSWER = (
    "answer=I+noticed+that+people+fell+at+night.+I+made+a+chart%2C+and+falls+went+down+to+three."
)
AS_OPERATED = {**DURABLE, "shared_buffers": "128MB", "wal_recycle": "on"}


def main() -> None:
    """Measure each kind of request, the bare handler and every engine in turns, and print it."""
    with scratch() as folder, engines(folder) as servers:
        visitors = [Visitors(server) for server in servers.values()]
        size = str(visitors[0].page_bytes())
        with serving(folder / "bare", bare.COMMAND, PAGE_BYTES=size) as yardstick:
            nothing = Ask(yardstick.url, HEADERS["browser"])
            rows = [
                row(what, [nothing, *asks])
                for what, asks in (
                    ("a durable create", [each.creates for each in visitors]),
                    (f"the cards of {CARDS} sessions", [each.cards for each in visitors]),
                    ("an answer, and the next question", [each.answers for each in visitors]),
                    ("the page of all sessions", [each.library for each in visitors]),
                )
            ]
    print_table(
        f"As shares of a bare handler, with requests a second: {CLIENTS} clients",
        ["", "bare", *servers],
        rows,
    )


@contextmanager
def engines(folder: Path) -> Iterator[dict[str, Server]]:
    """A server by the name of its engine and the number of its workers."""
    with ExitStack() as stack:
        running = stack.enter_context(postgresql(AS_OPERATED, ("--encoding=UTF8",), OUT))
        on_postgresql = OnPostgreSQL(running)
        yield {
            "SQLite, 1 worker": stack.enter_context(OnSQLite().serving(folder / "sqlite")),
            "PostgreSQL, 1": stack.enter_context(on_postgresql.serving(folder / "one")),
            "PostgreSQL, 2": stack.enter_context(
                on_postgresql.serving(folder / "two", WORKERS="2")
            ),
        }


class Visitors:
    """Somebody with CARDS sessions on a server, somebody in interviews, and what they ask of it."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        self.looking, self.answering = (client(server.url) for _ in range(2))
        for _ in range(CARDS):
            create(self.looking)
        self.planned = with_documents(self.answering)

    def page_bytes(self) -> int:
        return len(self.looking.get("/sessions").content)

    def creates(self) -> Ask:
        return self.ask("/session/create", "htmx", form=FORM)

    def cards(self) -> Ask:
        return self.ask("/dashboard/recent", "htmx", self.looking)

    def library(self) -> Ask:
        return self.ask("/sessions", "browser", self.looking)

    def answers(self) -> Ask:
        """All answers of INTERVIEWS, which are begun now."""
        paths = [f"/session/{self.interview()}/message" for _ in range(INTERVIEWS)]
        asked = self.ask("", "htmx", self.answering, form=ANSWER)
        return replace(asked, paths=paths, times=QUESTIONS)

    def interview(self) -> int:
        """The id of a session with the same documents, its first question asked."""
        begun = self.answering.post(f"/session/{self.planned}/again", headers=JSON)
        begun.raise_for_status()
        self.answering.get(begun.json()["redirect"]).raise_for_status()
        return int(begun.json()["session_id"])

    def ask(self, path: str, kind: str, visitor: httpx.Client | None = None, form: str = "") -> Ask:
        cookie = {"Cookie": f"rehearse={visitor.cookies['rehearse']}"} if visitor else {}
        return Ask(f"{self.url}{path}", HEADERS[kind] | cookie, form)


def row(what: str, asks: Sequence[Ask | Callable[[], Ask]]) -> list[str]:
    """What the bare handler answers in a second, and the share of each engine."""
    rounds = in_turns(asks, CLIENTS)
    cells = [f"{median(bare.requests_per_s for bare, *_ in rounds):,.0f}/s"]
    for place in range(1, len(asks)):
        share = median(each[place].requests_per_s / each[0].requests_per_s for each in rounds)
        speed = median(each[place].requests_per_s for each in rounds)
        cells.append(f"{share:.2f} ({speed:,.0f}/s)")
    return [what, *cells]
