"""The landing page, the dashboard and its cards, for every kind of client."""

import re

import pytest

from tests.clients import CV, answer, answered, bring_documents, completed, create, with_documents
from tests.conftest import NewClient

SESSION_FIELDS = [
    "id",
    "user_id",
    "job_title",
    "company_name",
    "cv_text",
    "job_description_text",
    "created_at",
]
LISTED_FIELDS = [  # in the order of the specification's example
    "id",
    "job_title",
    "company_name",
    "created_at",
    "cv_text",
    "job_description_text",
]


@pytest.mark.parametrize("asked", [3, 8])
def test_a_question_that_was_left_open_has_no_tick(new_client: NewClient, asked: int) -> None:
    visitor = new_client("browser")
    session = answered(visitor, asked - 2)
    visitor.post(f"/session/{session}/message", data={"action": "skip"})
    ticks = f'max="8" value="{asked - 1}"'
    assert ticks in visitor.get("/dashboard/recent").text
    visitor.post(f"/session/{session}/complete")
    assert ticks in visitor.get("/dashboard/recent").text


@pytest.mark.parametrize("path", ["/", "/dashboard", "/dashboard/recent"])
@pytest.mark.parametrize("kind", ["htmx", "browser", "script"])
def test_a_mere_visit_sets_no_cookie(new_client: NewClient, path: str, kind: str) -> None:
    answer = new_client(kind).get(path)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["vary"] == "Accept, HX-Request, HX-Request-Type"


@pytest.mark.parametrize("path", ["/", "/dashboard", "/dashboard/recent"])
def test_a_browser_and_a_script_get_the_page_and_htmx_the_fragment(
    new_client: NewClient, path: str
) -> None:
    assert new_client("browser").get(path).text.startswith("<!doctype html>")
    assert new_client("script").get(path).text.startswith("<!doctype html>")
    assert "<html" not in new_client("htmx").get(path).text


@pytest.mark.parametrize("path", ["/", "/dashboard", "/dashboard/recent"])
def test_the_back_button_gets_a_page_whatever_else_is_asked_for(
    new_client: NewClient, path: str
) -> None:
    headers = {"HX-Request-Type": "full", "HX-Request": "true", "Accept": "application/json"}
    answer = new_client("browser").get(path, headers=headers)
    assert answer.text.startswith("<!doctype html>")


def test_both_pages_have_the_form_with_a_key_of_its_own(new_client: NewClient) -> None:
    pages = [new_client().get(path).text for path in ("/", "/dashboard", "/dashboard")]
    keys = [re.findall(r'name="request_key" value="([A-Za-z0-9_-]{43})"', page) for page in pages]
    assert [len(found) for found in keys] == [1, 1, 1]
    assert len({found[0] for found in keys}) == 3


def test_the_cards_come_after_the_page_and_have_a_link_where_there_is_no_javascript(
    new_client: NewClient,
) -> None:
    page = new_client().get("/dashboard").text
    assert 'hx-get="/dashboard/recent" hx-trigger="load"' in page
    assert 'href="/dashboard/recent">Show your recent sessions</a>' in page


