"""A text is kept once and for as long as something rests on it, as the database file shows."""

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import CV, JOB, client, completed, create, seen, with_documents
from tests.engines import Engine, stored
from tests.server import Server

NEW_CV = CV.replace("Mara Lindholm", "Mara Berg")


@pytest.fixture(scope="module")
def own_server(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with engine.serving(tmp_path_factory.mktemp("texts")) as server:
        yield server


@pytest.fixture
def visitor(own_server: Server) -> Iterator[httpx.Client]:
    """Somebody new, before whom the database has no text."""
    with client(own_server.url, "api") as visitor:
        yield visitor
    stored(own_server, "delete from session")
    stored(own_server, "delete from text")


def texts(server: Server) -> list[str]:
    """Every text in the database, as often as it stands there."""
    rows = stored(server, "select content from text order by id")
    return [content.strip() for (content,) in rows]


def upload_cv(visitor: httpx.Client, session: int, text: str) -> None:
    form = {"cv_text": text}
    visitor.post(f"/session/{session}/upload-cv", data=form).raise_for_status()


def remove_cv(visitor: httpx.Client, session: int) -> None:
    visitor.post(f"/session/{session}/remove-cv").raise_for_status()


def practise_again(visitor: httpx.Client, session: int) -> int:
    answer = visitor.post(f"/session/{session}/again").raise_for_status()
    session_id: int = answer.json()["session_id"]
    return session_id


def test_practising_again_copies_no_text(own_server: Server, visitor: httpx.Client) -> None:
    session = completed(visitor)
    for _ in range(10):
        session = practise_again(visitor, session)
        seen(visitor, session).raise_for_status()
    assert texts(own_server) == [CV.strip(), JOB.strip()]


def test_the_same_text_sent_again_is_kept_once(own_server: Server, visitor: httpx.Client) -> None:
    session = with_documents(visitor)
    for _ in range(3):
        upload_cv(visitor, session, CV)
    assert texts(own_server) == [CV.strip(), JOB.strip()]


def test_of_a_removed_cv_nothing_is_left(own_server: Server, visitor: httpx.Client) -> None:
    session = create(visitor)
    upload_cv(visitor, session, CV)
    remove_cv(visitor, session)
    assert texts(own_server) == []


def test_of_a_replaced_cv_nothing_is_left(own_server: Server, visitor: httpx.Client) -> None:
    session = create(visitor)
    upload_cv(visitor, session, CV)
    upload_cv(visitor, session, NEW_CV)
    assert texts(own_server) == [NEW_CV.strip()]


def test_a_cv_stays_while_an_interview_rests_on_it(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = with_documents(visitor)
    seen(visitor, session).raise_for_status()
    upload_cv(visitor, session, NEW_CV)
    assert texts(own_server) == [CV.strip(), JOB.strip(), NEW_CV.strip()]
    remove_cv(visitor, session)
    assert texts(own_server) == [CV.strip(), JOB.strip()]


def test_a_cv_stays_while_another_session_has_it(own_server: Server, visitor: httpx.Client) -> None:
    session = with_documents(visitor)
    copy = practise_again(visitor, session)
    remove_cv(visitor, session)
    assert texts(own_server) == [CV.strip(), JOB.strip()]
    remove_cv(visitor, copy)
    assert texts(own_server) == [JOB.strip()]


def test_a_cv_that_is_used_again_is_shared_and_stays_for_each(
    own_server: Server, visitor: httpx.Client
) -> None:
    source, session = create(visitor), create(visitor)
    upload_cv(visitor, source, CV)
    upload_cv(visitor, session, NEW_CV)
    visitor.post(f"/session/{session}/reuse-cv", data={"from": str(source)}).raise_for_status()
    assert texts(own_server) == [CV.strip()]
    remove_cv(visitor, source)
    assert texts(own_server) == [CV.strip()]
    remove_cv(visitor, session)
    assert texts(own_server) == []
