"""What `/health` sees; a database that can't be written is in test_busy_database.py."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clients import client, create
from tests.server import Server, serving


def put_a_copy_in_its_place(server: Server) -> None:
    copy = server.folder / "copy.db"
    copy.write_bytes(server.database.read_bytes())
    copy.replace(server.database)


LOSSES: dict[str, Callable[[Server], object]] = {
    "replaced": put_a_copy_in_its_place,
    "removed": lambda server: server.database.unlink(),
    "moved away": lambda server: server.database.rename(server.folder / "elsewhere.db"),
    "without its log": lambda server: server.database.with_name("rehearse.db-wal").unlink(),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_a_database_that_is_lost_while_it_is_served_is_seen(tmp_path: Path, loss: str) -> None:
    """A server would go on and on, into a file that nobody finds again."""
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        create(visitor)
        LOSSES[loss](server)
        answer = visitor.get("/health")
        assert answer.status_code == 503
        assert answer.json() == {
            "error": "The database file was replaced or removed while Rehearse was running. "
            "Please restart Rehearse.",
            "type": "StoreUnavailableError",
        }
        server.stop()
        assert '"error":"File' in server.log  # FileReplacedError, FileNotFoundError
