"""Back and forward: always a whole page, and one that can be used."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor


def test_back_from_the_documents_is_the_form_ready_to_be_sent(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.begins()
    visitor.page.go_back()
    visitor.sees_a_whole_page()
    visitor.begins("Head chef")
    visitor.open_dashboard()
    expect(visitor.cards).to_have_count(2)


def test_back_from_the_documents_is_the_dashboard_with_its_cards(visitor: Visitor) -> None:
    visitor.has_sessions("Head chef")
    visitor.open_dashboard()
    visitor.page.get_by_role("link", name="Add CV for Head chef").click()
    visitor.page.wait_for_url("**/upload")
    visitor.page.go_back()
    visitor.sees_a_whole_page()
    expect(visitor.cards).to_have_count(1)


def test_back_to_the_address_of_a_fragment_is_a_page(visitor: Visitor) -> None:
    visitor.has_sessions("Head chef")
    visitor.open_dashboard()  # htmx has now asked /dashboard/recent for its fragment
    visitor.open("/dashboard/recent")
    visitor.sees_a_whole_page()
    visitor.open("/")
    visitor.page.go_back()
    visitor.sees_a_whole_page()
    expect(visitor.cards).to_have_count(1)
    visitor.page.go_back()
    visitor.page.go_forward()
    visitor.sees_a_whole_page()


def test_a_form_that_came_back_with_errors_leaves_no_step_in_the_history(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.watch.allow("status of 400")
    visitor.open("/dashboard")
    visitor.start()
    expect(visitor.page.get_by_text("Job title cannot be empty")).to_be_visible()
    visitor.page.go_back()
    expect(visitor.page).to_have_url(f"{visitor.server.url}/")
    visitor.sees_a_whole_page()


def test_a_page_that_the_browser_kept_comes_back_with_a_button_that_works(visitor: Visitor) -> None:
    visitor.open("/")
    button = visitor.start_button.element_handle()
    button.evaluate("button => { button.disabled = true }")  # as it was while it was sent
    with visitor.page.expect_navigation():
        visitor.page.evaluate(
            "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
        )
    visitor.begins()


@pytest.mark.parametrize("path", ["/", "/dashboard"])
@pytest.mark.parametrize("has_js", [True, False], ids=["with JavaScript", "without"])
def test_what_was_typed_is_there_again_after_a_look_at_another_page(
    new_visitor: NewVisitor, path: str, has_js: bool
) -> None:
    visitor = new_visitor(has_js=has_js)
    visitor.open(path)
    visitor.fill("Head chef", "The Larder")
    name = "Your sessions" if path == "/" else "Rehearse"
    visitor.page.get_by_role("link", name=name, exact=True).click()
    visitor.page.wait_for_url("**/dashboard" if path == "/" else f"{visitor.server.url}/")
    visitor.page.go_back()
    expect(visitor.job_title).to_have_value("Head chef")
    expect(visitor.company).to_have_value("The Larder")


def test_words_that_were_sent_are_not_there_in_the_next_form(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.begins("Head chef")
    visitor.open("/")
    expect(visitor.job_title).to_have_value("")
    expect(visitor.company).to_have_value("")


def test_words_that_were_refused_are_kept_and_words_that_were_deleted_are_not(
    visitor: Visitor,
) -> None:
    visitor.watch.allow("status of 400")
    visitor.open("/")
    visitor.fill("Head chef")
    visitor.company.fill(" ")
    visitor.start()
    expect(visitor.page.get_by_text("Company name cannot be empty")).to_be_visible()
    visitor.open("/dashboard")
    expect(visitor.job_title).to_have_value("Head chef")
    expect(visitor.company).to_have_value("")


def test_words_that_were_typed_stay_in_their_tab(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.fill("Head chef")
    visitor.page = visitor.context.new_page()
    visitor.open("/")
    expect(visitor.job_title).to_have_value("")
