"""A slow language model makes nobody wait but those whose question it words."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

import httpx
import pytest

from tests.clients import answer, client, with_documents
from tests.faults.test_loop_lag import FLOOR_S, ROOM, waits_while
from tests.model_server import model_server
from tests.modelled import asked, good, held, interview, is_being_asked, serving_with, until
from tests.server import Server

pytestmark = pytest.mark.alone

INTERVIEWS = 20
LOOKS = 3  # at each, while others are measured


def test_nobody_waits_while_twenty_interviews_wait_for_a_slow_model(tmp_path: Path) -> None:
    """Their own pages, and those of others, beside the same looks when each had its question."""
    with (
        model_server(good) as model,
        serving_with(model, tmp_path) as server,
        client(server.url, "api") as visitor,
    ):
        sessions = [with_documents(visitor) for _ in range(INTERVIEWS)]
        for session in sessions:
            asked(visitor, session)
        idle = longest_waits(server, visitor, sessions)
        with held(model):
            model.requests.clear()
            taken = [answer(visitor, session) for session in sessions]
            assert all(each.json()["is_being_asked"] for each in taken)
            until(lambda: len(model.requests) >= 2)
            busy = longest_waits(server, visitor, sessions)
            assert all(is_being_asked(interview(visitor, session)) for session in sessions)
            assert len(model.requests) == 2  # at a time; the looks began nothing twice
        for session in sessions:
            asked(visitor, session)
    for idle_s, busy_s in zip(idle, busy, strict=True):
        assert busy_s <= ROOM * max(idle_s, FLOOR_S)


def longest_waits(
    server: Server, visitor: httpx.Client, sessions: list[int]
) -> tuple[float, float]:
    """Of a look at one of these interviews, and of somebody else meanwhile, in seconds."""
    looks: list[float] = []

    def look() -> None:
        for session in sessions * LOOKS:
            began = perf_counter()
            interview(visitor, session)
            looks.append(perf_counter() - began)

    with ThreadPoolExecutor(1) as pool:
        others = waits_while(server, pool.submit(look))
    return max(looks), max(others)