def test_the_dashboard_lists_the_five_newest_sessions_as_the_specification_says(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    made = [create(visitor, job_title=f"Job {number}") for number in range(7)]
    listed = visitor.get("/dashboard").json()["recent_sessions"]
    assert [session["id"] for session in listed] == made[:1:-1]
    assert list(listed[0]) == LISTED_FIELDS
    assert listed[0]["cv_text"] is None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", listed[0]["created_at"])


def test_the_cards_show_what_a_session_is_and_what_to_do_next(new_client: NewClient) -> None:
    visitor = new_client()
    session = create(visitor, job_title="Chef & <b>baker</b>", company_name="Zubia")
    cards = new_client("htmx", like=visitor).get("/dashboard/recent").text
    assert "Chef &amp; &lt;b&gt;baker&lt;/b&gt;" in cards
    assert "Zubia" in cards
    assert "Needs a CV and a job description" in cards
    assert f'href="/session/{session}"' in cards
    assert '<time datetime="' in cards


def test_a_card_that_comes_again_is_the_same_and_nobody_elses(new_client: NewClient) -> None:
    names = {"job_title": "Chef & <b>baker</b>", "company_name": 'O\'Neil "Zubia" {{ 7 * 7 }}'}
    visitors = [new_client(), new_client()]
    sessions = [create(visitor, **names) for visitor in visitors]
    for visitor, session in zip(visitors, sessions, strict=True):
        first, again = (visitor.get("/dashboard/recent").text for _ in range(2))
        for cards in (first, again):
            card = cards.partition("<ol>")[2].partition("</ol>")[0]
            assert "Chef &amp; &lt;b&gt;baker&lt;/b&gt;" in card
            assert "O&#39;Neil &#34;Zubia&#34; {{ 7 * 7 }}" in card
            assert set(re.findall(r"/session/(\d+)", card)) == {str(session)}


def test_a_card_shows_what_has_changed_since_it_was_seen(new_client: NewClient) -> None:
    visitor = new_client()
    session = create(visitor, job_title="Chef")
    create(visitor, job_title="Baker")
    for change, shown in (
        (
            lambda: visitor.post(f"/session/{session}/upload-cv", data={"cv_text": CV}),
            "Needs a job",
        ),
        (lambda: bring_documents(visitor, session), "Ready to start"),
        (lambda: answer(visitor, session), "Question 2 of 8"),
        (lambda: visitor.post(f"/session/{session}/complete"), "Read your feedback"),
        (
            lambda: visitor.post(
                f"/session/{session}/edit", data={"job_title": "Cook", "company_name": "Zubia"}
            ),
            "<bdi>Cook</bdi>",
        ),
    ):
        assert shown not in visitor.get("/dashboard/recent").text
        change()
        for path in ("/dashboard/recent", "/sessions"):
            assert shown in visitor.get(path).text


def test_who_has_no_sessions_is_told_so_kindly(new_client: NewClient) -> None:
    assert "Your first one will appear here" in new_client("htmx").get("/dashboard/recent").text


def test_a_visit_to_ones_sessions_renews_the_cookie(new_client: NewClient) -> None:
    visitor = new_client()
    create(visitor)
    answer = visitor.get("/dashboard/recent")
    assert f"rehearse={visitor.cookies['rehearse']}" in answer.headers["set-cookie"]


def test_the_upload_page_shows_where_the_session_stands(new_client: NewClient) -> None:
    visitor = new_client()
    session = create(visitor, job_title="Chef", company_name="Zubia")
    page = visitor.get(f"/session/{session}/upload").text
    assert page.count("Not added yet") == 2
    assert 'aria-current="step"' in page


def test_an_api_client_gets_the_session_with_its_seven_fields(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = create(visitor)
    body = visitor.get(f"/session/{session}/upload").json()
    assert list(body) == SESSION_FIELDS
    assert body["user_id"] is None


@pytest.mark.parametrize("kind", ["browser", "api", "script"])
def test_a_session_sends_one_to_where_it_stands(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = create(visitor)
    answer = visitor.get(f"/session/{session}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/session/{session}/upload")


def test_health_answers_once_the_store_does(new_client: NewClient) -> None:
    answer = new_client("script").get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_search_engines_are_kept_out_of_sessions(new_client: NewClient) -> None:
    answer = new_client("script").get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Disallow: /session/" in answer.text


def test_the_icon_is_there_by_its_usual_name(new_client: NewClient) -> None:
    answer = new_client("script").get("/favicon.ico")
    assert answer.headers["content-type"] == "image/svg+xml"


def test_a_static_file_stays_for_ever_under_the_name_of_its_content(new_client: NewClient) -> None:
    page = new_client().get("/").text
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        answer = new_client("script").get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        is_typeface = answer.headers["content-type"] == "font/woff2"
        assert answer.headers.get("content-encoding") == (None if is_typeface else "gzip")


def test_where_to_go_on_is_the_one_thing_to_do_next(new_client: NewClient) -> None:
    visitor = new_client()
    assert 'class="button"' not in visitor.get("/").text.partition("<form")[0]
    create(visitor, job_title="Chef", company_name="Zubia")
    newest = create(visitor, job_title="Baker", company_name="Zubia")
    before_the_form = visitor.get("/").text.partition("<form")[0]
    assert f'<a class="button" href="/session/{newest}">' in before_the_form
    assert "<bdi>Baker</bdi> at <bdi>Zubia</bdi> · Needs a CV" in before_the_form
    cards = visitor.get("/dashboard/recent").text
    assert re.findall(r'class="button" href="([^"]+)"', cards) == [f"/session/{newest}"]
    for page in ("/", "/dashboard", "/dashboard/recent"):
        assert '<button class="button">' not in visitor.get(page).text


def test_an_unfinished_session_older_than_the_five_stands_above_them(
    new_client: NewClient,
) -> None:
    visitor = new_client()
    unfinished = with_documents(visitor, job_title="Chef")
    for _ in range(5):
        completed(visitor, 1)
    cards = visitor.get("/dashboard/recent").text
    above, _, listed = cards.partition("<ol>")
    assert f'<a class="button" href="/session/{unfinished}">' in above
    assert 'class="button"' not in listed
    answer(visitor, unfinished, "I stayed with him until the ambulance came.")
    visitor.post(f"/session/{unfinished}/complete")
    assert 'class="button" href' not in visitor.get("/dashboard/recent").text
    assert '<a class="button" href="/dashboard">' in visitor.get("/").text


def test_a_wrong_form_keeps_what_is_first_to_do(new_client: NewClient) -> None:
    visitor = new_client("htmx")
    wrong = {"job_title": "", "company_name": "Zubia"}
    assert '<button class="button">' in visitor.post("/session/create", data=wrong).text
    create(visitor)
    assert '<button class="button is-second">' in visitor.post("/session/create", data=wrong).text


def test_a_session_whose_questions_were_all_skipped_promises_no_feedback(
    new_client: NewClient,
) -> None:
    visitor = new_client("htmx")
    session = with_documents(visitor)
    for _ in range(8):
        visitor.post(f"/session/{session}/message", data={"action": "skip"})
    card = visitor.get("/dashboard/recent").text
    assert "All questions were skipped" in card
    assert "Practise again" in card
    assert "eedback" not in card
    landing = new_client("browser", like=visitor).get("/").text
    assert "All questions were skipped" not in landing


def test_the_runs_of_one_job_stand_together_each_with_a_link_of_its_own(
    new_client: NewClient,
) -> None:
    visitor = new_client()
    first = completed(visitor, 1, job_title="Chef")
    other = create(visitor, job_title="Chef")  # the same name is not the same job
    api = new_client("api", like=visitor)
    second, third = (api.post(f"/session/{first}/again").json()["session_id"] for _ in range(2))
    cards = visitor.get("/dashboard/recent").text
    links = re.findall(r'href="/session/(\d+)"', cards)
    assert links == [str(each) for each in (third, second, first, other)]
    assert cards.count('class="session-card"') == 2
    assert "run 3 of 3" in cards
    assert "Run 2: Ready to start" in cards
    assert "Run 1:" in cards
