"""What an older version kept goes out and comes back with its words as they were."""

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import HEADERS, client, shown_words
from tests.exports import bring, exported, sessions_of
from tests.faults.test_older_database import BEGUN, FINISHED, TOKEN, fill
from tests.server import Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("older")
    fill(folder / "rehearse.db")
    with serving(folder) as server:
        yield server


@pytest.fixture
def owner(server: Server) -> Iterator[httpx.Client]:
    with client(server.url, "api") as owner:
        owner.cookies["session"] = TOKEN
        yield owner


def test_it_comes_back_as_it_was(server: Server, owner: httpx.Client) -> None:
    with client(server.url, "api") as other:
        assert bring(other, exported(owner)).json()["imported"] == 4
        assert sessions_of(other) == sessions_of(owner)
        bodies = [each.get("/dashboard").json()["recent_sessions"] for each in (owner, other)]
        for before, after in zip(*bodies, strict=True):
            assert {**before, "id": 0} == {**after, "id": 0}


@pytest.mark.parametrize(
    ("session", "page"),
    [
        (FINISHED, "feedback"),
        (FINISHED, "feedback.md"),
        (FINISHED, "answer/3"),
        (BEGUN, "interview"),
    ],
)
def test_its_pages_keep_their_words(
    server: Server, owner: httpx.Client, session: int, page: str
) -> None:
    with client(server.url, "api") as other:
        bring(other, exported(owner))
        ids = [each["id"] for each in other.get("/dashboard").json()["recent_sessions"]]
        copy = sorted(ids)[session - 1]
        read = [
            visitor.get(f"/session/{each}/{page}", headers=HEADERS["browser"])
            for visitor, each in ((owner, session), (other, copy))
        ]
        assert [each.status_code for each in read] == [200, 200]
        assert shown_words(read[0]) == shown_words(read[1])


def test_its_report_is_still_one_of_those_rules(server: Server, owner: httpx.Client) -> None:
    with client(server.url, "api") as other:
        bring(other, exported(owner))
        reported = [each["feedback"] for each in sessions_of(other) if each["feedback"]]
        assert [each["scored_by"] for each in reported] == ["rules-3"]
        assert reported[0]["report"]["score_note"] is None
