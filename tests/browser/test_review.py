"""The review at a browser: each choice is kept at once, or with one button where nothing runs."""

from pathlib import Path
from threading import Event

import httpx
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NewVisitor
from tests.browser.test_keyboard import tab_to
from tests.browser.visitor import SMALL_PHONE, Visitor
from tests.clients import JOB, answer, client, with_documents
from tests.model_server import NAME, model_server, says, waits
from tests.server import serving

ADDED = "Experience with arterial lines"


def reviews(visitor: Visitor) -> int:
    """Opens the review of a new session, and gives its id."""
    path = visitor.has(with_documents)
    visitor.open(f"{path}/review")
    return int(path.rpartition("/")[2])


def elsewhere(visitor: Visitor) -> httpx.Client:
    """Another window of the same visitor."""
    other = client(visitor.server.url, "api")
    for cookie in visitor.context.cookies():
        other.cookies.set(cookie.get("name", ""), cookie.get("value", ""))
    return other


def test_a_choice_is_kept_at_once_and_the_focus_stays(visitor: Visitor) -> None:
    reviews(visitor)
    box = visitor.page.get_by_label("Not about me").first
    with visitor.page.expect_response("**/review"):
        box.press("Space")
    expect(visitor.page.locator(".reviewed .is-left-out")).to_have_count(1)
    expect(visitor.page.get_by_label("Not about me").first).to_be_focused()
    visitor.page.reload()
    expect(visitor.page.get_by_label("Not about me").first).to_be_checked()


def test_quick_choices_are_all_kept(visitor: Visitor) -> None:
    reviews(visitor)
    held = visitor.hold("/review")
    boxes = visitor.page.get_by_label("Not about me")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(boxes.nth(0)).to_be_checked()
    held[-1].continue_()  # which took the place of the first
    visitor.page.unroute("**/review")
    expect(visitor.page.locator(".reviewed .is-left-out")).to_have_count(2)
    visitor.page.reload()
    expect(visitor.page.locator(".reviewed .is-left-out")).to_have_count(2)


def test_what_is_typed_and_not_yet_kept_goes_along_with_start(visitor: Visitor) -> None:
    reviews(visitor)
    visitor.page.get_by_label("Add something").fill(ADDED)
    visitor.page.get_by_role("button", name="Start the interview").click()
    visitor.page.wait_for_url("**/interview")
    visitor.page.get_by_role("link", name="Review").click()
    expect(visitor.page.locator(".reviewed").get_by_text(ADDED)).to_be_visible()


def test_it_is_all_there_without_javascript(plain_visitor: Visitor) -> None:
    reviews(plain_visitor)
    plain_visitor.page.get_by_label("Not about me").first.check()
    plain_visitor.page.get_by_label("Add something").fill(ADDED)
    plain_visitor.page.get_by_role("button", name="Keep my choices").click()
    expect(plain_visitor.page.get_by_label("Not about me").first).to_be_checked()
    expect(plain_visitor.page.locator(".reviewed").get_by_text(ADDED)).to_be_visible()
    plain_visitor.page.get_by_role("button", name="Start the interview").click()
    plain_visitor.page.wait_for_url("**/interview")


def test_a_line_that_was_left_out_comes_back_on_a_phone(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE)
    reviews(visitor)
    visitor.unfold()
    line = visitor.page.locator("[name=restore]").first.get_attribute("value") or ""
    with visitor.page.expect_response("**/review"):
        visitor.page.locator("[name=restore]").first.check()
    expect(visitor.page.locator(".reviewed").get_by_text(line)).to_be_visible()


def test_what_is_added_is_kept_with_its_button(visitor: Visitor) -> None:
    reviews(visitor)
    visitor.page.get_by_label("Add something").fill(ADDED)
    visitor.page.get_by_role("button", name="Keep these lines").click()
    expect(visitor.page.locator(".reviewed").get_by_text(ADDED)).to_be_visible()
    visitor.page.reload()
    expect(visitor.page.get_by_label("Add something")).to_have_value(ADDED)


