"""How the report is laid out, and what can be pressed on it, on a phone and with large letters."""

import httpx
import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import NewVisitor
from tests.browser.test_every_page import SCROLLS_SIDEWAYS
from tests.browser.visitor import SMALL_PHONE, Visitor
from tests.clients import CV, JOB, answered, completed, create

PHONE: ViewportSize = {"width": 390, "height": 844}
ANSWER = "I asked the ward to go round every hour, and falls went down by half."
LETTERS_TWICE_AS_LARGE = """() => {
  const [sheet] = document.styleSheets;
  sheet.insertRule("html { font-size: 200% !important }", sheet.cssRules.length);
}"""


def test_on_a_phone_what_to_do_first_stands_straight_after_the_number(
    new_visitor: NewVisitor,
) -> None:
    visitor = new_visitor(viewport=PHONE)
    visitor.open(f"{visitor.has(completed)}/feedback")
    first = visitor.page.locator(".next-steps .button").first
    expect(first).to_be_in_viewport(ratio=1)
    bar = visitor.page.get_by_role("meter").first.bounding_box()
    button = first.bounding_box()
    assert bar
    assert button
    assert button["y"] < bar["y"]


@pytest.mark.parametrize("page", ["feedback", "answer/3", "interview"])
@pytest.mark.parametrize("has_score", [True, False], ids=["a score", "no score"])
def test_letters_twice_as_large_still_fit_a_phone(
    new_visitor: NewVisitor, page: str, has_score: bool
) -> None:
    visitor = new_visitor(viewport=PHONE)
    path = visitor.has(completed, 8 if has_score else 3)
    visitor.open(f"{path}/answer/3")
    visitor.page.locator(".attempt-form textarea").fill(ANSWER)
    visitor.page.get_by_role("button", name="Send my answer").click()
    expect(visitor.page.get_by_role("heading", name="What changed")).to_be_visible()
    visitor.open(f"{path}/{page}")
    visitor.unfold()
    visitor.page.evaluate(LETTERS_TWICE_AS_LARGE)
    assert not visitor.page.evaluate(SCROLLS_SIDEWAYS)


def test_on_a_small_phone_the_way_is_five_bars_and_where_one_is(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE)
    visitor.open(f"{visitor.has(answered, 2)}/interview")
    steps = visitor.page.get_by_role("navigation", name="Steps of this session")
    expect(steps.get_by_text("Step 4 of 5, Interview")).to_be_visible()
    tops = steps.get_by_role("listitem").evaluate_all(
        "steps => steps.map(step => step.getBoundingClientRect().top)"
    )
    assert len(tops) == 5
    assert len(set(tops)) == 1
    steps.get_by_role("link", name="Documents").click()
    visitor.page.wait_for_url("**/upload")


def test_one_press_prints(visitor: Visitor) -> None:
    visitor.context.add_init_script(
        "window.print = () => document.body.setAttribute('printed', '')"
    )
    visitor.open(f"{visitor.has(completed)}/feedback")
    visitor.page.get_by_role("button", name="Print").click()
    expect(visitor.page.locator("body")).to_have_attribute("printed", "")


def test_without_scripts_there_is_no_button_that_would_need_one(plain_visitor: Visitor) -> None:
    plain_visitor.open(f"{plain_visitor.has(completed)}/feedback")
    expect(plain_visitor.page.get_by_label("Print my answers too")).to_be_visible()
    expect(plain_visitor.page.locator(".print-button")).to_be_hidden()


@pytest.mark.parametrize("has_js", [True, False], ids=["with JavaScript", "without"])
def test_a_skipped_question_says_what_to_do_and_does_it(
    new_visitor: NewVisitor, has_js: bool
) -> None:
    visitor = new_visitor(has_js=has_js)
    visitor.open(f"{visitor.has(answered, 7)}/interview")
    visitor.page.get_by_role("button", name="Skip").click()
    visitor.page.get_by_role("button", name="Get my feedback").click()
    visitor.page.get_by_role("button", name="Practise again to answer it").click()
    expect(visitor.page.get_by_text("Question 1 of 8")).to_be_visible()


def test_an_empty_line_of_a_document_is_a_line(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(completed_with_a_gap)}/feedback")
    visitor.page.get_by_text("Your CV, as it was read").click()
    lines = visitor.page.locator("[id^=cv-]:is(li)")
    assert "" in lines.all_inner_texts()
    heights = lines.evaluate_all("lines => lines.map(line => line.offsetHeight)")
    assert min(heights) == heights[0]


def completed_with_a_gap(visitor: httpx.Client) -> int:
    """The id of a session whose CV has an empty line before a heading."""
    session = create(visitor)
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": CV.replace("Exp", "\nExp")})
    visitor.post(f"/session/{session}/upload-job", data={"job_description": JOB})
    visitor.post(f"/session/{session}/message", data={"answer": ANSWER})
    visitor.post(f"/session/{session}/complete")
    return session
