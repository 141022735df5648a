"""SIGKILL while an import is kept: all of its sessions are there afterwards, or none."""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.clients import client, completed, create
from tests.exports import Export, bring, exported, renamed, sessions_of
from tests.server import Server, serving

COUNT = 120
MB = 1024 * 1024


@pytest.mark.parametrize("grown_bytes", [1, MB, 3 * MB])
def test_a_killed_import_leaves_all_of_it_or_nothing(tmp_path: Path, grown_bytes: int) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        completed(visitor)
        content = many(exported(visitor))
        with client(server.url, "api") as other, ThreadPoolExecutor(1) as pool:
            create(other)
            sending = pool.submit(bring_or_fail, other, content)
            kill_once_it_writes(server, sending, grown_bytes)
            was_told = sending.result()
            server.restart()
            kept = len(sessions_of(other))
            assert kept == 1 + COUNT if was_told else kept in (1, 1 + COUNT)
            assert bring(other, content).json()["already_here"] == kept - 1
            assert len(sessions_of(other)) == 1 + COUNT


def many(content: Export) -> Export:
    """A file of COUNT sessions, each with documents of its own."""
    sessions = [renamed(content["sessions"])[0] for _ in range(COUNT)]
    for number, session in enumerate(sessions):
        session["documents"]["cv"]["text"] += f"\nNumber {number}" + " and more" * 3000
    return {**content, "sessions": sessions}


def bring_or_fail(visitor: httpx.Client, content: Export) -> bool:
    """Whether the server said that it is done."""
    with suppress(httpx.TransportError):
        return bring(visitor, json.dumps(content).encode()).is_success
    return False


def kill_once_it_writes(server: Server, sending: "Future[bool]", grown_bytes: int) -> None:
    """Kill it once the log of the database has grown by so many bytes, or all is done."""
    log = server.database.with_name("rehearse.db-wal")
    before = log.stat().st_size
    while not sending.done() and log.stat().st_size < before + grown_bytes:
        pass
    server.kill()
