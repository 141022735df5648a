"""A person brings a CV and a job description, and sees what was understood of them."""

from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor
from tests.clients import CV, JOB, answered, create, with_documents

PDF = Path(__file__).parents[1] / "cv-more" / "typst_two_pages.pdf"
SLOW_BYTES_PER_S = 300_000

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
    file_field(newcomer).set_input_files(PDF)
    press(newcomer, "Save my CV")
    expect(section(newcomer)).to_contain_text("Added")
    expect(section(newcomer)).to_contain_text(PDF.name)
    expect(section(newcomer)).to_contain_text("words")
    expect(newcomer.page.get_by_role("main")).to_contain_text(
        "The interview opens once there is a job description."
    )


def test_the_interview_opens_once_both_are_there(newcomer: Visitor) -> None:
    newcomer.page.get_by_label("CV text").fill(CV)
    press(newcomer, "Save my CV")
    expect(section(newcomer)).to_contain_text("Summary, Experience, Education")
    newcomer.page.get_by_label("Job description text").fill(JOB)
    press(newcomer, "Save the job description")
    newcomer.page.get_by_role("link", name="Start the interview").click()
    expect(newcomer.page.get_by_text("Question 1 of 8")).to_be_visible()


def test_what_is_too_short_is_said_beside_it_and_stays(newcomer: Visitor) -> None:
    newcomer.watch.allow("status of 400")
    pasted = newcomer.page.get_by_label("CV text")
    pasted.fill("I am a nurse")
    press(newcomer, "Save my CV")
    expect(section(newcomer)).to_contain_text("CV seems too short.")
    expect(pasted).to_have_value("I am a nurse")
    expect(pasted).to_have_attribute("aria-invalid", "true")
    if newcomer.has_js:
        expect(pasted).to_be_focused()


def test_a_replacement_that_fails_keeps_the_cv(newcomer: Visitor, tmp_path: Path) -> None:
    newcomer.watch.allow("status of 4")
    newcomer.open(f"{newcomer.has(with_documents)}/upload")
    newcomer.page.get_by_text("Replace the CV").click()
    picture = tmp_path / "cv.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    file_field(newcomer).set_input_files(picture)
    press(newcomer, "Save my CV")
    expect(section(newcomer).locator(".field-error")).to_be_visible()
    expect(section(newcomer)).to_contain_text("Mara Lindholm")


def test_a_text_is_mended_and_a_document_taken_away(newcomer: Visitor) -> None:
    newcomer.open(f"{newcomer.has(with_documents)}/upload")
    section(newcomer).get_by_text("Read or edit the CV text").click()
    newcomer.page.get_by_label("Saved text of your CV").fill(CV.replace("Mara", "Maria"))
    press(newcomer, "Save the text", section(newcomer))
    expect(section(newcomer)).to_contain_text("Maria Lindholm")
    press(newcomer, "Remove the CV")
    expect(section(newcomer)).to_contain_text("Not added yet")
    expect(newcomer.page.get_by_role("link", name="Start the interview")).to_have_count(0)


def test_a_saved_document_is_told_where_the_reader_is(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(create)}/upload")
    file_field(visitor).set_input_files(PDF)
    press(visitor, "Save my CV")
    heading = visitor.page.get_by_role("heading", name="Your CV", exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_have_accessible_description("Added")


def test_a_cv_is_dropped_on_its_field_or_beside_it(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(create)}/upload")
    browser = visitor.context.new_cdp_session(visitor.page)
    for place in (file_field(visitor), visitor.page.get_by_role("heading", level=1)):
        drop(browser, place)
        assert file_field(visitor).evaluate("field => field.files[0].name") == PDF.name
        file_field(visitor).evaluate("field => { field.value = '' }")
    drop(browser, file_field(visitor))
    press(visitor, "Save my CV")
    expect(section(visitor)).to_contain_text(PDF.name)


def test_a_large_file_shows_how_far_it_has_come_and_the_page_stays_usable(
    visitor: Visitor, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_text("I looked after eight patients on a ward.\n" * 4000)
    visitor.open(f"{visitor.has(create)}/upload")
    visitor.page.evaluate(NOTE_TIMEOUT)
    slow_down(visitor)
    file_field(visitor).set_input_files(large)
    press(visitor, "Save my CV")
    expect(visitor.page.get_by_role("progressbar", name="Sending your CV …")).to_be_visible()
    assert visitor.page.evaluate("window.timeoutMs") == 600_000
    job = visitor.page.get_by_label("Job description text")
    job.fill("Half of the job desc")
    expect(section(visitor)).to_contain_text("large.txt")
    expect(job).to_be_focused()
    expect(job).to_have_value("Half of the job desc")


def test_a_file_that_is_too_large_is_told_so(visitor: Visitor, tmp_path: Path) -> None:
    visitor.watch.allow("status of 413")
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-1.7\n" + bytes(12 * 1024 * 1024))
    visitor.open(f"{visitor.has(create)}/upload")
    file_field(visitor).set_input_files(large)
    press(visitor, "Save my CV")
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
    expect(section(newcomer)).to_contain_text("keep the text that they were made from")
    press(newcomer, "Remove the CV")
    expect(section(newcomer)).to_contain_text("Not added yet")
    main = newcomer.page.get_by_role("main")
    expect(main).not_to_contain_text("opens once there is")
    expect(main).to_contain_text("It and its report keep the text that they were made from")
    newcomer.page.get_by_role("link", name="Go on").click()
    expect(newcomer.page.get_by_text("Question 3 of 8")).to_be_visible()


def section(visitor: Visitor) -> Locator:
    return visitor.page.locator("#cv")


def file_field(visitor: Visitor) -> Locator:
    return visitor.page.get_by_label("CV file")


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


def slow_down(visitor: Visitor) -> None:
    line = {"offline": False, "latency": 0, "downloadThroughput": -1}
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", {**line, "uploadThroughput": SLOW_BYTES_PER_S})
