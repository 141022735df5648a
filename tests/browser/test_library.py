"""All one's sessions, in a browser: found while one types, appended, renamed, deleted."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor
from tests.clients import client, completed, create


def has_many(visitor: Visitor, count: int = 25) -> None:
    visitor.has_sessions(*(f"Nurse {number}" for number in range(count)), "Head chef")


def test_the_list_follows_what_one_types_and_the_address_keeps_it(visitor: Visitor) -> None:
    has_many(visitor)
    visitor.open("/sessions")
    expect(visitor.cards).to_have_count(20)
    search = visitor.page.get_by_label("Find a job or a company")
    search.press_sequentially("HÉAD")
    expect(visitor.cards).to_have_count(1)
    expect(search).to_be_focused()
    expect(visitor.page.get_by_role("status")).to_have_text("1 session found")
    expect(visitor.page).to_have_url(re.compile(r"q=H%C3%89AD"))
    visitor.page.reload()
    expect(visitor.cards).to_have_count(1)
    expect(search).to_have_value("HÉAD")
    search.fill("")
    expect(visitor.cards).to_have_count(20)
    visitor.page.get_by_label("Show").select_option("With feedback")
    expect(visitor.page.get_by_role("status")).to_have_text("No session fits that")


def test_a_link_brings_the_older_ones_below_and_the_focus_goes_on_there(visitor: Visitor) -> None:
    has_many(visitor)
    visitor.open("/sessions?q=nurse")
    visitor.page.get_by_role("link", name="Show older sessions").press("Enter")
    expect(visitor.cards).to_have_count(25)
    expect(visitor.page.get_by_role("heading", name="Older sessions")).to_be_focused()
    expect(visitor.page.get_by_role("link", name="Show older sessions")).to_have_count(0)


def test_a_click_after_typing_is_what_one_clicked(visitor: Visitor) -> None:
    has_many(visitor)
    visitor.open("/sessions")
    searches: list[str] = []
    visitor.page.on("request", lambda request: searches.append(request.url))
    visitor.page.get_by_label("Find a job or a company").press_sequentially("nurse")
    expect(visitor.page.get_by_role("status")).to_have_text("25 sessions found")
    visitor.page.get_by_role("link", name="Show older sessions").click()
    expect(visitor.cards).to_have_count(25)
    visitor.page.get_by_label("Show").select_option("Not begun")
    expect(visitor.cards).to_have_count(20)
    asked = [found[1] for url in searches if (found := re.search(r"/sessions\?(\w+)=", url))]
    assert asked == ["q", "before", "q"]


def test_without_scripts_the_form_and_the_link_do_the_same(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(has_js=False)
    has_many(visitor)
    visitor.open("/sessions")
    visitor.page.get_by_label("Find a job or a company").fill("nurse")
    visitor.page.get_by_role("button", name="Find").click()
    expect(visitor.page.get_by_role("status")).to_have_text("25 sessions found")
    visitor.page.get_by_role("link", name="Show older sessions").click()
    expect(visitor.cards).to_have_count(5)
    expect(visitor.page.get_by_label("Find a job or a company")).to_have_value("nurse")
    visitor.page.get_by_role("link", name="Delete Nurse 0").click()
    visitor.page.get_by_role("button", name="Delete this session").click()
    visitor.page.wait_for_url("**/sessions")
    expect(visitor.page.get_by_role("status")).to_have_text("25 sessions")


@pytest.mark.parametrize("is_sure", [True, False])
def test_a_card_goes_once_one_is_sure(visitor: Visitor, is_sure: bool) -> None:
    visitor.has_sessions("Head chef", "Nurse")
    visitor.open("/sessions")
    visitor.watch.agrees = is_sure
    visitor.watch.allow("dialog: Delete Head chef at St Elsewhere")
    visitor.page.get_by_role("link", name="Delete Head chef").click()
    expect(visitor.cards).to_have_count(1 if is_sure else 2)
    assert len(visitor.watch.said) == 1
    visitor.page.reload()
    expect(visitor.cards).to_have_count(1 if is_sure else 2)


def test_the_list_counts_again_once_a_card_is_gone(visitor: Visitor) -> None:
    visitor.has_sessions("Head chef", "Nurse", "Nurse")
    visitor.open("/sessions")
    visitor.watch.agrees = True
    visitor.watch.allow("dialog: Delete")
    status = visitor.page.get_by_role("status")
    visitor.page.get_by_role("link", name="Delete Nurse").first.click()
    expect(status).to_have_text("2 sessions")
    expect(visitor.cards).to_have_count(2)
    visitor.page.get_by_label("Find a job or a company").fill("chef")
    expect(status).to_have_text("1 session found")
    visitor.page.get_by_role("link", name="Delete Head chef").click()
    expect(status).to_have_text("No session fits that")
    expect(visitor.cards).to_have_count(0)


def test_a_card_that_cant_go_says_why(visitor: Visitor) -> None:
    visitor.watch.allow("dialog: Delete", "status of 404")
    path = visitor.has(create)
    visitor.open("/sessions")
    delete_elsewhere(visitor, path)
    visitor.watch.agrees = True
    visitor.page.get_by_role("link", name="Delete Staff nurse").click()
    expect(visitor.notice).to_contain_text("Session not found")
    visitor.page.wait_for_load_state("networkidle")
    expect(visitor.notice).to_contain_text("Session not found")


def test_every_run_of_a_job_can_be_deleted(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(has_js=False)
    first = visitor.has(completed)
    visitor.open(f"{first}/feedback")
    visitor.page.get_by_role("button", name="Practise again").click()
    visitor.open("/sessions")
    visitor.unfold()
    expect(visitor.page.get_by_role("link", name="Delete the newest run")).to_have_count(1)
    visitor.page.get_by_role("link", name="Delete the run of").first.click()
    visitor.page.wait_for_url(f"**{first}/delete")


@pytest.mark.parametrize("has_js", [True, False], ids=["with JavaScript", "without"])
def test_the_last_browser_is_not_signed_out_by_one_click(
    new_visitor: NewVisitor, has_js: bool
) -> None:
    visitor = new_visitor(has_js=has_js)
    visitor.has_sessions("Head chef")
    visitor.open("/you")
    expect(visitor.page.get_by_role("button", name="Sign this browser out")).to_have_count(0)
    visitor.page.get_by_text("Sign this browser out all the same").click()
    expect(visitor.page.get_by_text("nobody could open or delete them")).to_be_visible()
    visitor.page.get_by_role("button", name="Sign this browser out").click()
    visitor.page.wait_for_url(f"{visitor.server.url}/")


def test_names_are_changed_and_a_wrong_one_is_told_in_place(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.has_sessions("Head chef")
    visitor.open("/sessions")
    visitor.page.get_by_role("link", name="Change the names").click()
    visitor.job_title.fill(" ")
    visitor.page.get_by_role("button", name="Save the names").click()
    expect(visitor.job_title).to_be_focused()
    visitor.job_title.fill("Sous chef")
    visitor.page.get_by_role("button", name="Save the names").click()
    visitor.page.wait_for_url("**/upload")
    visitor.open("/sessions")
    expect(visitor.cards.get_by_role("heading")).to_have_text("Sous chef")


@pytest.mark.parametrize("has_js", [True, False], ids=["with JavaScript", "without"])
def test_a_phone_opens_what_a_laptop_has_and_is_signed_out_again(
    new_visitor: NewVisitor, has_js: bool
) -> None:
    laptop, phone = new_visitor(has_js=has_js), new_visitor(has_js=has_js)
    laptop.has(completed)
    laptop.open("/you")
    laptop.page.get_by_role("button", name="Open this on another device").click()
    url = laptop.page.locator(".address").get_attribute("href")
    assert url
    phone.open(url)
    phone.page.get_by_role("button", name="Open them here").click()
    phone.page.wait_for_url("**/sessions")
    expect(phone.cards).to_have_count(1)
    laptop.open("/you")
    laptop.page.get_by_role("button", name="Sign it out").click()
    expect(laptop.page.get_by_role("button", name="Sign it out")).to_have_count(0)
    phone.open("/sessions")
    expect(phone.page.get_by_role("status")).to_have_text("No sessions yet")


@pytest.mark.parametrize("has_js", [True, False], ids=["with JavaScript", "without"])
def test_one_word_deletes_everything_and_leads_to_the_start(
    new_visitor: NewVisitor, has_js: bool
) -> None:
    visitor = new_visitor(has_js=has_js)
    visitor.has_sessions("Head chef")
    visitor.open("/you")
    visitor.page.get_by_role("link", name="Delete everything").click()
    visitor.page.get_by_label("Type forget to confirm").fill("forget")
    visitor.page.get_by_role("button", name="Delete everything").click()
    visitor.page.wait_for_url(f"{visitor.server.url}/")
    visitor.open("/sessions")
    expect(visitor.page.get_by_role("status")).to_have_text("No sessions yet")


def test_a_session_that_was_deleted_elsewhere_is_told(visitor: Visitor) -> None:
    visitor.watch.allow("status of 404")
    path = visitor.has(create)
    visitor.open(f"{path}/edit")
    delete_elsewhere(visitor, path)
    visitor.page.get_by_role("button", name="Save the names").click()
    expect(visitor.notice).to_contain_text("Session not found")


def delete_elsewhere(visitor: Visitor, path: str) -> None:
    """As another window of theirs does."""
    with client(visitor.server.url) as other:
        other.headers["Cookie"] = "; ".join(
            f"{each['name']}={each['value']}" for each in visitor.context.cookies()
        )
        other.delete(path)
