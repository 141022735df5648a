"""The list of one's sessions: searched, page by page, by job, for every kind of client."""

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.clients import ANSWERS, JSON, answered, completed, create, shown_words, with_documents
from tests.conftest import NewClient

CARD = ["id", "job_title", "company_name", "created_at", "state", "question_count", "score", "url"]


def listed(visitor: httpx.Client, **search: str) -> list[int]:
    """The ids that a search finds on its first page, by a script that asks for JSON."""
    answer = visitor.get("/sessions", params=search, headers=JSON)
    return [card["id"] for card in answer.json()["sessions"]]


def again(visitor: httpx.Client, session: int) -> int:
    made: int = visitor.post(f"/session/{session}/again", headers=JSON).json()["session_id"]
    return made


def test_a_card_says_what_a_session_is_and_where_it_stands(new_client: NewClient) -> None:
    visitor = new_client("api")
    fresh, ready = create(visitor), with_documents(visitor)
    begun, finished = answered(visitor, 2), completed(visitor)
    body = visitor.get("/sessions").json()
    assert list(body) == ["sessions", "total", "next"]
    assert (body["total"], body["next"]) == (4, None)
    cards = {card["id"]: card for card in body["sessions"]}
    assert list(cards) == [finished, begun, ready, fresh]
    assert list(cards[fresh]) == CARD
    states = [(card["state"], card["question_count"], card["score"]) for card in cards.values()]
    score = cards[finished]["score"]
    assert states == [
        ("feedback", 8, score),
        ("interview", 3, None),
        ("documents", 0, None),
        ("documents", 0, None),
    ]
    assert 1 <= score <= 10
    assert cards[fresh]["url"] == f"/session/{fresh}"


