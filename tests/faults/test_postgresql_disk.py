"""The disk of PostgreSQL is full: nothing that was acknowledged is lost, and it heals."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from signal import SIGQUIT

import asyncpg
import pytest

from tests.clients import HEADERS, client, create
from tests.engines import stored
from tests.faults.test_busy_database import no_byte_left, refused, small_disk
from tests.faults.test_postgresql_away import KEPT, assert_refused_for_now
from tests.modelled import until
from tests.postgresql import DURABLE, hand_over, postgresql
from tests.server import serving

TABLES_MB = 24  # an empty database has 8
CLUSTER_MB = 80  # and a new cluster 24


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that whoever runs PostgreSQL can reach."""
    made = Path(tempfile.mkdtemp(prefix="rehearse-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def test_a_full_disk_of_the_tables_is_read_and_heals(folder: Path, tmp_path: Path) -> None:
    with postgresql(DURABLE) as own, small_disk(folder, TABLES_MB) as disk:
        (tables := disk / "tables").mkdir()
        hand_over(tables)
        own.administer(f"create tablespace small owner rehearse location '{tables}'")
        with (
            own.database("tablespace small") as url,
            serving(tmp_path, DATABASE_URL=url) as server,
            client(server.url, "api") as visitor,
        ):
            session = create(visitor, job_title="Before")
            with no_byte_left(disk):
                for kind in HEADERS:
                    with client(server.url, kind, like=visitor) as sender:
                        assert_refused_for_now(refused(sender))
                assert visitor.get(f"/session/{session}/upload").json()["job_title"] == "Before"
                assert visitor.get("/dashboard").is_success
            create(visitor, job_title="After")
            assert visitor.get("/health").is_success
            assert server.process.poll() is None
        own.stop(SIGQUIT)


def test_a_full_disk_of_the_whole_server_loses_nothing(folder: Path, tmp_path: Path) -> None:
    """PostgreSQL ends itself where it can't write its log."""
    with (
        small_disk(folder, CLUSTER_MB) as disk,
        postgresql(DURABLE, folder=disk) as own,
        own.database() as url,
        serving(tmp_path, DATABASE_URL=url) as server,
        client(server.url, "api") as visitor,
    ):
        kept = {create(visitor, job_title=f"Job {number}"): f"Job {number}" for number in range(20)}
        with no_byte_left(disk):
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                while own.process.poll() is None:
                    own.administer("select pg_switch_wal()")  # its log goes on in a new file
            until(lambda: own.process.poll() is not None)
            for kind in HEADERS:
                with client(server.url, kind, like=visitor) as sender:
                    assert_refused_for_now(refused(sender))
        own.restart()
        until(lambda: visitor.get("/health").is_success)
        kept[create(visitor, job_title="After")] = "After"
        assert dict(stored(server, KEPT)) == kept
