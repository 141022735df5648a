"""The way from the landing page to the documents and back to the dashboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.clients import client, completed, with_documents

TITLE = "Senior backend developer, payments platform"
LINES_OF_WORDS = """link => {
  const words = document.createRange();
  words.selectNodeContents(link.firstChild);
  return words.getClientRects().length;
}"""


def walks_the_whole_way(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.begins("Head chef", "The Larder & Vine")
    expect(visitor.page.get_by_role("main")).to_contain_text("For Head chef at The Larder & Vine.")
    expect(visitor.page.locator("[aria-current=step]")).to_have_text("Documents")
    expect(visitor.page.get_by_text("Not added yet")).to_have_count(2)
    visitor.page.get_by_role("link", name="Your sessions").click()
    visitor.open_dashboard()
    expect(visitor.cards).to_have_count(1)
    visitor.page.get_by_role("link", name="Add CV for Head chef").click()
    visitor.page.wait_for_url("**/upload")


def test_a_person_begins_a_session_and_finds_it_again(visitor: Visitor) -> None:
    walks_the_whole_way(visitor)


def test_the_same_way_is_open_without_javascript(plain_visitor: Visitor) -> None:
    walks_the_whole_way(plain_visitor)


def test_the_newest_of_five_sessions_comes_first_and_a_sixth_is_not_shown(visitor: Visitor) -> None:
    visitor.has_sessions("One", "Two", "Three", "Four", "Five", "Six")
    visitor.open_dashboard()
    expect(visitor.cards.get_by_role("heading")).to_have_text(
        ["Six", "Five", "Four", "Three", "Two"]
    )


def test_the_cards_say_how_long_ago_and_exactly_when(visitor: Visitor) -> None:
    visitor.has_sessions("Head chef")
    visitor.open_dashboard()
    moment = visitor.cards.locator("time")
    expect(moment).to_have_text("just now")
    expect(moment).to_have_attribute("datetime", re.compile(r"^\d{4}-\d\d-\d\dT.*\+00:00$"))
    expect(moment).to_have_attribute("title", re.compile(r"^\d+ \w+ \d{4}, \d\d:\d\d UTC$"))


@pytest.mark.parametrize("width", [320, 390, 640, 960, 1280])
def test_what_to_do_next_stands_in_one_line_on_a_card(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 720})
    with client(visitor.server.url) as earlier:
        completed(earlier, job_title=TITLE)
        with_documents(earlier, job_title=TITLE)
        with_documents(earlier, job_title=TITLE)
        visitor.is_now(earlier)
    visitor.open_dashboard()
    actions = visitor.cards.locator("> a")
    expect(actions).to_have_count(3)
    for action in actions.all():
        assert action.evaluate(LINES_OF_WORDS) == 1
    expect(actions).to_contain_text(["Review and start", "Review and start", "Read your feedback"])


def test_somebody_without_sessions_is_told_so(visitor: Visitor) -> None:
    visitor.open_dashboard()
    expect(visitor.page.get_by_text("Your first one will appear here.")).to_be_visible()


def test_the_button_says_that_it_works_and_cant_be_pressed_again(visitor: Visitor) -> None:
    held = visitor.hold("/session/create")
    visitor.open("/")
    visitor.fill()
    with visitor.page.expect_request("**/session/create"):
        visitor.start()
    expect(visitor.start_button).to_have_text(re.compile("Starting …"), use_inner_text=True)
    expect(visitor.start_button).to_be_disabled()
    held[0].continue_()
    visitor.page.wait_for_url("**/upload")


def makes_one_session_by_a_double_click(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.fill()
    visitor.start_button.dblclick()
    expect(visitor.page).to_have_url(re.compile("/upload$"))  # the first way there is given up
    visitor.open_dashboard()
    expect(visitor.cards).to_have_count(1)


def test_a_double_click_makes_one_session(visitor: Visitor) -> None:
    makes_one_session_by_a_double_click(visitor)


def test_a_double_click_makes_one_session_without_javascript(plain_visitor: Visitor) -> None:
    makes_one_session_by_a_double_click(plain_visitor)
