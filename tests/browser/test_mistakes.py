"""What a person sees when something is wrong: with what they typed, or with the line."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.places import session_of_somebody_else
from tests.browser.visitor import Visitor
from tests.clients import answered

TOO_LONG = "a" * 201


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def refused(request: pytest.FixtureRequest, new_visitor: NewVisitor) -> Visitor:
    """Somebody whose form will be refused, which Chromium notes on its console."""
    visitor = new_visitor(has_js=request.param)
    visitor.watch.allow("status of 400")
    return visitor


@pytest.mark.parametrize("path", ["/", "/dashboard"])
def test_blank_fields_are_named_beside_them_and_the_first_has_the_focus(
    refused: Visitor, path: str
) -> None:
    refused.open(path)
    refused.start()
    expect(refused.page.get_by_text("Job title cannot be empty")).to_be_visible()
    expect(refused.page.get_by_text("Company name cannot be empty")).to_be_visible()
    expect(refused.job_title).to_be_focused()
    expect(refused.job_title).to_have_accessible_description(
        "For example: Staff nurse, or Backend developer Job title cannot be empty."
    )


def test_a_wrong_company_has_the_focus_and_the_job_title_stays(refused: Visitor) -> None:
    refused.open("/")
    refused.fill("Head chef", TOO_LONG)
    refused.start()
    expect(refused.page.get_by_text("Company name too long (max 200 characters)")).to_be_visible()
    expect(refused.company).to_be_focused()
    expect(refused.company).to_have_value(TOO_LONG)
    expect(refused.job_title).to_have_value("Head chef")


def test_a_form_that_was_put_right_goes_on(refused: Visitor) -> None:
    refused.open("/dashboard")
    refused.start()
    expect(refused.job_title).to_be_focused()
    refused.begins("Head chef")


def test_errors_come_without_a_new_page_and_the_cards_stay(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    visitor.has_sessions("Head chef")
    visitor.open_dashboard()
    visitor.page.evaluate("window.isTheSamePage = true")
    visitor.start()
    expect(visitor.job_title).to_be_focused()
    expect(visitor.cards).to_have_count(1)
    assert visitor.page.evaluate("window.isTheSamePage")


def test_cards_that_come_late_leave_the_focus_where_a_person_types(visitor: Visitor) -> None:
    visitor.watch.allow("status of 400")
    held = visitor.hold("/dashboard/recent")
    with visitor.page.expect_request("**/dashboard/recent"):
        visitor.open("/dashboard")
    visitor.start()
    expect(visitor.job_title).to_be_focused()
    visitor.company.focus()
    held[0].continue_()
    expect(visitor.page.locator(".no-sessions")).to_be_visible()
    expect(visitor.company).to_be_focused()


def test_what_is_wrong_outside_the_form_is_said_above_it_and_the_form_stays(
    visitor: Visitor,
) -> None:
    visitor.watch.allow("status of 400")
    visitor.open("/")
    visitor.fill("Head chef")
    visitor.job_title.evaluate("field => field.after(field.cloneNode())")
    visitor.start()
    expect(visitor.notice).to_contain_text("Job title was sent more than once.")
    expect(visitor.notice).to_be_in_viewport()
    expect(visitor.job_title.first).to_have_value("Head chef")
    expect(visitor.start_button).to_be_enabled()


def test_a_lost_connection_keeps_what_was_typed_and_offers_to_try_again(visitor: Visitor) -> None:
    visitor.watch.allow("ERR_INTERNET_DISCONNECTED", "htmx:error")
    visitor.page.set_viewport_size({"width": 320, "height": 400})
    visitor.open("/")
    visitor.fill("Head chef")
    visitor.context.set_offline(True)
    visitor.start()
    expect(visitor.notice).to_contain_text("Rehearse did not answer. Nothing is lost")
    expect(visitor.notice).to_be_in_viewport()
    expect(visitor.job_title).to_have_value("Head chef")
    visitor.context.set_offline(False)
    visitor.start()
    visitor.page.wait_for_url("**/upload")


def test_cards_that_never_came_leave_a_link_to_them(visitor: Visitor) -> None:
    visitor.watch.allow("ERR_FAILED", "htmx:error")
    visitor.has_sessions("Head chef")
    visitor.page.route("**/dashboard/recent", lambda route: route.abort())
    visitor.open("/dashboard")
    expect(visitor.notice).to_contain_text("Rehearse did not answer.")
    visitor.page.unroute_all()
    visitor.page.get_by_role("link", name="Show your recent sessions").click()
    expect(visitor.cards).to_have_count(1)


@pytest.mark.parametrize("path", ["/", "/upload", "/interview"])
def test_the_buttons_wait_while_their_form_is_on_the_way(visitor: Visitor, path: str) -> None:
    visitor.open("/" if path == "/" else visitor.has(answered, 1) + path)
    forms = visitor.page.locator("form[hx-post]")
    visitor.unfold()
    for number in range(forms.count()):
        form = forms.nth(number)
        path = form.get_attribute("hx-post") or ""
        held = visitor.hold(path)
        with visitor.page.expect_request(f"**{path}"):
            form.evaluate("form => { form.requestSubmit(); form.requestSubmit() }")
        expect(form.locator("button:enabled")).to_have_count(0)
        held[0].abort()
        expect(form.locator("button:disabled")).to_have_count(0)
        assert len(held) == 1
        visitor.page.unroute_all()
    visitor.watch.allow("ERR_FAILED", "htmx:error")


def test_a_page_of_somebody_else_says_why_it_can_be(plain_visitor: Visitor) -> None:
    session_of_somebody_else(plain_visitor)
    main = plain_visitor.page.get_by_role("main")
    expect(main.get_by_role("heading")).to_have_text("This session is not open to you")
    expect(main).to_contain_text("You don't have access to this session.")
    expect(main).to_contain_text("or the cookies were cleared.")


def test_a_report_that_is_not_there_yet_is_said_in_one_sentence(plain_visitor: Visitor) -> None:
    plain_visitor.watch.allow("status of 404")
    plain_visitor.open(f"{plain_visitor.has(answered, 1)}/feedback")
    main = plain_visitor.page.get_by_role("main")
    expect(main.get_by_role("heading")).to_have_text("There is no report yet")
    expect(main.locator(".error-message")).to_have_text("Feedback for session not found.")
