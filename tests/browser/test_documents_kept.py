"""Nothing is lost on the documents page: what was typed, what was removed, what is too long."""

import re

import pytest
from playwright.sync_api import FileChooser, Locator, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import SMALL_PHONE, Visitor
from tests.clients import CV, JOB, create, with_documents

HALF = "Half of the job desc"


@pytest.fixture
def newcomer(visitor: Visitor) -> Visitor:
    """Somebody on the documents page of a new session."""
    visitor.open(f"{visitor.has(create)}/upload")
    return visitor


def test_what_was_typed_is_there_after_leaving_and_coming_back(newcomer: Visitor) -> None:
    newcomer.page.get_by_text("or paste its text").click()
    cv_text(newcomer).fill("Half of a CV")
    job_text(newcomer).fill(HALF)
    url = newcomer.page.url
    newcomer.page.get_by_role("link", name="Your sessions").click()
    newcomer.page.wait_for_url("**/dashboard")
    newcomer.open(url)
    expect(job_text(newcomer)).to_have_value(HALF)
    expect(cv_text(newcomer)).to_have_value("Half of a CV")
    expect(cv_text(newcomer)).to_be_visible()


def test_what_was_typed_elsewhere_outlives_a_file_that_is_refused_and_one_that_is_saved(
    newcomer: Visitor,
) -> None:
    newcomer.watch.allow("status of 400")
    job_text(newcomer).fill(HALF)
    newcomer.page.get_by_text("or paste its text").click()
    cv_text(newcomer).fill("Half of a CV")
    choose(newcomer, b"too short")
    error = section(newcomer).locator(".field-error")
    expect(error).to_be_in_viewport()
    expect(cv_text(newcomer)).to_have_value("Half of a CV")
    choose(newcomer, CV.encode())
    expect(section(newcomer)).to_contain_text("cv.txt")
    expect(job_text(newcomer)).to_have_value(HALF)


def test_what_was_saved_is_no_draft_any_more(newcomer: Visitor) -> None:
    job_text(newcomer).fill(JOB)
    newcomer.page.get_by_role("button", name="Save the job description").click()
    expect(newcomer.page.locator("#job")).to_contain_text("Added")
    assert newcomer.page.evaluate("localStorage.length") == 0
    newcomer.page.get_by_role("button", name="Remove the job description").click()
    expect(job_text(newcomer)).to_have_value("")


def test_a_half_done_edit_is_there_again_until_it_is_saved(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents)}/upload")
    visitor.page.get_by_text("Read or edit the CV").click()
    saved = visitor.page.get_by_label("Saved text of your CV")
    saved.fill(CV.replace("Mara", "Maria"))
    visitor.page.reload()
    expect(saved).to_be_visible()
    expect(saved).to_have_value(CV.replace("Mara", "Maria"))
    section(visitor).get_by_role("button", name="Save the text").click()
    expect(saved).to_be_hidden()
    visitor.page.reload()
    expect(section(visitor)).to_contain_text("Maria Lindholm")
    expect(saved).to_be_hidden()


