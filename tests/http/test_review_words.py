"""What the page of the review says of itself is so."""

from tests.clients import answer, create, with_documents
from tests.conftest import NewClient
from tests.http.test_review import by_text, choose


def test_a_line_of_the_cv_that_shows_two_things_is_quoted_once_and_then_named(
    new_client: NewClient,
) -> None:
    visitor = new_client("browser")
    line = "Ran the till of the harbour kiosk and trained two seasonal helpers in stock control"
    cv = f"Ada Berg\n\nEXPERIENCE\nKiosk assistant, Old Harbour, 2019 - 2023\n{line}\n"
    job = "Requirements:\n- Experience of stock control\n- Experience of harbour kiosk work\n"
    session = create(visitor)
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": cv})
    visitor.post(f"/session/{session}/upload-job", data={"job_description": job})
    page = visitor.get(f"/session/{session}/review").text
    assert page.count(f'<q dir="auto">{line}</q>') == 1
    assert '<q dir="auto">Ran the till of the harbour kiosk and…</q>' in page


def test_the_page_promises_questions_about_the_first_two_lines_and_keeps_it(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = with_documents(visitor)
    page = new_client("browser", like=visitor).get(f"/session/{session}/review").text
    assert "The first two are asked about in any case." in page
    first, second = "Experience of leech therapy", "Falconry in the ward garden"
    body = choose(visitor, session, add=[first, second, "Rope access"], must="").json()
    added = {by_text(body)[text]["id"] for text in (first, second)}
    for _ in range(8):
        answer(visitor, session, "Yes.")
    interview = visitor.get(f"/session/{session}/interview").json()["conversation"]
    asked = {one["requirement_id"] for one in interview if one.get("kind") == "question"}
    assert asked.issuperset(added)
