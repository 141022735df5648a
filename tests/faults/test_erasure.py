"""What is deleted is gone to its last byte: the files of the database are searched for it."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.store.migrations import migrations
from tests.clients import ANSWERS, CV, JOB, answer, client, completed, create, with_documents
from tests.faults.test_older_database import DESCRIBED, TOKEN, fill
from tests.server import ROOT, Server, serving

CANARY = "canarypassphrase"
OTHERS = 30


@pytest.fixture(scope="module")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """For the tests that delete, and look at its files while it runs."""
    with serving(tmp_path_factory.mktemp("erasure")) as running:
        yield running


def files_with(folder: Path, words: str) -> list[str]:
    """The files of the database, its logs and its copies, in which these words stand."""
    found = folder.glob("rehearse.db*")
    return [path.name for path in found if words.encode() in path.read_bytes()]


def told(visitor: httpx.Client, canary: str = CANARY) -> int:
    """A finished session with the canary in all that a person can type."""
    session = create(visitor, job_title=f"A {canary}", company_name=f"B {canary}")
    cv, job = (text.replace("nurse", f"nurse {canary}") for text in (CV, JOB))
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": cv})
    visitor.post(f"/session/{session}/upload-job", data={"job_description": job})
    visitor.post(f"/session/{session}/review", data={"add": f"Knows {canary}"})
    for text in ANSWERS:
        answer(visitor, session, f"{text} I said {canary}.")
    visitor.post(f"/session/{session}/complete")
    visitor.post(f"/session/{session}/answer/2", data={"answer": f"I asked {canary} to help."})
    return session


def test_nothing_of_a_deleted_session_is_left_in_the_files(tmp_path: Path) -> None:
    ways: dict[str, Callable[[httpx.Client, int], httpx.Response]] = {
        "canarybymethod": lambda visitor, session: visitor.delete(f"/session/{session}"),
        "canarybyform": lambda visitor, session: visitor.post(f"/session/{session}/delete"),
        "canaryforgotten": lambda visitor, _: visitor.post(
            "/you/forget", data={"confirm": "forget"}
        ),
    }
    with serving(tmp_path) as server:
        for canary, delete in ways.items():
            with client(server.url, "api") as other, client(server.url, "api") as visitor:
                for _ in range(OTHERS):
                    create(other)
                session = told(visitor, canary)
                assert files_with(tmp_path, canary)
                for _ in range(OTHERS):  # so that pages are split around it
                    create(other)
                completed(other)
                delete(visitor, session).raise_for_status()
            assert files_with(tmp_path, canary) == []
            assert canary not in server.log
    assert [canary for canary in ways if files_with(tmp_path, canary)] == []


def test_nothing_of_a_removed_document_is_left_in_the_files(one_server: Server) -> None:
    with client(one_server.url, "api") as visitor:
        session = create(visitor)
        text = CV.replace("nurse", f"nurse {CANARY}") * 20
        visitor.post(f"/session/{session}/upload-cv", data={"cv_text": text})
        assert files_with(one_server.folder, CANARY)
        visitor.post(f"/session/{session}/remove-cv").raise_for_status()
        assert files_with(one_server.folder, CANARY) == []


def test_deletions_and_answers_at_once_are_each_done_or_told(one_server: Server) -> None:
    """A session is deleted while its questions are answered, judged and answered again."""
    with client(one_server.url, "api") as visitor:
        sessions = [with_documents(visitor) for _ in range(6)]
        sessions += [completed(visitor) for _ in range(6)]

        def act(session: int, number: int) -> list[int]:
            with client(one_server.url, "api", like=visitor) as one:
                if number == 3:
                    return [one.delete(f"/session/{session}").status_code]
                return [
                    one.get(f"/session/{session}/interview").status_code,
                    answer(one, session).status_code,
                    one.post(f"/session/{session}/review", data={"add": "x ray"}).status_code,
                    one.post(f"/session/{session}/upload-cv", data={"cv_text": CV}).status_code,
                    one.post(f"/session/{session}/complete").status_code,
                    one.post(
                        f"/session/{session}/answer/1", data={"answer": ANSWERS[1]}
                    ).status_code,
                    one.post(f"/session/{session}/again").status_code,
                    one.get(f"/session/{session}/feedback").status_code,
                ]

        with ThreadPoolExecutor(8) as pool:
            jobs = [pool.submit(act, each, number) for each in sessions for number in range(6)]
            statuses = {status for job in jobs for status in job.result()}
        assert statuses <= {200, 400, 404, 409}
        assert all(visitor.get(f"/session/{each}").status_code == 404 for each in sessions)
        assert sorted(orphans(one_server)) == []


def orphans(server: Server) -> list[str]:
    """Texts that nothing rests on."""
    query = (
        "select content from text where id not in (select text_id from document) "
        "and id not in (select cv_text_id from interview) "
        "and id not in (select job_text_id from interview)"
    )
    with closing(sqlite3.connect(server.database)) as database:
        return [content for (content,) in database.execute(query)]


def test_what_an_older_version_had_deleted_goes_with_the_upgrade(tmp_path: Path) -> None:
    """It did not overwrite what it deleted, and a copy of it as it was is kept at first."""
    path = tmp_path / "rehearse.db"
    fill(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("pragma secure_delete = off")
        database.execute("update document set content = ?", (f"{CV} {CANARY} " * 30,))
        database.commit()
        database.execute("update document set content = ?", (CV,))
    assert CANARY.encode() in path.read_bytes()
    with serving(tmp_path):
        assert [each.name for each in tmp_path.glob("rehearse.db.before*")] == []
        assert files_with(tmp_path, CANARY) == []


def test_a_copy_that_a_migration_made_stays_until_a_start_went_well(tmp_path: Path) -> None:
    path = tmp_path / "rehearse.db"
    fill(path)
    prepare = "import sys; from app.store import check_database; check_database(sys.argv[1])"
    command = (sys.executable, "-c", prepare, f"sqlite:///{path}")
    subprocess.run(command, cwd=ROOT, check=True, timeout=30)
    copy = tmp_path / f"rehearse.db.before-{len(migrations())}"
    assert copy.exists()
    with serving(tmp_path) as server, client(server.url, "api") as visitor:
        assert not copy.exists()
        visitor.headers["Cookie"] = f"session={TOKEN}"
        visitor.delete(f"/session/{DESCRIBED}").raise_for_status()


def test_a_reader_of_an_older_state_delays_the_answer_and_nobody_else(one_server: Server) -> None:
    """As a backup does: until it ends, the log can't be emptied."""
    with client(one_server.url, "api") as visitor:
        session = told(visitor)
        with (
            closing(sqlite3.connect(one_server.database)) as database,
            ThreadPoolExecutor(1) as pool,
        ):
            database.execute("begin")
            database.execute("select count(*) from session").fetchone()
            with client(one_server.url, "api", like=visitor) as one:
                deletion = pool.submit(one.delete, f"/session/{session}")
                while visitor.get(f"/session/{session}").status_code != 404:
                    pass
                for _ in range(10):
                    create(visitor)
                assert not deletion.done()
                database.execute("rollback")
                assert deletion.result().status_code == 200
        assert files_with(one_server.folder, CANARY) == []