@pytest.mark.parametrize("kind", ["browser", "htmx", "script"])
def test_a_browser_gets_a_page_and_htmx_the_list(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    create(visitor, job_title="Lighthouse keeper")
    page = visitor.get("/sessions").text
    assert ("<html" in page) == (kind != "htmx")
    assert ("<search>" in page) == (kind != "htmx")
    assert "Lighthouse keeper" in page


def test_who_has_nothing_gets_an_empty_list_and_no_cookie(new_client: NewClient) -> None:
    answer = new_client("browser").get("/sessions")
    assert "No sessions yet" in answer.text
    assert "set-cookie" not in answer.headers
    body = new_client("api").get("/sessions").json()
    assert body == {"sessions": [], "total": 0, "next": None}


@pytest.mark.parametrize(
    ("title", "company", "search"),
    [
        ("Ward Sister", "St Elsewhere", "ward sis"),
        ("Ward Sister", "St Elsewhere", "ELSEWHERE"),
        ("Ärztin", "Łódź Clinic", "arztin"),
        ("Arztin", "Lodz Clinic", "łódź"),
        ("Straßenbauer", "Müller & Söhne", "STRASSENBAUER"),
        ("Chef de partie", "Café Œuvre", "cafe oeuvre"),
        ("Инженер", "Ёлка", "елка"),
        ("Νοσοκόμα", "Αθήνα", "ΑΘΗΝΑ"),
        ("100% remote_role", "C:\\temp", "100% remote_"),
        ("100% remote_role", "C:\\temp", "c:\\"),
        ("Data  analyst", "Acme", "data analyst"),
    ],
)
def test_a_search_finds_a_part_of_a_name_whatever_its_case_and_accents(
    new_client: NewClient, title: str, company: str, search: str
) -> None:
    visitor = new_client("api")
    create(visitor, job_title="Something else", company_name="Elsewise")
    session = create(visitor, job_title=title, company_name=company)
    assert listed(visitor, q=search) == [session]


@pytest.mark.parametrize("search", ["%", "_", "\\", "sister st", "nothing like it", "ß", "\u0301"])
def test_a_sign_of_the_database_is_a_letter_like_others(new_client: NewClient, search: str) -> None:
    visitor = new_client("api")
    create(visitor, job_title="Ward Sister", company_name="St Elsewhere")
    assert listed(visitor, q=search) == []


def test_a_state_shows_those_that_stand_there(new_client: NewClient) -> None:
    visitor = new_client("api")
    fresh, begun, finished = create(visitor), answered(visitor, 1), completed(visitor)
    assert listed(visitor, state="documents") == [fresh]
    assert listed(visitor, state="interview") == [begun]
    assert listed(visitor, state="feedback") == [finished]
    assert listed(visitor, state="feedback", q="no such") == []


@pytest.mark.parametrize(
    ("search", "field"),
    [
        ({"state": "review"}, "state"),
        ({"before": "x"}, "before"),
        ({"before": "MS4x" + "A" * 4000}, "before"),
        ({"before": "\u0661"}, "before"),
        ({"before": "OTk5OTk5OTk5OTk5OTk5OTk5OS4x"}, "before"),  # 9999999999999999999.1
        ({"q": "a" * 201}, "q"),
        ({"q": "a\x00"}, "q"),
    ],
)
def test_what_can_not_be_looked_for_is_told(
    new_client: NewClient, search: dict[str, str], field: str
) -> None:
    answer = new_client("api").get("/sessions", params=search)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert new_client("browser").get("/sessions", params=search).status_code == 400


def test_every_page_leads_to_the_next_and_none_is_missed(new_client: NewClient) -> None:
    visitor = new_client("api")
    made = [create(visitor, job_title=f"Nurse {number}") for number in range(45)]
    create(visitor, job_title="Chef")
    found: list[int] = []
    url: str | None = "/sessions?q=nurse"
    while url:
        body = visitor.get(url).json()
        found += [card["id"] for card in body["sessions"]]
        assert body["total"] == 45
        url = body["next"]
        assert url is None or parse_qs(urlsplit(url).query)["q"] == ["nurse"]
    assert found == made[::-1]


def test_a_page_goes_on_after_a_session_that_was_deleted(new_client: NewClient) -> None:
    visitor = new_client("api")
    made = [create(visitor) for _ in range(25)]
    following = visitor.get("/sessions").json()["next"]
    visitor.delete(f"/session/{made[5]}")  # the last of the first page
    visitor.delete(f"/session/{made[2]}")
    found = [card["id"] for card in visitor.get(following).json()["sessions"]]
    assert found == [made[4], made[3], made[1], made[0]]


def test_what_htmx_appends_is_cards_and_the_next_link_alone(new_client: NewClient) -> None:
    visitor = new_client("htmx")
    for number in range(41):
        create(visitor, job_title=f"Nurse {number}")
    first = visitor.get("/sessions?q=nurse").text
    (following,) = re.findall(r'hx-get="(/sessions[^"]*before[^"]+)"', first)
    second = visitor.get(following.replace("&amp;", "&")).text
    assert "41 sessions found" in first
    assert "sessions found" not in second
    assert second.count("session-card") == 20
    assert "Nurse 20" in second
    assert re.findall(r'hx-get="/sessions[^"]+"', second)


def test_runs_of_one_job_stand_together_with_their_scores(new_client: NewClient) -> None:
    visitor = new_client("browser")
    first = completed(visitor, job_title="Ward Sister")
    create(visitor, job_title="Ward Sister")  # another job of the same name
    second = again(visitor, first)
    for text in ANSWERS:
        visitor.post(f"/session/{second}/message", data={"answer": text})
    visitor.post(f"/session/{second}/complete")
    visitor.post(f"/session/{second}/edit", data={"job_title": "Sister", "company_name": "Now"})
    third = again(visitor, second)
    page = visitor.get("/sessions")
    words = " ".join(shown_words(page).split())
    best = max(
        card["score"] or 0 for card in visitor.get("/sessions", headers=JSON).json()["sessions"]
    )
    assert page.text.count('class="session-card"') == 2
    assert f"3 runs, best {best}, last just now" in words
    table = page.text[page.text.index("<table") : page.text.index("</table")]
    assert re.findall(r'href="/session/(\d+)"', table) == [str(first), str(second), str(third)]
    assert page.text.count("<circle") == 2
    assert page.text.count("M5 ") == 1  # one line joins the two


def test_nobody_finds_what_is_somebody_elses(new_client: NewClient) -> None:
    create(new_client("api"), job_title="Secret agent")
    visitor = new_client("api")
    create(visitor)
    assert listed(visitor, q="agent") == []
    forged = new_client("api")
    forged.cookies["rehearse"] = "A" * 43
    assert listed(forged) == []


def test_the_dashboard_links_to_the_list_once_it_can_not_show_all(new_client: NewClient) -> None:
    visitor = new_client("browser")
    for _ in range(5):
        create(visitor)
    assert 'href="/sessions"' not in visitor.get("/dashboard/recent").text
    create(visitor)
    assert 'href="/sessions"' in visitor.get("/dashboard/recent").text
