"""A document that an older version kept is read again when its page is next opened."""

from collections.abc import Iterator

import httpx
import pytest

from tests.clients import CV, HEADERS, answered, client, seen, with_documents
from tests.engines import Engine, stored
from tests.server import Server

# As an earlier version kept it: a bullet of Symbol, a soft hyphen, blank lines, no word counted.
OLD = (
    CV.strip()
    .replace("- Looked", "\uf0b7 Looked")
    .replace("Education\n", "\n\n\nEdu\u00adcation\n")
)
NOW = CV.strip().replace("- Looked", "• Looked").replace("Education\n", "\nEducation\n")
MAKE_OLD = """
update text set content = $2 where id in (
    select text_id from document where session_id = $1 and kind = 'cv'
)"""
FORGET = "update document set word_count = null, headings = null where session_id = $1"


@pytest.fixture(scope="module")
def own_server(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with engine.serving(tmp_path_factory.mktemp("older")) as server:
        yield server


@pytest.fixture
def visitor(own_server: Server) -> Iterator[httpx.Client]:
    with client(own_server.url, "api") as visitor:
        yield visitor


def make_old(server: Server, session: int) -> None:
    stored(server, MAKE_OLD, session, OLD)
    stored(server, FORGET, session)


def texts(server: Server) -> list[str]:
    return [content for (content,) in stored(server, "select content from text order by id")]


def page_of(visitor: httpx.Client, session: int) -> str:
    return visitor.get(f"/session/{session}/upload", headers=HEADERS["browser"]).text


def test_it_is_tidied_counted_and_kept_in_place_of_the_old_one(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = with_documents(visitor)
    make_old(own_server, session)
    page = page_of(visitor, session)
    assert f"<dd>{len(NOW.split())} words</dd>" in page
    assert "Summary, Experience, Education" in page
    assert visitor.get(f"/session/{session}/upload").json()["cv_text"] == NOW
    assert OLD not in texts(own_server)


def test_an_interview_that_has_begun_keeps_its_text_and_is_not_called_an_earlier_one(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = answered(visitor, 1)
    before = seen(visitor, session).json()
    make_old(own_server, session)
    assert "Summary, Experience" in page_of(visitor, session)
    assert visitor.get(f"/session/{session}/upload").json()["cv_text"] == OLD
    assert seen(visitor, session).json() == before
    assert (
        "earlier"
        not in visitor.get(f"/session/{session}/interview", headers=HEADERS["browser"]).text
    )


def test_one_that_another_session_shares_is_left_to_that_one(
    own_server: Server, visitor: httpx.Client
) -> None:
    session = with_documents(visitor)
    make_old(own_server, session)
    other = visitor.post(f"/session/{session}/again").json()["session_id"]
    page_of(visitor, session)
    query = (
        "select content from text join document on text.id = text_id "
        "where session_id = $1 and kind = 'cv'"
    )
    assert stored(own_server, query, other) == [(OLD,)]
