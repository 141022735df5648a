"""What stands around a question: what is worth knowing beside it, a clock, the way to send."""

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import SMALL_PHONE, Visitor
from tests.clients import ANSWERS, answered, with_documents

BOTTOM_OF_LINE = """(box, line) => {
  const { lineHeight, paddingTop } = getComputedStyle(box);
  const top = box.getBoundingClientRect().top + parseFloat(paddingTop) - box.scrollTop;
  return top + line * parseFloat(lineHeight);
}"""


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def candidate(request: pytest.FixtureRequest, new_visitor: NewVisitor) -> Visitor:
    """Somebody before question 5, which asks for a story."""
    visitor = new_visitor(has_js=request.param)
    visitor.open(f"{visitor.has(answered, 4)}/interview")
    return visitor


def test_beside_the_question_stands_why_it_is_asked_and_what_makes_a_story(
    candidate: Visitor,
) -> None:
    page = candidate.page
    why, story = page.get_by_text("Why it is asked"), page.get_by_text("What makes a story whole")
    fold = page.get_by_text("About this question")
    for width in (1024, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        expect(why).to_be_visible()
        expect(story).to_be_visible()
        expect(fold).to_be_hidden()
        question, margin = top_of(page.locator(".question")), top_of(page.locator("aside"))
        assert question == margin
        assert top_of(page.locator(".progress-line")) == top_of(why)
        expect(page.get_by_label("Clock")).to_be_visible(visible=candidate.has_js)


def test_without_room_beside_the_question_all_that_is_folded(candidate: Visitor) -> None:
    why = candidate.page.get_by_text("Why it is asked")
    for width in (320, 390, 960):
        candidate.page.set_viewport_size({"width": width, "height": 800})
        expect(why).to_be_hidden()
    candidate.page.get_by_text("About this question").click()
    expect(why).to_be_visible()
    expect(candidate.page.get_by_text("the outcome: what came of it")).to_be_visible()


def test_a_clock_is_off_until_somebody_wants_it_and_then_remembered(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents)}/interview")
    expect(visitor.page.locator(".clock-time")).to_be_empty()
    visitor.page.get_by_label("Clock").select_option("2 minutes")
    expect(visitor.page.locator(".clock-time")).to_contain_text("left")
    expect(visitor.page.locator(".clock-time")).to_be_in_viewport()
    visitor.answers(ANSWERS[0])
    expect(visitor.page.locator(".clock-time")).to_contain_text("left")
    visitor.page.reload()
    expect(visitor.page.get_by_label("Clock")).to_have_value("120")


@pytest.mark.parametrize(
    "viewport",
    [
        SMALL_PHONE,
        {"width": 390, "height": 844},
        {"width": 390, "height": 420},
        {"width": 320, "height": 300},
        {"width": 844, "height": 390},
        {"width": 1280, "height": 720},
    ],
    ids=[
        *("small phone", "phone", "phone with its keyboard up", "small phone with its keyboard up"),
        *("phone on its side", "laptop"),
    ],
)
def test_the_question_and_send_stay_in_view_while_one_types(
    new_visitor: NewVisitor, viewport: ViewportSize
) -> None:
    visitor = new_visitor(viewport=viewport)
    visitor.open(f"{visitor.has(with_documents)}/interview")
    actions = visitor.page.locator(".answer-actions")
    visitor.answer.focus()
    for line in range(2, 42):
        visitor.page.keyboard.type("word\n")
        expect(visitor.page.locator("#question-text")).to_be_in_viewport(ratio=1)
        expect(visitor.send_button).to_be_in_viewport(ratio=1)
        bottom = visitor.answer.evaluate(BOTTOM_OF_LINE, line)
        assert bottom_of(visitor.page.locator("#question-text")) < bottom <= top_of(actions)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_at_the_first_word(new_visitor: NewVisitor, width: int) -> None:
    visitor = new_visitor(viewport={"width": width, "height": 2000})
    visitor.open(f"{visitor.has(with_documents)}/interview")
    before = top_of(visitor.send_button)
    visitor.answer.fill("one")
    expect(visitor.page.get_by_text("1 word, about 5 s aloud.")).to_be_visible()
    assert top_of(visitor.send_button) == before


def test_the_caret_stays_where_it_was_in_a_text_that_comes_back(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(answered, 3)}/interview")
    visitor.answer.fill("I was on nights")
    visitor.answer.evaluate("box => box.setSelectionRange(6, 6)")
    visitor.page.get_by_role("button", name="Ask me differently").click()
    expect(visitor.page.get_by_role("button", name="Ask me differently")).to_have_count(0)
    expect(visitor.answer).to_be_focused()
    visitor.page.keyboard.type("not ")
    expect(visitor.answer).to_have_value("I was not on nights")


def top_of(shown: Locator) -> float:
    box = shown.bounding_box()
    assert box
    return round(box["y"], 1)


def bottom_of(shown: Locator) -> float:
    box = shown.bounding_box()
    assert box
    return round(box["y"] + box["height"], 1)
