"""A slow language model makes nobody wait but those whose question it words."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import sleep

import pytest

from tests.clients import answer, client, with_documents
from tests.faults.test_loop_lag import FLOOR_S, IDLE_S, ROOM, waits_while
from tests.model_server import model_server, waits
from tests.modelled import asked, good, interview, is_being_asked, serving_with, until

pytestmark = pytest.mark.alone

INTERVIEWS = 20
SLOW_S = 2


def test_others_are_answered_while_twenty_wait_for_a_slow_model(tmp_path: Path) -> None:
    free = Event()
    with (
        model_server(good) as model,
        serving_with(model, tmp_path) as server,
        ThreadPoolExecutor(1) as pool,
        client(server.url, "api") as visitor,
    ):
        sessions = [with_documents(visitor) for _ in range(INTERVIEWS)]
        for session in sessions:
            asked(visitor, session)
        idle_s = max(waits_while(server, pool.submit(sleep, IDLE_S)))
        model.script = lambda request: waits(good(request), free)
        model.requests.clear()
        taken = [answer(visitor, session) for session in sessions]
        assert all(each.json()["is_being_asked"] for each in taken)
        until(lambda: len(model.requests) >= 2)
        busy_s = max(waits_while(server, pool.submit(sleep, SLOW_S)))
        assert all(is_being_asked(interview(visitor, session)) for session in sessions)
        free.set()
        for session in sessions:
            asked(visitor, session)
        assert busy_s <= ROOM * max(idle_s, FLOOR_S)
