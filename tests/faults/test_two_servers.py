"""Two servers on one database file: the second one does not serve."""

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import httpx

from tests.clients import client, create
from tests.server import ASK_AGAIN_S, START_LIMIT_S, Server, refusal, serving

REFUSED = "another Rehearse has this database open"


def test_a_second_server_is_refused_in_one_line_and_disturbs_nobody(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        line = refusal(DATABASE_URL=f"sqlite:///{server.database}")
        assert f"{server.database}: {REFUSED}" in line
        create(visitor)


def test_a_second_name_of_the_file_is_the_same_database(tmp_path: Path) -> None:
    (tmp_path / "other.db").symlink_to(tmp_path / "rehearse.db")
    with serving(tmp_path):
        assert REFUSED in refusal(DATABASE_URL=f"sqlite:///{tmp_path}/other.db")


def test_a_server_that_was_killed_keeps_no_other_away(tmp_path: Path) -> None:
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        create(visitor)
        server.kill()
        server.restart()
        assert create(visitor) == 2


def test_of_two_first_starts_at_the_same_instant_one_serves_a_whole_database(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/data/rehearse.db"
    servers = [Server(tmp_path / name, DATABASE_URL=url) for name in "ab"]
    try:
        wait_until(lambda: sum(is_open(server) for server in servers) == 1, servers)
        wait_until(lambda: any(REFUSED in server.log for server in servers), servers)
        (winner,) = [server for server in servers if is_open(server)]
        assert REFUSED not in winner.log
        with client(winner.url, "api") as visitor:
            assert create(visitor) == 1
    finally:
        for server in servers:
            os.killpg(server.process.pid, 9)
            server.process.wait()


def is_open(server: Server) -> bool:
    try:
        return httpx.get(f"{server.url}/health").is_success
    except httpx.TransportError:
        return False


def wait_until(is_so: Callable[[], bool], servers: list[Server]) -> None:
    ends_at = monotonic() + START_LIMIT_S
    while not is_so():
        assert monotonic() < ends_at, [server.log for server in servers]
        sleep(ASK_AGAIN_S)