def test_a_removal_is_undone_by_keyboard(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents)}/upload")
    visitor.page.get_by_role("button", name="Remove the CV").press("Enter")
    heading = visitor.page.get_by_role("heading", name="Your CV", exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_have_accessible_description("Removed. Not added yet")
    undoes_by_keyboard(visitor)
    expect(visitor.page.get_by_role("link", name="Review and start")).to_be_visible()


def test_a_replacement_is_undone_by_keyboard(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents)}/upload")
    visitor.page.get_by_text("Replace the CV").click()
    choose(visitor, b"import sys\n\ndef main(names):\n    print(names[0])\n\nmain(sys.argv)\n")
    heading = visitor.page.get_by_role("heading", name="Your CV", exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_have_accessible_description("Replaced. Added, please check it")
    undoes_by_keyboard(visitor)
    expect(heading).to_have_accessible_description("Replaced. Added")


def test_what_was_wrong_is_gone_once_one_works_on_it(newcomer: Visitor) -> None:
    newcomer.watch.allow("status of 400")
    newcomer.page.get_by_role("button", name="Save the job description").click()
    errors = newcomer.page.locator("#job .field-error")
    expect(errors).to_have_count(2)
    job_text(newcomer).press("H")
    expect(errors).to_have_count(0)
    expect(job_text(newcomer)).not_to_have_attribute("aria-invalid", "true")
    newcomer.page.get_by_role("button", name="Save the job description").click()
    expect(errors.first).to_contain_text("Job description seems too short.")


def test_a_removal_cannot_be_undone_once_the_page_was_left(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(with_documents)}/upload")
    visitor.page.get_by_role("button", name="Remove the CV").click()
    expect(visitor.page.get_by_role("button", name="Undo")).to_be_visible()
    visitor.page.reload()
    expect(visitor.page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(section(visitor)).to_contain_text("Not added yet")


def test_a_person_without_javascript_may_keep_what_they_nearly_removed(
    plain_visitor: Visitor,
) -> None:
    plain_visitor.open(f"{plain_visitor.has(with_documents)}/upload")
    plain_visitor.page.get_by_role("button", name="Remove the CV").click()
    plain_visitor.page.get_by_role("link", name="Keep it").click()
    expect(section(plain_visitor)).to_contain_text("Mara Lindholm")


def test_a_long_job_description_says_how_long_it_is(newcomer: Visitor) -> None:
    newcomer.watch.allow("status of 400")
    count = newcomer.page.locator("#job-description-count")
    job_text(newcomer).fill("x" * 7_999)
    expect(count).to_be_empty()
    job_text(newcomer).fill("😀" * 8_000)
    expect(count).to_have_text("8,000 of 20,000 characters")
    job_text(newcomer).fill("x" * 20_012)
    expect(count).to_have_text("20,012 of 20,000 characters: 12 too many")
    newcomer.page.get_by_role("button", name="Save the job description").click()
    expect(newcomer.page.locator("#job .field-error").first).to_contain_text("max 20,000")
    expect(count).to_have_text("20,012 of 20,000 characters: 12 too many")
    expect(job_text(newcomer)).to_have_accessible_description(re.compile("12 too many$"))


def test_what_is_wrong_with_a_long_text_is_in_view_on_a_phone(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE)
    visitor.watch.allow("status of 400")
    visitor.open(f"{visitor.has(create)}/upload")
    job_text(visitor).fill(f"{'word ' * 40}\n" * 101)
    visitor.page.get_by_role("button", name="Save the job description").click()
    expect(visitor.page.locator("#job .field-error").first).to_be_in_viewport()
    expect(job_text(visitor)).to_be_focused()


def test_the_file_is_chosen_by_keyboard_and_saved_at_once(visitor: Visitor) -> None:

    def choose_cv(chooser: FileChooser) -> None:
        chooser.set_files({"name": "cv.txt", "mimeType": "text/plain", "buffer": CV.encode()})

    visitor.page.on("filechooser", choose_cv)
    visitor.open(f"{visitor.has(create)}/upload")
    visitor.page.get_by_label("CV file").press("Enter")
    expect(section(visitor)).to_contain_text("cv.txt")
    expect(visitor.page.get_by_role("button", name="Save my CV")).to_have_count(0)


def choose(visitor: Visitor, content: bytes) -> None:
    file = {"name": "cv.txt", "mimeType": "text/plain", "buffer": content}
    visitor.page.get_by_label("CV file").set_input_files(file)  # type: ignore[arg-type]


def section(visitor: Visitor) -> Locator:
    return visitor.page.locator("#cv")


def cv_text(visitor: Visitor) -> Locator:
    return visitor.page.get_by_label("CV text")


def job_text(visitor: Visitor) -> Locator:
    return visitor.page.get_by_label("Job description text")


def undoes_by_keyboard(visitor: Visitor) -> None:
    """From the heading, where the reader is after a change."""
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_role("button", name="Undo")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(section(visitor)).to_contain_text("Mara Lindholm")
