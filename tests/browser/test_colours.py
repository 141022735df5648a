"""Light, dark, or as the device has it: the switch at the foot of every page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import Visitor

LIGHT_PAPER = "rgb(250, 247, 241)"
DARK_PAPER = "rgb(23, 22, 19)"


@pytest.mark.parametrize(("device", "paper"), [("light", LIGHT_PAPER), ("dark", DARK_PAPER)])
def test_a_page_has_the_colours_of_the_device(
    new_visitor: NewVisitor, device: str, paper: str
) -> None:
    visitor = new_visitor(color_scheme=device)
    visitor.open("/")
    sees(visitor, paper, "Auto")


@pytest.mark.parametrize("has_js", [True, False], ids=["with JavaScript", "without"])
def test_a_choice_lasts_from_page_to_page_until_it_is_taken_back(
    new_visitor: NewVisitor, has_js: bool
) -> None:
    visitor = new_visitor(has_js, color_scheme="light")
    visitor.open("/dashboard")
    choose(visitor, "Dark")
    sees(visitor, DARK_PAPER, "Dark")
    expect(visitor.page).to_have_url(f"{visitor.server.url}/dashboard")
    visitor.open("/")
    sees(visitor, DARK_PAPER, "Dark")
    choose(visitor, "Auto")
    sees(visitor, LIGHT_PAPER, "Auto")
    visitor.open("/dashboard")
    sees(visitor, LIGHT_PAPER, "Auto")


def test_the_switch_keeps_what_was_typed(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.fill("Head chef")
    choose(visitor, "Dark")
    sees(visitor, DARK_PAPER, "Dark")
    expect(visitor.job_title).to_have_value("Head chef")


def choose(visitor: Visitor, colours: str) -> None:
    visitor.page.get_by_role("button", name=colours).click()


def sees(visitor: Visitor, paper: str, pressed: str) -> None:
    expect(visitor.page.locator("html")).to_have_css("background-color", paper)
    expect(visitor.page.locator(".theme-switch [aria-pressed=true]")).to_have_text(pressed)
