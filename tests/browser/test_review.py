"""The review at a browser: each choice is kept at once, or with one button where nothing runs."""

from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import SMALL_PHONE, Visitor
from tests.clients import with_documents

ADDED = "Experience with arterial lines"


def reviews(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents)}/review")


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
    visitor.page.get_by_role("button", name="Keep these").click()
    expect(visitor.page.locator(".reviewed").get_by_text(ADDED)).to_be_visible()
    visitor.page.reload()
    expect(visitor.page.get_by_label("Add something")).to_have_value(ADDED)


def test_what_is_typed_outlives_leaving_the_page(visitor: Visitor) -> None:
    reviews(visitor)
    visitor.page.get_by_label("Add something").fill(ADDED)
    visitor.page.reload()
    expect(visitor.page.get_by_label("Add something")).to_have_value(ADDED)
