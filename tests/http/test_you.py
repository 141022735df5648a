"""What is kept of a visitor: told in numbers, and deleted at one word."""

import httpx
import pytest

from tests.clients import ANSWERS, HEADERS, answered, completed, create, shown_words
from tests.conftest import NewClient
from tests.server import REHEARSE, serving

NOTHING = {"sessions": 0, "answers": 0, "reports": 0, "retention_days": None, "model": None}


def test_the_page_counts_what_is_kept(new_client: NewClient) -> None:
    visitor = new_client("api")
    assert visitor.get("/you").json() == NOTHING
    create(visitor)
    answered(visitor, 3)
    session = completed(visitor)
    visitor.post(f"/session/{session}/answer/1", data={"answer": ANSWERS[1]})
    assert visitor.get("/you").json() == {**NOTHING, "sessions": 3, "answers": 12, "reports": 1}
    page = visitor.get("/you", headers=HEADERS["browser"])
    words = " ".join(shown_words(page).split())
    assert "3 sessions with 4 documents, 12 answers and 1 report." in words
    assert "Until you delete it." in words
    assert "Nothing. No language model and no other service is asked." in words
    for url in ("/you/export", "/you/import", "/you/link", "/you/forget", "/sessions"):
        assert f'"{url}"' in page.text


@pytest.mark.parametrize("kind", ["browser", "htmx", "script"])
def test_a_visitor_with_nothing_is_told_so_and_gets_no_cookie(
    new_client: NewClient, kind: str
) -> None:
    answer = new_client(kind).get("/you")
    assert "Nothing yet" in answer.text
    assert "/you/export" not in answer.text
    assert "devices below" not in answer.text
    assert "set-cookie" not in answer.headers


def test_every_page_leads_there(new_client: NewClient) -> None:
    for path in ("/", "/dashboard", "/sessions", "/security", "/you"):
        assert '<a href="/you">Your data and privacy' in new_client("browser").get(path).text


@pytest.mark.parametrize("kind", HEADERS)
def test_one_word_deletes_everything(new_client: NewClient, kind: str) -> None:
    visitor, other = new_client(kind), new_client("api")
    sessions = [create(visitor), completed(visitor)]
    others = create(other)
    token = visitor.cookies["rehearse"]
    assert visitor.get("/you/forget", headers=HEADERS["browser"]).status_code == 200
    answer = visitor.post("/you/forget", data={"confirm": " Forget "})
    if kind in ("api", "script"):
        assert answer.json() == {"forgotten": 2, "redirect": "/"}
    assert answer.headers.get("hx-redirect", answer.headers.get("location", "/")) == "/"
    assert "rehearse" not in visitor.cookies
    again = new_client("api")
    again.headers["Cookie"] = f"rehearse={token}"
    for session in sessions:
        assert again.get(f"/session/{session}/upload").status_code == 404
    assert again.get("/you").json() == NOTHING
    assert create(again) > max(sessions)
    assert again.cookies["rehearse"] != token
    assert other.get(f"/session/{others}/upload").status_code == 200


@pytest.mark.parametrize("form", [{}, {"confirm": ""}, {"confirm": "forget me"}])
@pytest.mark.parametrize("kind", HEADERS)
def test_without_the_word_nothing_is_deleted(
    new_client: NewClient, kind: str, form: dict[str, str]
) -> None:
    visitor = new_client(kind)
    session = create(visitor)
    answer = visitor.post("/you/forget", data=form)
    assert answer.status_code == 400
    assert "Type forget to delete everything" in answer.text
    if kind in ("htmx", "browser"):
        assert f'value="{form.get("confirm", "")}"' in answer.text
    assert visitor.get(f"/session/{session}/upload").status_code == 200


def test_other_devices_are_signed_out_and_links_are_dead(new_client: NewClient) -> None:
    laptop, phone = new_client("api"), new_client("api")
    create(laptop)
    phone.post(laptop.post("/you/link").json()["url"])
    url = laptop.post("/you/link").json()["url"]
    phone.post("/you/forget", data={"confirm": "forget"})
    assert laptop.get("/you").json() == NOTHING
    assert new_client("api").post(url).status_code == 404


def test_forgetting_twice_is_no_error(new_client: NewClient) -> None:
    visitor = new_client("api")
    create(visitor)
    for count in (1, 0):
        answer = visitor.post("/you/forget", data={"confirm": "forget"})
        assert answer.json() == {"forgotten": count, "redirect": "/"}


def test_behind_a_proxy_nobody_is_told_that_it_is_their_own_computer(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = {"ALLOWED_HOSTS": "rehearse.example,127.0.0.1"}
    with serving(tmp_path_factory.mktemp("shared"), REHEARSE, **settings) as server:
        page = httpx.get(f"{server.url}/you", headers=HEADERS["browser"]).text
    assert "On the server that you are looking at" in page
    assert "On this computer" not in page
