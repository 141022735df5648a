"""What is typed as an answer is kept for the one who typed it, until it is sent."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from app.web.assets import contents, in_a_block
from tests.browser.visitor import Visitor
from tests.clients import ANSWERS, answered, with_documents
from tests.server import serving

DRAFT = "I would like to think about this one"
JAVASCRIPT = "text/javascript"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("refused", "SecurityError") };
  Object.defineProperty(window, name, { get });
}"""


def test_a_draft_outlives_the_page_and_goes_with_its_answer(visitor: Visitor) -> None:
    other = visitor.has(with_documents)
    visitor.open(f"{other}/interview")
    visitor.answer.fill("The other draft")
    path = visitor.has(with_documents)
    visitor.open(f"{path}/interview")
    visitor.answer.fill(DRAFT)
    visitor.page.close(run_before_unload=False)
    visitor.page = visitor.context.new_page()
    visitor.open(f"{path}/interview")
    expect(visitor.answer).to_have_value(DRAFT)
    visitor.answers(ANSWERS[0])
    expect(visitor.answer).to_have_value("")
    kept = visitor.page.evaluate("Object.values(localStorage)")
    assert kept == ["The other draft"]


def test_a_draft_goes_when_the_interview_is_finished_early(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(answered, 1)}/interview")
    visitor.answer.fill(DRAFT)
    visitor.page.get_by_text("Finish early").click()
    visitor.page.get_by_role("button", name="Finish and read my feedback").click()
    expect(visitor.page.get_by_role("heading", name="Your feedback")).to_be_visible()
    assert visitor.page.evaluate("localStorage.length") == 0


def test_a_browser_that_keeps_nothing_is_interviewed_all_the_same(visitor: Visitor) -> None:
    visitor.context.add_init_script(NO_STORAGE)
    visitor.open(f"{visitor.has(with_documents)}/interview")
    visitor.answers(ANSWERS[0])
    expect(visitor.page.get_by_text("Question 2 of 8")).to_be_visible()
    visitor.answer.fill("one two")
    expect(visitor.page.get_by_text("2 words, about 5 s aloud.")).to_be_visible()


def test_scripts_may_stand_in_any_order(visitor: Visitor) -> None:
    ours = [*contents("js", ""), *contents("js", "session")]
    backwards = b"\n".join(map(in_a_block, reversed(ours))).decode()
    visitor.page.route("**/rehearse.*.js", lambda route: route.fulfill(content_type=JAVASCRIPT))
    visitor.page.route(
        "**/session.*.js",
        lambda route: route.fulfill(body=f'"use strict";{backwards}', content_type=JAVASCRIPT),
    )
    visitor.open(f"{visitor.has(with_documents)}/interview")
    visitor.answer.fill("one two")
    visitor.page.reload()
    expect(visitor.answer).to_have_value("one two")
    expect(visitor.page.get_by_text("2 words, about 5 s aloud.")).to_be_visible()
    visitor.answers(ANSWERS[0])
    expect(visitor.answer).to_be_focused()
    expect(visitor.answer).to_have_value("")


def test_a_draft_is_not_shown_in_the_same_session_of_another_database(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path) as server:
        visitor = Visitor(browser, server)
        path = visitor.has(with_documents)
        visitor.open(f"{path}/interview")
        visitor.answer.fill(DRAFT)
        visitor.open("/")
        server.stop()
        server.database.unlink()
        server.restart()
        assert visitor.has(with_documents) == path
        visitor.open(f"{path}/interview")
        expect(visitor.answer).to_have_value("")
        visitor.leave()
