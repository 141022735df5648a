"""Requests a second, as a share of what a bare handler answers on the same server."""

import httpx

from tests.bench import bare
from tests.bench.load import Ask, in_turns
from tests.bench.memory import resident_mb
from tests.bench.report import Figure, show
from tests.bench.scratch import scratch
from tests.clients import HEADERS, client, create
from tests.server import Server, serving

CLIENTS = 32
CARDS = 5
FORM = "job_title=Staff+nurse&company_name=St+Elsewhere"  # no request_key: each makes a session


def main() -> None:
    """Measure the dashboard, its cards and a create, each in turns with the bare handler."""
    with scratch() as folder, serving(folder / "rehearse") as server:
        page, cards, new_session = asks(server)
        fresh_mb = resident_mb(server)
        size = str(len(httpx.get(page.url, headers=page.headers).content))
        with serving(folder / "bare", bare.COMMAND, PAGE_BYTES=size) as yardstick:
            figures = [
                *against(yardstick, "the dashboard page", page, at_least=0.50),
                *against(yardstick, f"the cards of {CARDS} sessions", cards, at_least=0.35),
                *against(yardstick, "a durable create", new_session, at_least=0.25),
            ]
        figures += [
            Figure(what="memory, just started", turns=[fresh_mb], unit="MB"),
            Figure(what="memory, after this load", turns=[resident_mb(server)], unit="MB"),
        ]
    show(f"Beside a bare Litestar handler: {CLIENTS} clients, one process each", figures)


def asks(server: Server) -> tuple[Ask, Ask, Ask]:
    """The page and the cards for a visitor with CARDS sessions, and a create by a new visitor."""
    with client(server.url, "htmx") as visitor:
        for _ in range(CARDS):
            create(visitor)
        cookie = {"Cookie": f"rehearse={visitor.cookies['rehearse']}"}
    return (
        Ask(f"{server.url}/dashboard", HEADERS["browser"] | cookie),
        Ask(f"{server.url}/dashboard/recent", HEADERS["htmx"] | cookie),
        Ask(f"{server.url}/session/create", HEADERS["htmx"], FORM),
    )


def against(yardstick: Server, what: str, ask: Ask, at_least: float) -> list[Figure]:
    """The share of the bare handler's speed, and the speed itself."""
    rounds = in_turns([Ask(yardstick.url, ask.headers), ask], CLIENTS)
    shares = [ours.requests_per_s / bare.requests_per_s for bare, ours in rounds]
    speeds = [ours.requests_per_s for _, ours in rounds]
    return [
        Figure(what=f"{what} / bare handler", turns=shares, at_least=at_least),
        Figure(what=what, turns=speeds, unit="/s"),
    ]
