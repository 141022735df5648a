"""A person gives one answer again, and sees both beside each other."""

import re

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.conftest import NewVisitor
from tests.browser.test_every_page import SCROLLS_SIDEWAYS
from tests.browser.visitor import Visitor
from tests.clients import completed

PHONE: ViewportSize = {"width": 390, "height": 800}
NEW = (
    "In May people fell at night on the way to the toilet, nine in a month. I had to bring that "
    "down. I asked the team to go round every hour because most fell then, I made the chart with "
    "Sister Okoro, and falls went from nine a month to three. I learnt to ask the night staff."
)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def candidate(request: pytest.FixtureRequest, new_visitor: NewVisitor) -> Visitor:
    """Somebody who reads the answer that they gave to question 3."""
    visitor = new_visitor(has_js=request.param)
    visitor.open(f"{visitor.has(completed)}/answer/3")
    return visitor


def sends(visitor: Visitor, text: str) -> None:
    box(visitor).fill(text)
    visitor.page.get_by_role("button", name="Send my answer").click()


def box(visitor: Visitor) -> Locator:
    return visitor.page.locator(".attempt-form textarea")


def test_the_new_answer_stands_beside_the_old_one_with_what_changed(candidate: Visitor) -> None:
    page = candidate.page
    sends(candidate, NEW)
    change = page.get_by_role("heading", name="What changed")
    expect(change).to_be_visible()
    old, new = page.locator(".marked-answer > .answered").all()
    expect(old).to_contain_text("I made the chart")
    expect(new).to_contain_text("because most fell then")
    left, right = old.bounding_box(), new.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]
    expect(page.locator(".changes > li")).to_have_count(5)
    expect(page.get_by_text("higher").first).to_be_visible()
    expect(box(candidate)).to_have_value("")
    expect(page).to_have_title("Question 3 again: Staff nurse · Rehearse")
    if candidate.has_js:
        expect(change).to_be_focused()


def test_the_feedback_leads_to_it_and_it_leads_back(candidate: Visitor) -> None:
    page = candidate.page
    page.get_by_role("link", name="Back to your feedback").click()
    page.wait_for_url("**/feedback#answer-3")
    candidate.unfold()
    page.get_by_role("link", name="Answer this again").nth(4).click()
    page.wait_for_url("**/answer/5")
    candidate.sees_a_whole_page()


def test_an_answer_that_is_none_keeps_the_box_and_has_the_focus(candidate: Visitor) -> None:
    candidate.watch.allow("status of 400")
    long = "a" * 10_001
    sends(candidate, long)
    expect(candidate.page.get_by_text("Answer too long (max 10,000 characters)")).to_be_visible()
    expect(box(candidate)).to_have_value(long)
    expect(box(candidate)).to_have_accessible_description(re.compile(r"^Answer too long"))
    expect(candidate.page).to_have_title(re.compile("^Please check your answer"))
    if candidate.has_js:
        expect(box(candidate)).to_be_focused()


def test_the_parts_are_told_apart_without_colours(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(forced_colors="active")
    visitor.open(f"{visitor.has(completed)}/answer/3")
    sends(visitor, NEW)
    new = visitor.page.locator("#newest ~ .marked-answer")
    expect(new.locator("mark").first).to_be_visible()
    letters = new.locator("mark").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark, '::before').content[1])"
    )
    assert set(letters) >= {"S", "T", "A", "R"}
    expect(new).to_contain_text("Own steps:")
    figure = new.locator("u.is-figure").first
    expect(figure).to_have_css("text-decoration-line", "underline")


def test_it_can_be_done_by_keyboard(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(completed)}/answer/3")
    box(visitor).focus()
    visitor.page.keyboard.type("I sat with him. He slept.")
    visitor.page.keyboard.press("Control+Enter")
    expect(visitor.page.get_by_role("heading", name="What changed")).to_be_focused()


def test_what_is_typed_is_kept_on_this_device_until_it_is_sent(visitor: Visitor) -> None:
    path = f"{visitor.has(completed)}/answer/3"
    visitor.open(path)
    box(visitor).press_sequentially("I sat with him")
    visitor.open(path)
    expect(box(visitor)).to_have_value("I sat with him")
    visitor.open(path.replace("/answer/3", "/answer/4"))
    expect(box(visitor)).to_have_value("")
    visitor.open(path)
    sends(visitor, NEW)
    expect(visitor.page.get_by_role("heading", name="What changed")).to_be_visible()
    visitor.open(path)
    expect(box(visitor)).to_have_value("")


def test_a_lost_connection_keeps_the_answer_and_sends_it_once(visitor: Visitor) -> None:
    visitor.watch.allow("ERR_FAILED", "htmx:error")
    visitor.open(f"{visitor.has(completed)}/answer/3")
    visitor.page.route("**/answer/3", lambda route: (route.fetch(), route.abort()), times=1)
    sends(visitor, NEW)
    expect(visitor.notice).to_contain_text("Nothing is lost")
    expect(box(visitor)).to_have_value(NEW)
    visitor.page.get_by_role("button", name="Send my answer").click()
    expect(visitor.page.get_by_role("heading", name="What changed")).to_be_visible()
    expect(visitor.page.get_by_role("heading", name="Earlier tries")).to_have_count(0)


def test_on_a_phone_nothing_scrolls_sideways(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport=PHONE)
    visitor.open(f"{visitor.has(completed)}/answer/3")
    sends(visitor, NEW)
    expect(visitor.page.get_by_role("heading", name="What changed")).to_be_in_viewport()
    assert not visitor.page.evaluate(SCROLLS_SIDEWAYS)
