"""What comes out on paper: the words, without what only a screen can use."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor


def test_the_documents_print_on_one_page(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.begins()
    pdf = visitor.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_paper_has_the_heading_and_no_controls(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(color_scheme="dark")
    visitor.open("/")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    expect(visitor.page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(visitor.page.locator("form").first).to_be_hidden()
    expect(visitor.page.get_by_role("contentinfo")).to_be_hidden()
    expect(visitor.page.locator("html")).to_have_css("color", "rgb(29, 27, 23)")
