"""A person is interviewed: one question at a time, and nothing that they typed is ever lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import SMALL_PHONE, Visitor
from tests.clients import ANSWERS, answered, with_documents

# Whether a box can be seen, from its first line to its last.
IS_UNCOVERED = """box => {
  const { left, width, top, bottom } = box.getBoundingClientRect();
  return [top + 8, bottom - 8].every(y => document.elementFromPoint(left + width / 2, y) === box);
}"""


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def candidate(request: pytest.FixtureRequest, new_visitor: NewVisitor) -> Visitor:
    """Somebody in the middle of an interview, before question 4."""
    visitor = new_visitor(has_js=request.param)
    visitor.open(f"{visitor.has(answered, 3)}/interview")
    return visitor


def test_an_answer_brings_the_next_question_and_the_way_to_it(candidate: Visitor) -> None:
    sees_question(candidate, 4)
    expect(candidate.page.locator("progress#progress")).to_have_js_property("value", 3)
    candidate.answers(ANSWERS[3])
    sees_question(candidate, 5)
    expect(candidate.answer).to_have_value("")
    conversation = candidate.page.locator(".conversation")
    expect(conversation).not_to_have_attribute("open")
    conversation.get_by_text("The conversation so far (4 answers)").click()
    expect(conversation.get_by_text(ANSWERS[3])).to_be_visible()


def test_the_whole_interview_leads_to_the_feedback(candidate: Visitor) -> None:
    candidate.open(f"{candidate.has(with_documents)}/interview")
    for answer in ANSWERS:
        candidate.answers(answer)
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text(
        "Thank you. That was the last question."
    )
    candidate.page.get_by_role("button", name="Get my feedback").click()
    expect(candidate.page.get_by_role("heading", name="What was good")).to_be_visible()


def test_finishing_early_asks_once_more_and_leads_to_the_feedback(candidate: Visitor) -> None:
    finish = candidate.page.get_by_role("button", name="Finish and read my feedback")
    expect(finish).to_be_hidden()
    candidate.page.get_by_text("Finish early").click()
    expect(candidate.page.get_by_text("rest on the 3 answers that you gave")).to_be_visible()
    finish.click()
    expect(candidate.page.get_by_text("This report rests on 3 answers.")).to_be_visible()


def test_an_answer_that_is_too_long_is_kept_and_has_the_focus(candidate: Visitor) -> None:
    candidate.watch.allow("status of 400")
    long = "a" * 10_001
    candidate.answer.fill(long)
    candidate.send_button.click()
    expect(candidate.page.get_by_text("Answer too long (max 10,000 characters)")).to_be_visible()
    expect(candidate.answer).to_have_value(long)
    expect(candidate.answer).to_have_accessible_description(re.compile(r"^Answer too long"))
    if candidate.has_js:
        expect(candidate.answer).to_be_focused()
    candidate.answers(ANSWERS[3])
    sees_question(candidate, 5)


def test_the_next_question_is_in_view_and_heard_where_one_answers(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE)
    visitor.open(f"{visitor.has(with_documents)}/interview")
    visitor.answers(ANSWERS[0])
    question = visitor.page.get_by_role("heading", level=1)
    expect(question).to_be_in_viewport()
    expect(visitor.answer).to_be_focused()
    asked = re.compile(re.escape(question.inner_text()))
    expect(visitor.answer).to_have_accessible_description(asked)
    expect(visitor.page.locator("[aria-live], output")).to_have_count(0)  # it is said once


@pytest.mark.parametrize("height", [420, 640])
def test_the_box_of_the_next_question_is_not_behind_it(
    new_visitor: NewVisitor, height: int
) -> None:
    visitor = new_visitor(viewport={"width": 320, "height": height})
    visitor.open(f"{visitor.has(with_documents)}/interview")
    for answer in ANSWERS[:3]:
        visitor.answers(answer)
        expect(visitor.answer).to_be_focused()
        assert visitor.answer.evaluate(IS_UNCOVERED)
        visitor.answer.press_sequentially("I was")
        assert visitor.answer.evaluate(IS_UNCOVERED)


def test_the_last_answer_leaves_the_focus_on_what_comes_next(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(answered, 7)}/interview")
    visitor.answers(ANSWERS[7])
    expect(visitor.page.get_by_role("heading", name="Thank you.")).to_be_focused()


def test_control_and_enter_send_the_answer(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(answered, 1)}/interview")
    visitor.answer.fill(ANSWERS[1])
    visitor.answer.press("Control+Enter")
    sees_question(visitor, 3)
    expect(visitor.answer).to_be_focused()


def test_words_are_counted_as_they_are_typed(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents)}/interview")
    visitor.answer.press_sequentially("one")
    expect(visitor.page.get_by_text("1 word, about 5 s aloud.")).to_be_visible()
    visitor.answer.press_sequentially(" two\nthree")
    expect(visitor.page.get_by_text("3 words, about 5 s aloud.")).to_be_visible()


def test_a_lost_connection_keeps_the_answer_and_sends_it_again(visitor: Visitor) -> None:
    visitor.watch.allow("ERR_INTERNET_DISCONNECTED", "htmx:error")
    visitor.open(f"{visitor.has(with_documents)}/interview")
    visitor.answer.fill(ANSWERS[0])
    visitor.context.set_offline(True)
    visitor.send_button.click()
    expect(visitor.notice).to_contain_text("Rehearse did not answer. Nothing is lost")
    expect(visitor.notice).to_be_in_viewport()
    expect(visitor.answer).to_have_value(ANSWERS[0])
    visitor.context.set_offline(False)
    visitor.send_button.click()
    sees_question(visitor, 2)
    expect(visitor.notice).to_be_empty()


def test_a_double_click_sends_once_and_every_button_waits(visitor: Visitor) -> None:
    visitor.watch.allow("ERR_FAILED", "htmx:error")
    visitor.open(f"{visitor.has(with_documents)}/interview")
    visitor.answer.fill(ANSWERS[0])
    held = visitor.hold("/message")
    visitor.send_button.dblclick()
    expect(visitor.page.locator(".answer-form button:disabled")).to_have_count(3)
    visitor.page.get_by_role("button", name="Skip").dblclick(force=True)
    visitor.answer.press("Control+Enter")
    assert len(held) == 1
    held.pop().abort()
    expect(visitor.page.locator(".answer-form button:disabled")).to_have_count(0)
    expect(visitor.answer).to_have_value(ANSWERS[0])
    visitor.send_button.dblclick()
    expect(visitor.page.locator(".answer-form button:disabled")).to_have_count(3)
    held.pop().continue_()
    sees_question(visitor, 2)
    assert held == []


def test_an_answer_whose_reply_was_lost_is_not_taken_twice(visitor: Visitor) -> None:
    visitor.watch.allow("ERR_FAILED", "htmx:error")
    visitor.open(f"{visitor.has(with_documents)}/interview")
    visitor.page.route("**/message", lambda route: (route.fetch(), route.abort()), times=1)
    visitor.answer.fill(ANSWERS[0])
    visitor.send_button.click()
    expect(visitor.notice).to_contain_text("Nothing is lost")
    visitor.send_button.click()
    sees_question(visitor, 2)
    expect(visitor.page.get_by_text("had already been answered")).to_have_count(0)


def test_somebody_who_left_goes_on_at_the_same_question(candidate: Visitor) -> None:
    asked = candidate.page.get_by_role("heading", level=1).inner_text()
    candidate.open_dashboard()
    expect(candidate.cards).to_contain_text("Question 4 of 8")
    candidate.page.get_by_role("link", name="Go on for Staff nurse").click()
    sees_question(candidate, 4)
    expect(candidate.page.get_by_role("heading", level=1)).to_have_text(asked)


def test_of_two_windows_the_first_answer_stands_and_the_other_is_not_lost(visitor: Visitor) -> None:
    path = visitor.has(with_documents)
    first = visitor.page
    visitor.open(f"{path}/interview")
    visitor.page = visitor.context.new_page()
    visitor.open(f"{path}/interview")
    visitor.answers(ANSWERS[0])
    visitor.page = first
    visitor.answers("Something else")
    sees_question(visitor, 2)
    expect(visitor.page.get_by_text("The first answer was kept.")).to_be_visible()
    visitor.unfold()
    expect(visitor.page.get_by_text("Something else")).to_be_visible()
    expect(visitor.page.locator(".conversation")).to_contain_text(ANSWERS[0])


def test_back_and_forward_after_an_answer_are_whole_pages(candidate: Visitor) -> None:
    candidate.answers(ANSWERS[3])
    candidate.open("/")
    candidate.page.go_back()
    candidate.sees_a_whole_page()
    sees_question(candidate, 5)
    candidate.page.go_forward()
    candidate.sees_a_whole_page()


def test_back_after_an_answer_leaves_the_next_one_empty(candidate: Visitor) -> None:
    candidate.answers(ANSWERS[3])
    candidate.open_dashboard()
    while "/interview" not in candidate.page.url:
        candidate.page.go_back()
    sees_question(candidate, 5)
    expect(candidate.answer).to_have_value("")
    if not candidate.has_js:
        candidate.page.go_back()
        sees_question(candidate, 5)
        expect(candidate.answer).to_have_value("")


def test_every_question_has_a_title_of_its_own_and_a_hint_that_fits(
    candidate: Visitor,
) -> None:
    candidate.open(f"{candidate.has(with_documents)}/interview")
    hints = []
    for number, answer in enumerate(ANSWERS, 1):
        expect(candidate.page).to_have_title(f"Question {number} of 8: Staff nurse · Rehearse")
        hints.append(candidate.page.locator("#answer-hint").inner_text())
        candidate.answers(answer)
    expect(candidate.page).to_have_title("The interview has ended: Staff nurse · Rehearse")
    assert "steps" in hints[0]
    assert any("One real occasion" in hint for hint in hints[1:7])
    assert "reason" in hints[7]


def test_the_title_tells_of_an_answer_that_was_refused(candidate: Visitor) -> None:
    candidate.watch.allow("status of 400")
    candidate.send_button.click()
    expect(candidate.page.get_by_text("Answer cannot be empty.")).to_be_visible()
    expect(candidate.page).to_have_title(re.compile("^Please check your answer to question 4"))


def sees_question(visitor: Visitor, number: int) -> None:
    expect(visitor.page.locator(".progress-line label")).to_have_text(
        re.compile(rf"^Question {number} of 8(, a follow-up)?$")
    )


def test_a_question_is_skipped_or_asked_differently_and_what_was_typed_stays(
    candidate: Visitor,
) -> None:
    asked = candidate.page.locator("#question-text").inner_text()
    candidate.answer.fill("I was on nights")
    candidate.page.get_by_role("button", name="Ask me differently").click()
    expect(candidate.page.locator("#question-text")).not_to_have_text(asked)
    expect(candidate.page.get_by_role("button", name="Ask me differently")).to_have_count(0)
    expect(candidate.answer).to_have_value("I was on nights")
    if candidate.has_js:
        candidate.page.reload()
        expect(candidate.answer).to_have_value("I was on nights")
    candidate.page.get_by_role("button", name="Skip").click()
    sees_question(candidate, 5)
    expect(candidate.answer).to_have_value("")


def test_words_become_the_time_that_they_take_to_say_beside_the_aim(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents)}/interview")
    expect(visitor.page.get_by_text("Aim for about 2 minutes.")).to_be_visible()
    visitor.answer.fill("word " * 189)
    notes = visitor.page.locator(".answer-notes")
    expect(notes).to_contain_text("Aim for about 2 minutes. 189 words, about 1 min 20 s aloud.")
