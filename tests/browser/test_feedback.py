"""A person reads the report, follows its quotes, keeps it, and practises again."""

import re
from collections import Counter
from pathlib import Path
from tomllib import loads

import msgspec
import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.places import completed_in_another_language
from tests.browser.visitor import SMALL_PHONE, Visitor, words_of
from tests.clients import ANSWERS, completed
from tests.example import interview as example

MOST_PAGES = 2
TABLE_ROLES = ("table", "row", "columnheader", "rowheader", "cell")
ROLES = Path(__file__).parents[1] / "roles"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def reader(request: pytest.FixtureRequest, new_visitor: NewVisitor) -> Visitor:
    """Somebody who reads the report on a whole interview."""
    visitor = new_visitor(has_js=request.param)
    visitor.open(f"{visitor.has(completed)}/feedback")
    return visitor


def test_the_first_window_has_the_number_its_words_and_what_to_do_first(reader: Visitor) -> None:
    number = reader.page.locator(".score .number")
    expect(number).to_contain_text("of 10")
    expect(number).to_contain_text("can't tell whether they are true or answer the question.")
    expect(number).to_contain_text("not a hiring prediction. This report rests on 8 answers.")
    expect(reader.page.get_by_role("meter")).to_have_count(5)
    (first,) = reader.page.locator("a.button:not(.is-second), button.button:not(.is-second)").all()
    for shown in (number, reader.page.get_by_role("meter").last, first):
        expect(shown).to_be_in_viewport(ratio=1)
    assert re.fullmatch(r"/session/\d+/answer/\d", first.get_attribute("href") or "")


def test_what_there_is_to_prepare_leads_to_its_line(reader: Visitor) -> None:
    reader.page.get_by_role("link", name="See what is asked").click()
    row = reader.page.locator(":target")
    expect(row).to_be_in_viewport()
    expect(row).to_have_role("row")


def test_the_contents_stay_at_hand_and_open_what_is_folded(reader: Visitor) -> None:
    contents = reader.page.get_by_role("navigation", name="On this page")
    folded = reader.page.get_by_text("One step higher:").first
    expect(folded).to_be_hidden()
    contents.get_by_role("link", name="The five dimensions").click()
    expect(folded).to_be_visible()
    expect(contents).to_be_in_viewport()


def test_an_answer_is_shown_as_it_was_heard(reader: Visitor) -> None:
    answer = reader.page.locator("section:has(> #question-3) .marked-answer")
    expect(answer.get_by_title("Outcome")).to_contain_text("falls went from nine a month to three")
    expect(answer.get_by_title("Figure")).to_have_text(["nine", "three"])
    slots = answer.get_by_role("listitem")
    expect(slots.first).to_contain_text("What had to be done, and what would have happened")
    letters = answer.locator("mark").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark, '::before').content[1])"
    )
    assert letters == ["S", "A", "R"]


