"""Starts on PostgreSQL: many at once, and on databases that can't be used."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from app.store.postgresql.preparing import begin, connected
from tests.clients import client, completed
from tests.engines import OnPostgreSQL, stored
from tests.postgresql import OWNER, rows
from tests.server import COMPILED, ROOT, START_LIMIT_S, Server, refusal

ROUNDS = 5
AT_ONCE = 8

BEGIN = """import sys
from app.store import check_database
print("ready", flush=True)
sys.stdin.read()
check_database(sys.argv[1])
"""
COLUMNS = """select table_name::text, column_name::text from information_schema.columns
    where table_schema = 'public' order by 1, 2"""


def test_eight_processes_on_one_empty_database_all_begin(
    on_postgresql: OnPostgreSQL, server_on_postgresql: Server
) -> None:
    expected = stored(server_on_postgresql, COLUMNS)
    for _ in range(ROUNDS):
        with on_postgresql.postgresql.database() as url:
            assert begun_at_once(url) == [(0, "")] * AT_ONCE
            assert rows(url, COLUMNS) == expected


def begun_at_once(url: str) -> list[tuple[int, str]]:
    """The exit code and the last words of each."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN, url],
            cwd=ROOT,
            env=COMPILED,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(AT_ONCE)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    last_words = [process.communicate(timeout=START_LIMIT_S)[0] for process in processes]
    return [
        (process.returncode, words) for process, words in zip(processes, last_words, strict=True)
    ]


def test_connections_that_make_the_table_of_the_version_at_one_moment_all_find_it(
    on_postgresql: OnPostgreSQL,
) -> None:
    """Several, and yet in many rounds: PostgreSQL tells those that come second in three ways."""
    for _ in range(ROUNDS * 4):
        with on_postgresql.postgresql.database() as url:
            assert asyncio.run(versions_begun_at_once(url)) == [0] * AT_ONCE


async def versions_begun_at_once(url: str) -> list[int]:
    are_connected = asyncio.Barrier(AT_ONCE)

    async def begun() -> int:
        async with connected(url) as connection:
            await are_connected.wait()
            await begin(connection)
            return int(await connection.fetchval("select version from schema_version"))

    return await asyncio.gather(*(begun() for _ in range(AT_ONCE)))


def test_a_database_with_another_encoding_is_refused(on_postgresql: OnPostgreSQL) -> None:
    made_with = "encoding 'LATIN1' locale 'C' template template0"
    with on_postgresql.postgresql.database(made_with) as url:
        line = refusal(DATABASE_URL=url)
        assert "LATIN1" in line
        assert "UTF8" in line


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        ("alter role current_user set synchronous_commit = off", "synchronous_commit is off"),
        ("alter role current_user set default_transaction_read_only = on", "read-only"),
        ("create table recipe (id bigint)", "not a database of Rehearse"),
        ("create table session (id bigint)", "not a database of Rehearse"),
    ],
)
def test_one_that_would_lose_something_or_is_somebody_elses_is_refused(
    on_postgresql: OnPostgreSQL, spoil: str, complaint: str
) -> None:
    with on_postgresql.postgresql.database() as url:
        rows(url, spoil)
        try:
            assert complaint in refusal(DATABASE_URL=url)
        finally:
            on_postgresql.postgresql.administer(f"alter role {OWNER} reset all")


def test_one_of_a_newer_rehearse_is_refused_and_left_alone(
    on_postgresql: OnPostgreSQL, tmp_path: Path
) -> None:
    with on_postgresql.serving(tmp_path) as server:
        server.stop()
        stored(server, "update schema_version set version = 9999")
        assert "newer Rehearse" in refusal(**server.settings)
        assert stored(server, "select version from schema_version") == [(9999,)]


def test_a_role_that_may_not_make_tables_is_told_so(on_postgresql: OnPostgreSQL) -> None:
    postgresql = on_postgresql.postgresql
    with postgresql.database() as url:
        postgresql.administer("create role guest login")
        try:
            guest = url.replace(f"//{OWNER}@", "//guest@")
            assert "permission denied" in refusal(DATABASE_URL=guest)
        finally:
            postgresql.administer("drop role guest")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://rehearse:secret@/nothing?host={folder}",
        "postgresql://nobody_known:secret@/postgres?host={folder}",
        "postgresql://rehearse:secret@/rehearse?host={folder}/nowhere",
        "postgresql://rehearse:secret@127.0.0.1:1/rehearse",
        "postgres://rehearse:secret@127.0.0.1:1/rehearse",
        "postgresql://rehearse:secret@[/rehearse",
        "postgresql://rehearse:secret@127.0.0.1:port/rehearse",
        "postgresql://rehearse:secret@/rehearse?sslmode=perhaps",
    ],
)
def test_where_there_is_no_such_database_a_line_says_so_without_the_password(
    on_postgresql: OnPostgreSQL, url: str
) -> None:
    line = refusal(DATABASE_URL=url.format(folder=on_postgresql.postgresql.folder))
    assert line.startswith("Rehearse can't start. DATABASE_URL: ")
    assert "secret" not in line


def test_a_database_that_was_served_before_opens_with_all_its_sessions(
    on_postgresql: OnPostgreSQL, tmp_path: Path
) -> None:
    with on_postgresql.serving(tmp_path) as server, client(server.url, "api") as visitor:
        session = completed(visitor, 2)
        before = visitor.get(f"/session/{session}/feedback").json()
        server.stop()
        server.restart()
        assert visitor.get(f"/session/{session}/feedback").json() == before
