"""What holds on every page and in every state of it: everybody can read it, reach it, touch it."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from axe_playwright_python.base import (  # type: ignore[import-untyped]
    AXE_SCRIPT,
    AxeResults,
)
from playwright.sync_api import Browser, ViewportSize

from tests.browser.conftest import NewVisitor, visiting
from tests.browser.places import PLACES, everywhere
from tests.browser.visitor import LAPTOP, SMALL_PHONE, Visitor
from tests.server import Server

Go = Callable[[Visitor], None]
Options = Mapping[str, object]

# Contrast AAA by the rule for AA: axe has a rule for each, and looks at every text twice for both.
CONTRAST_AAA = {"contrastRatio": {"normal": {"expected": 7}, "large": {"expected": 4.5}}}

AXE: Options = {
    "resultTypes": ["violations"],
    "checks": {"color-contrast": {"options": CONTRAST_AAA}},
}

# From light to dark nothing but colours changes, and the other rules take their time.
AXE_ON_COLOURS: Options = {
    **AXE,
    "runOnly": ["color-contrast"],
}

HALF_A_LAPTOP: ViewportSize = {"width": 640, "height": 400}  # as one is at 200 % zoom
TOUCH_PX = 44  # WCAG 2.2, success criterion 2.5.5

HIDDEN = "closest('.visually-hidden, .skip-link')"

SCROLLS_SIDEWAYS = "document.scrollingElement.scrollWidth > innerWidth"

TEXTS_OUT_OF_THEIR_BOX = f"""[...document.body.querySelectorAll("*")]
  .filter(element => element.clientWidth && !element.{HIDDEN})
  .filter(element => element.scrollWidth > element.clientWidth + 1 && element.tagName !== "INPUT")
  .map(element => element.outerHTML.slice(0, 120))"""

SMALL_TARGETS = f"""(least) => [...document.querySelectorAll("a, button, input, textarea, summary")]
  .filter(element => element.checkVisibility() && element.type !== "hidden" && !element.{HIDDEN})
  .filter(element => {{
    const {{ width, height }} = (element.closest("label") ?? element).getBoundingClientRect();
    return Math.min(width, height) < least;
  }})
  .map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module", params=PLACES, ids=lambda go: go.__name__)
def arrived(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor with JavaScript who is there, for all tests that only look."""
    with visiting(browser, server) as visitor:
        request.param(visitor)
        yield visitor


def test_nothing_scrolls_sideways_and_no_text_leaves_its_box(arrived: Visitor) -> None:
    for viewport in (SMALL_PHONE, HALF_A_LAPTOP):
        arrived.page.set_viewport_size(viewport)
        assert not arrived.page.evaluate(SCROLLS_SIDEWAYS), viewport
        assert arrived.page.evaluate(TEXTS_OUT_OF_THEIR_BOX) == [], viewport


def test_axe_finds_nothing_in_light_and_dark_on_phones_and_laptops(arrived: Visitor) -> None:
    axe_finds_nothing(arrived)
    arrived.page.emulate_media(color_scheme="dark")
    axe_finds_nothing_in(arrived, AXE_ON_COLOURS)


@everywhere
def test_without_javascript_axe_finds_nothing_and_nothing_scrolls_sideways_either(
    visitor: Visitor, go: Go
) -> None:
    visitor.gets_no_scripts()
    go(visitor)
    axe_finds_nothing(visitor)
    visitor.page.set_viewport_size(SMALL_PHONE)
    assert not visitor.page.evaluate(SCROLLS_SIDEWAYS)


@everywhere
def test_everything_to_touch_is_as_large_as_a_finger(new_visitor: NewVisitor, go: Go) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE, has_touch=True)
    go(visitor)
    assert visitor.page.evaluate(SMALL_TARGETS, TOUCH_PX) == []


def axe_finds_nothing(visitor: Visitor) -> None:
    visitor.page.evaluate(AXE_SCRIPT)  # once: it takes longer than its checks
    for viewport in (SMALL_PHONE, LAPTOP):
        visitor.page.set_viewport_size(viewport)
        axe_finds_nothing_in(visitor, AXE)


def axe_finds_nothing_in(visitor: Visitor, options: Options) -> None:
    found = AxeResults(visitor.page.evaluate("options => axe.run(options)", options))
    assert not found.violations_count, found.generate_report()