def test_marks_are_told_apart_without_colours(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(forced_colors="active")
    visitor.open(f"{visitor.has(completed)}/feedback")
    legend = visitor.page.get_by_role("list", name="What the marks mean")
    looks = legend.locator("mark").evaluate_all(
        """marks => marks.map(mark =>
            getComputedStyle(mark, "::before").content + getComputedStyle(mark).textDecorationStyle
        )"""
    )
    assert len(set(looks)) == len(looks) == 7


def test_a_quote_leads_to_the_answer_that_it_stands_in(reader: Visitor) -> None:
    link = reader.page.locator(".source a[href^='#answer']").first
    number = int(link.inner_text().removeprefix("answer "))
    place = reader.page.locator(f"#answer-{number}")
    link.click()
    expect(place).to_be_in_viewport()
    assert words_of(place) == ANSWERS[number - 1]


def test_a_line_of_the_job_leads_to_where_it_was_read(reader: Visitor) -> None:
    reader.page.get_by_role("link", name="Your CV", exact=True).click()
    link = reader.page.get_by_role("link", name="the job description").first
    link.click()
    place = reader.page.locator(":target")
    expect(place).to_be_in_viewport()
    assert re.fullmatch(r"job-\d+", place.get_attribute("id") or "")


def test_the_report_is_kept_as_a_file(reader: Visitor) -> None:
    with reader.page.expect_download() as kept:
        reader.page.get_by_role("link", name="Download the report as text").click()
    assert re.fullmatch(r"rehearse-staff-nurse-\d{4}-\d\d-\d\d\.md", kept.value.suggested_filename)
    assert kept.value.path().read_text("utf-8").startswith("# Staff nurse at St Elsewhere")


@pytest.mark.parametrize("has_js", [True, False], ids=["with JavaScript", "without"])
def test_times_are_those_of_the_device_and_else_say_utc(
    new_visitor: NewVisitor, has_js: bool
) -> None:
    visitor = new_visitor(has_js=has_js, timezone_id="Asia/Tokyo")
    visitor.open(f"{visitor.has(completed)}/feedback")
    judged_at = visitor.page.locator("footer time").first
    expect(judged_at).to_have_text(
        re.compile(r"^\d+ \w+ \d{4}, \d\d:\d\d" + ("$" if has_js else " UTC$"))
    )
    with visitor.page.expect_download() as kept:
        visitor.page.get_by_role("link", name="Download the report as text").click()
    zone = "Asia/Tokyo" if has_js else "UTC"
    assert kept.value.path().read_text("utf-8").endswith(f" {zone}.\n")
    shown = judged_at.inner_text().removesuffix(" UTC")
    assert f"{shown} {zone}.\n" in kept.value.path().read_text("utf-8")


def test_practising_again_begins_with_the_same_documents(reader: Visitor) -> None:
    reader.page.get_by_role("button", name="Practise again").click()
    expect(reader.page.get_by_text("Question 1 of 8")).to_be_visible()
    reader.page.get_by_role("link", name="Documents").click()
    expect(reader.page.locator("#cv-text")).to_have_value(re.compile("Mara Lindholm"))


def test_a_report_on_a_language_that_cant_be_read_claims_nothing(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(completed_in_another_language)}/feedback")
    expect(visitor.page.locator(".score")).to_contain_text("No number")
    expect(visitor.page.get_by_role("meter")).to_have_count(0)
    expect(visitor.page.get_by_text("nothing that stood out")).to_have_count(0)
    expect(visitor.page.get_by_text("Nothing was found")).to_have_count(0)


def test_the_report_prints_on_two_pages(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(color_scheme="dark")
    visitor.open(f"{visitor.has(example.completed, long_job())}/feedback")
    paper = pypdfium2.PdfDocument(visitor.page.pdf(format="A4"))
    assert len(paper) <= MOST_PAGES
    words = "".join(page.get_textpage().get_text_bounded() for page in paper)
    assert "One step higher" in words  # which is folded on the screen
    assert "Your answers, one by one" not in words
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("html")).to_have_css("color", "rgb(29, 27, 23)")
    expect(visitor.page.get_by_role("heading", name="What the job asks for")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Practise again")).to_be_hidden()


def test_the_answers_print_with_their_marks_where_that_is_chosen(reader: Visitor) -> None:
    answers = reader.page.get_by_role("heading", name="Your answers, one by one")
    mark = reader.page.locator(".answered mark").first
    reader.page.emulate_media(media="print")
    expect(answers).to_be_hidden()
    reader.page.emulate_media(media="screen")
    reader.page.get_by_label("Print my answers too").check()
    reader.page.emulate_media(media="print")
    expect(answers).to_be_visible()
    expect(mark).to_be_visible()
    expect(mark).to_have_css("print-color-adjust", "exact")


def test_the_requirements_are_a_table_on_a_small_phone_too(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE)
    visitor.open(f"{visitor.has(completed)}/feedback")
    visitor.unfold()
    table = visitor.page.get_by_role("table", name="What the job asks for")
    expect(table).to_have_css("display", "block")
    # Chromium still knows a table that is laid out as blocks; WebKit needs to be told.
    expect(table.locator(":is(thead, tbody, tr, th, td):not([role])")).to_have_count(0)
    rows = table.locator("tbody tr").count()
    assert roles(visitor) == {
        "table": 1,
        "row": 1 + rows,
        "columnheader": 3,
        "rowheader": rows,
        "cell": 2 * rows,
    }


def roles(visitor: Visitor) -> Counter[str]:
    """How many things of a table the browser tells a screen reader of."""
    browser = visitor.context.new_cdp_session(visitor.page)
    nodes = browser.send("Accessibility.getFullAXTree")["nodes"]
    told = Counter(node["role"]["value"] for node in nodes if not node["ignored"])
    return Counter({role: told[role] for role in TABLE_ROLES})


def long_job() -> example.Example:
    """The example's answers to a job that asks for more than most."""
    role = loads((ROLES / "data_analyst.toml").read_text("utf-8"))
    return msgspec.structs.replace(
        example.example(), cv=role["cv"], job_description=role["job_description"]
    )
