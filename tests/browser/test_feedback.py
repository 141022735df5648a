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
from tests.browser.visitor import SMALL_PHONE, Visitor
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


def test_what_was_good_comes_first_and_the_number_says_what_it_is(reader: Visitor) -> None:
    headings = reader.page.locator(".report h2").all_inner_texts()
    assert headings[:3] == ["What was good", "What to change", "Your CV"]
    expect(reader.page.locator(".score")).to_contain_text(
        "of 10 a practice indicator, not a hiring prediction. It rests on 8 answers."
    )
    expect(reader.page.get_by_role("meter")).to_have_count(5)


def test_a_quote_leads_to_the_answer_that_it_stands_in(reader: Visitor) -> None:
    link = reader.page.locator(".source a[href^='#answer']").first
    number = int(link.inner_text().removeprefix("answer "))
    place = reader.page.locator(f"#answer-{number}")
    expect(place).to_be_hidden()
    link.click()
    expect(place).to_be_visible()
    expect(place).to_be_in_viewport()
    expect(place).to_have_text(ANSWERS[number - 1])


def test_a_line_of_the_job_leads_to_where_it_was_read(reader: Visitor) -> None:
    link = reader.page.get_by_role("link", name="the job description").first
    link.click()
    place = reader.page.locator(":target")
    expect(place).to_be_in_viewport()
    assert re.fullmatch(r"job-\d+", place.get_attribute("id") or "")


def test_the_report_is_kept_as_a_file(reader: Visitor) -> None:
    with reader.page.expect_download() as kept:
        reader.page.get_by_role("link", name="Download the report as text").click()
    assert re.fullmatch(r"rehearse-\d+\.md", kept.value.suggested_filename)
    assert kept.value.path().read_text("utf-8").startswith("# Staff nurse at St Elsewhere")


def test_practising_again_begins_with_the_same_documents(reader: Visitor) -> None:
    reader.page.get_by_role("button", name="Practise again").click()
    expect(reader.page.get_by_text("Question 1 of 8")).to_be_visible()
    reader.page.get_by_role("link", name="Documents").click()
    expect(reader.page.locator("#cv-text")).to_have_value(re.compile("Mara Lindholm"))


def test_a_report_on_a_language_that_cant_be_read_claims_nothing(visitor: Visitor) -> None:
    visitor.open(f"{visitor.has(completed_in_another_language)}/feedback")
    expect(visitor.page.locator(".score")).to_contain_text("No score")
    expect(visitor.page.get_by_role("meter")).to_have_count(0)
    expect(visitor.page.get_by_text("nothing that stood out")).to_have_count(0)
    expect(visitor.page.get_by_text("Nothing was found")).to_have_count(0)


def test_the_report_prints_on_two_pages(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(color_scheme="dark")
    visitor.open(f"{visitor.has(example.completed, long_job())}/feedback")
    visitor.unfold()
    pages = pypdfium2.PdfDocument(visitor.page.pdf(format="A4"))
    assert len(pages) <= MOST_PAGES
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("html")).to_have_css("color", "rgb(29, 27, 23)")
    expect(visitor.page.get_by_role("heading", name="What the job asks for")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Practise again")).to_be_hidden()


def test_the_requirements_are_a_table_on_a_small_phone_too(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE)
    visitor.open(f"{visitor.has(completed)}/feedback")
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
