"""What holds on every page and in every state of it: everybody can read it, reach it, touch it."""

from collections.abc import Callable, Mapping

import pytest
from axe_playwright_python.base import (  # type: ignore[import-untyped]
    AXE_SCRIPT,
    AxeResults,
)
from playwright.sync_api import ViewportSize

from tests.browser.conftest import NewVisitor
from tests.browser.places import everywhere
from tests.browser.visitor import LAPTOP, SMALL_PHONE, Visitor

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


@everywhere
@pytest.mark.parametrize("has_js", [True, False], ids=["with JavaScript", "without"])
def test_axe_finds_nothing_in_light_and_dark_on_phones_and_laptops(
    new_visitor: NewVisitor, has_js: bool, go: Go
) -> None:
    visitor = new_visitor()
    if not has_js:
        visitor.gets_no_scripts()
    go(visitor)
    visitor.page.evaluate(AXE_SCRIPT)  # once: it takes longer than its checks
    for viewport in (SMALL_PHONE, LAPTOP):
        visitor.page.set_viewport_size(viewport)
        visitor.page.emulate_media(color_scheme="light")
        axe_finds_nothing(visitor, AXE)
        visitor.page.emulate_media(color_scheme="dark")
        axe_finds_nothing(visitor, AXE_ON_COLOURS)


@everywhere
def test_nothing_scrolls_sideways_and_no_text_leaves_its_box(visitor: Visitor, go: Go) -> None:
    go(visitor)
    for viewport in (SMALL_PHONE, HALF_A_LAPTOP):
        visitor.page.set_viewport_size(viewport)
        assert not visitor.page.evaluate(SCROLLS_SIDEWAYS), viewport
        assert visitor.page.evaluate(TEXTS_OUT_OF_THEIR_BOX) == [], viewport


@everywhere
def test_everything_to_touch_is_as_large_as_a_finger(new_visitor: NewVisitor, go: Go) -> None:
    visitor = new_visitor(viewport=SMALL_PHONE, has_touch=True)
    go(visitor)
    assert visitor.page.evaluate(SMALL_TARGETS, TOUCH_PX) == []


def axe_finds_nothing(visitor: Visitor, options: Options) -> None:
    found = AxeResults(visitor.page.evaluate("options => axe.run(options)", options))
    assert not found.violations_count, found.generate_report()
