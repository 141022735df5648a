"""A person brings a CV and a job description, and sees what was understood of them."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import CDPSession, Locator, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor
from tests.clients import CV, JOB, answered, create, with_documents

PDF = Path(__file__).parents[1] / "cv-more" / "typst_two_pages.pdf"
SLOW, FAST = 20_000, -1  # bytes per second; without a limit

LIST_ON_A_PAGE = """<h2>What you will do</h2>
<ul><li>Assess, plan and give care</li><li>Take charge of the ward</li></ul>
<p>We offer a lot.</p>"""

COPY = """html => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], { type: "text/html" }),
  "text/plain": new Blob(["What you will do\\nAssess, plan and give care\\n"
    + "Take charge of the ward\\nWe offer a lot."], { type: "text/plain" }),
})])"""

NOTE_TIMEOUT = """addEventListener("htmx:before:request",
  ({ detail }) => { window.timeoutMs = htmx.parseInterval(detail.ctx.request.timeout) })"""


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def newcomer(request: pytest.FixtureRequest, new_visitor: NewVisitor) -> Visitor:
    """Somebody on the documents page of a new session."""
    visitor = new_visitor(has_js=request.param)
    visitor.open(f"{visitor.has(create)}/upload")
    return visitor


def test_a_cv_is_chosen_and_what_was_understood_is_shown(newcomer: Visitor) -> None:
    choose(newcomer, PDF)
    expect(section(newcomer)).to_contain_text("Added")
    expect(section(newcomer)).to_contain_text(PDF.name)
    expect(section(newcomer)).to_contain_text("words")
    expect(newcomer.page.get_by_role("main")).to_contain_text(
        "The interview opens once there is a job description."
    )


def test_the_interview_opens_once_both_are_there(newcomer: Visitor) -> None:
    paste_cv(newcomer, CV)
    expect(section(newcomer)).to_contain_text("Summary, Experience, Education")
    newcomer.page.get_by_label("Job description text").fill(JOB)
    press(newcomer, "Save the job description")
    newcomer.page.get_by_role("link", name="Review and start").click()
    newcomer.page.get_by_role("button", name="Start the interview").click()
    expect(newcomer.page.get_by_text("Question 1 of 8")).to_be_visible()


def test_what_is_too_short_is_said_beside_it_and_stays(newcomer: Visitor) -> None:
    newcomer.watch.allow("status of 400")
    paste_cv(newcomer, "I am a nurse")
    errors = section(newcomer).locator(".field-error")
    expect(errors).to_contain_text(["CV seems too short.", "Not saved."])  # at label and button
    for error in errors.all():
        expect(error).to_be_in_viewport()
    pasted = newcomer.page.get_by_label("CV text")
    expect(pasted).to_have_value("I am a nurse")
    expect(pasted).to_have_attribute("aria-invalid", "true")
    expect(pasted).to_be_focused()


def test_a_file_and_a_text_that_come_together_lose_no_text(plain_visitor: Visitor) -> None:
    plain_visitor.watch.allow("status of 400")
    plain_visitor.open(f"{plain_visitor.has(create)}/upload")
    file_field(plain_visitor).set_input_files(PDF)
    paste_cv(plain_visitor, CV)
    expect(section(plain_visitor)).to_contain_text("a file and pasted text came together")
    expect(plain_visitor.page.get_by_label("CV text")).to_have_value(CV.strip())
    press(plain_visitor, "Save my CV")
    expect(section(plain_visitor)).to_contain_text("Mara Lindholm")


def test_a_replacement_that_fails_keeps_the_cv(newcomer: Visitor, tmp_path: Path) -> None:
    newcomer.watch.allow("status of 4")
    newcomer.open(f"{newcomer.has(with_documents)}/upload")
    newcomer.page.get_by_text("Replace the CV").click()
    picture = tmp_path / "cv.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    choose(newcomer, picture, button="Save the new file")
    expect(section(newcomer).locator(".field-error")).to_be_in_viewport()
    expect(section(newcomer)).to_contain_text("Mara Lindholm")


def test_a_job_description_is_chosen_as_a_file(newcomer: Visitor) -> None:
    field = newcomer.page.get_by_label("Job description file")
    field.set_input_files(PDF)
    if not newcomer.has_js:
        press(newcomer, "Save the job description")
    job = newcomer.page.locator("#job")
    expect(job).to_contain_text("Added")
    expect(job).to_contain_text(PDF.name)


def test_the_cv_of_an_earlier_session_is_used_with_one_click(newcomer: Visitor) -> None:
    newcomer.open(f"{newcomer.has(with_a_cv_in_the_session_before)}/upload")
    press(newcomer, "Use the CV of")
    expect(section(newcomer)).to_contain_text("Summary, Experience, Education")


def test_a_text_is_mended_and_a_document_taken_away(newcomer: Visitor) -> None:
    newcomer.open(f"{newcomer.has(with_documents)}/upload")
    section(newcomer).get_by_text("Read or edit the CV").click()
    newcomer.page.get_by_label("Saved text of your CV").fill(CV.replace("Mara", "Maria"))
    press(newcomer, "Save the text", section(newcomer))
    expect(section(newcomer)).to_contain_text("Maria Lindholm")
    remove_cv(newcomer)
    expect(newcomer.page.get_by_role("link", name="Review and start")).to_have_count(0)


def test_a_saved_document_is_told_where_the_reader_is(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(create)}/upload")
    choose(visitor, PDF)
    heading = visitor.page.get_by_role("heading", name="Your CV", exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_have_accessible_description("Added")


def test_a_cv_is_dropped_on_its_field_or_beside_it(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(create)}/upload")
    browser = visitor.context.new_cdp_session(visitor.page)
    for place in (file_field(visitor), visitor.page.get_by_role("heading", level=1)):
        drop(browser, place)
        expect(section(visitor)).to_contain_text(PDF.name)
        remove_cv(visitor)
    drop(browser, visitor.page.get_by_label("Job description text"))
    expect(visitor.page.locator("#job")).to_contain_text(PDF.name)
    expect(section(visitor)).to_contain_text("Not added yet")


def test_a_large_file_shows_how_far_it_has_come_and_the_page_stays_usable(
    visitor: Visitor, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_text("I looked after eight patients on a ward.\n" * 4000)
    visitor.open(f"{visitor.has(create)}/upload")
    visitor.page.evaluate(NOTE_TIMEOUT)
    send_at = line(visitor)
    send_at(SLOW)
    choose(visitor, large)
    expect(visitor.page.get_by_role("progressbar", name="Sending the file …")).to_be_visible()
    assert visitor.page.evaluate("window.timeoutMs") == 600_000
    job = visitor.page.get_by_label("Job description text")
    job.fill("Half of the job desc")
    send_at(FAST)
    expect(section(visitor)).to_contain_text("large.txt")
    expect(job).to_be_focused()
    expect(job).to_have_value("Half of the job desc")


def test_a_file_that_is_too_large_is_told_so(visitor: Visitor, tmp_path: Path) -> None:
    visitor.watch.allow("status of 413")
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-1.7\n" + bytes(12 * 1024 * 1024))
    visitor.open(f"{visitor.has(create)}/upload")
    choose(visitor, large)
    expect(section(visitor)).to_contain_text("larger than 10 MB")
    expect(file_field(visitor)).to_be_focused()


def test_a_job_description_from_a_web_page_keeps_its_bullets(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open(f"{visitor.has(create)}/upload")
    visitor.page.evaluate(COPY, LIST_ON_A_PAGE)
    job = visitor.page.get_by_label("Job description text")
    job.press("Control+v")
    expect(job).to_have_value(
        "What you will do\n• Assess, plan and give care\n• Take charge of the ward\nWe offer a lot."
    )


def test_an_interview_that_has_begun_keeps_its_text_and_says_so(newcomer: Visitor) -> None:
    path = newcomer.has(answered, 2)
    newcomer.open(f"{path}/upload")
    main = newcomer.page.get_by_role("main")
    expect(main).to_contain_text("it keeps the texts that it began with")
    remove_cv(newcomer)
    expect(main).not_to_contain_text("opens once there is")
    expect(main).to_contain_text("To delete those texts too")
    newcomer.page.get_by_role("link", name="Go on").click()
    expect(newcomer.page.get_by_text("Question 3 of 8")).to_be_visible()


def test_who_is_led_to_the_cv_finds_it_open_and_learns_what_a_change_is_for(
    newcomer: Visitor,
) -> None:
    newcomer.open(f"{newcomer.has(answered, 2)}/upload#cv-text")
    saved_text = newcomer.page.get_by_label("Saved text of your CV")
    expect(saved_text).to_be_in_viewport()
    expect(saved_text).to_have_accessible_description(re.compile("Your next practice will use it."))


def with_a_cv_in_the_session_before(visitor: httpx.Client) -> int:
    with_documents(visitor)
    return create(visitor)


def section(visitor: Visitor) -> Locator:
    return visitor.page.locator("#cv")


def file_field(visitor: Visitor) -> Locator:
    return visitor.page.get_by_label("CV file")


def choose(visitor: Visitor, file: Path, button: str = "Save my CV") -> None:
    """Brings the file, which only without JavaScript has to be sent."""
    file_field(visitor).set_input_files(file)
    if not visitor.has_js:
        press(visitor, button)


def paste_cv(visitor: Visitor, text: str) -> None:
    visitor.page.get_by_text("or paste its text").click()
    visitor.page.get_by_label("CV text").fill(text)
    press(visitor, "Save my CV")


def remove_cv(visitor: Visitor) -> None:
    """Removes it; without JavaScript a page asks first."""
    press(visitor, "Remove the CV")
    if not visitor.has_js:
        press(visitor, "Remove your CV")
    expect(section(visitor)).to_contain_text("Not added yet")


def press(visitor: Visitor, name: str, within: Locator | None = None) -> None:
    (within or visitor.page).get_by_role("button", name=name).click()


def drop(browser: CDPSession, place: Locator) -> None:
    """Lets a file fall on the middle of it, as the file manager of a desktop does."""
    box = place.bounding_box()
    assert box
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    files = {"items": [], "files": [str(PDF)], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": step, "data": files, **where})


def line(visitor: Visitor) -> Callable[[int], None]:
    """Sets how fast this visitor can send, in bytes per second."""
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")

    def send_at(bytes_per_s: int) -> None:
        limits = {"latency": 0, "downloadThroughput": FAST, "uploadThroughput": bytes_per_s}
        network.send("Network.emulateNetworkConditions", {"offline": False, **limits})

    return send_at
