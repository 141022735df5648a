"""The journey by keyboard alone, and that one always sees where one is."""

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

MOST_STOPS = 30

IS_OUTLINED = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""


def test_the_whole_way_can_be_gone_by_keyboard(visitor: Visitor) -> None:
    visitor.open("/")
    keyboard = visitor.page.keyboard
    tab_to(visitor, "Skip to the content")
    keyboard.press("Enter")
    expect(visitor.page.get_by_role("main")).to_be_focused()
    keyboard.press("Tab")
    expect(visitor.job_title).to_be_focused()
    keyboard.type("Head chef")
    keyboard.press("Tab")
    expect(visitor.company).to_be_focused()
    keyboard.type("The Larder")
    keyboard.press("Tab")
    expect(visitor.start_button).to_be_focused()
    keyboard.press("Enter")
    visitor.page.wait_for_url("**/upload")
    tab_to(visitor, "Your sessions")
    keyboard.press("Enter")
    visitor.page.wait_for_url("**/dashboard")
    expect(visitor.cards).to_have_count(1)
    tab_to(visitor, "Add CV for Head chef")
    keyboard.press("Enter")
    visitor.page.wait_for_url("**/upload")


def test_enter_in_a_field_sends_the_form(visitor: Visitor) -> None:
    visitor.open("/dashboard")
    visitor.fill()
    visitor.company.press("Enter")
    visitor.page.wait_for_url("**/upload")


def test_the_colours_can_be_switched_by_keyboard(visitor: Visitor) -> None:
    visitor.open("/")
    tab_to(visitor, "Dark")
    visitor.page.keyboard.press("Space")
    expect(visitor.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(visitor.page.get_by_role("button", name="Dark")).to_be_focused()


def tab_to(visitor: Visitor, name: str) -> None:
    """Presses Tab until a thing of that name has the focus, and sees each stop on the way."""
    for _ in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate(IS_OUTLINED), f"no outline before {name}"
        if visitor.page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name} can't be reached")