def test_what_is_typed_outlives_leaving_the_page(visitor: Visitor) -> None:
    reviews(visitor)
    visitor.page.get_by_label("Add something").fill(ADDED)
    visitor.page.reload()
    expect(visitor.page.get_by_label("Add something")).to_have_value(ADDED)


def test_the_page_stays_where_it_is_when_a_box_is_ticked(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE)
    reviews(visitor)
    box = visitor.page.get_by_label("Not about me").last
    box.scroll_into_view_if_needed()
    before = visitor.page.evaluate("scrollY")
    assert before > SMALL_PHONE["height"]
    with visitor.page.expect_response("**/review"):
        box.press("Space")
    expect(visitor.page.locator(".reviewed .is-left-out")).to_have_count(1)
    expect(box).to_be_focused()
    assert visitor.page.evaluate("scrollY") == before


def test_it_is_chosen_and_started_by_keyboard(visitor: Visitor) -> None:
    reviews(visitor)
    visitor.page.get_by_label("Must have").last.focus()
    with visitor.page.expect_response("**/review"):
        visitor.page.keyboard.press("Space")
    tab_to(visitor, "1 line that I took to be about something else")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_label("Add something")).to_be_focused()
    visitor.page.keyboard.type(ADDED)
    tab_to(visitor, "Keep these lines")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".reviewed").get_by_text(ADDED)).to_be_visible()
    visitor.page.get_by_role("button", name="Keep these lines").focus()
    tab_to(visitor, "Start the interview")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/interview")


def test_a_page_whose_job_was_replaced_elsewhere_shows_the_new_one_and_says_so(
    visitor: Visitor,
) -> None:
    session = reviews(visitor)
    visitor.watch.allow("status of 409")
    job = JOB.replace("Mentor students and new colleagues", "Keep bees on the roof")
    with elsewhere(visitor) as other:
        other.post(f"/session/{session}/upload-job", data={"job_description": job})
    visitor.page.get_by_label("Not about me").last.press("Space")
    said = visitor.page.get_by_role("main").get_by_role("alert")
    expect(said).to_contain_text("The documents were changed since this page was opened.")
    expect(said).to_be_focused()
    expect(visitor.page.locator(".reviewed").get_by_text("Keep bees on the roof")).to_be_visible()
    expect(visitor.page.locator(".reviewed .is-left-out")).to_have_count(0)


def test_a_page_whose_interview_began_elsewhere_leads_there(visitor: Visitor) -> None:
    session = reviews(visitor)
    visitor.watch.allow("status of 409")
    with elsewhere(visitor) as other:
        answer(other, session)
    visitor.page.get_by_label("Not about me").last.press("Space")
    expect(visitor.page.get_by_text("The interview has begun.")).to_be_visible()
    expect(visitor.page.get_by_role("checkbox")).to_have_count(0)
    visitor.page.get_by_role("link", name="Go on").click()
    visitor.page.wait_for_url("**/interview")


def test_the_models_reading_comes_by_itself_and_what_is_typed_stays(
    browser: Browser, tmp_path: Path
) -> None:
    once = Event()
    reading = {"importance": "duty", "kind": "soft", "status": "gap", "evidence": ""}
    lines = ["Immediate Life Support", "Experience of cannulation", "Mentor students"]
    reply = says({"requirements": [{**reading, "text": line} for line in lines]})
    with (
        model_server(waits(reply, once)) as model,
        serving(tmp_path, OPENAI_MODEL=NAME, OPENAI_BASE_URL=model.url) as server,
    ):
        visitor = Visitor(browser, server)
        reviews(visitor)
        expect(visitor.page.get_by_text("is reading too")).to_be_visible()
        visitor.page.get_by_label("Not about me").first.check()
        visitor.page.get_by_label("Add something").fill(ADDED)
        once.set()
        expect(visitor.page.get_by_text("Read by scripted")).to_be_visible(timeout=30_000)
        expect(visitor.page.locator(".reviewed .job-line")).to_have_text(lines)
        expect(visitor.page.get_by_label("Add something")).to_have_value(ADDED)
        expect(visitor.page.get_by_label("Add something")).to_be_focused()
        visitor.leave()
        assert visitor.watch.unexpected == []
