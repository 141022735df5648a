"""A person at any browser: what they do, and what they wait to see."""

from collections.abc import Callable
from typing import Any

from tests.browsers.tab import Seen, Tab, until
from tests.clients import NURSE

WORDS = "selector => Array.from(document.querySelectorAll(selector), found => found.innerText)"
HAS_FOCUS = "selector => document.activeElement === document.querySelector(selector)"
PASTE = "text => document.execCommand('insertText', false, text)"


class Visitor:
    """Somebody who comes for the first time, with a browser of their own."""

    def __init__(self, tab: Tab, url: str, has_js: bool) -> None:
        self.tab = tab
        self.url = url
        self.has_js = has_js

    def opens(self, path: str) -> None:
        self.tab.open(f"{self.url}{path}")

    def opens_dashboard(self) -> None:
        """The dashboard with its cards, which a page without JavaScript has behind a link."""
        self.opens("/dashboard")
        if not self.has_js:
            self.clicks(".recent-sessions a")
        self.sees(".recent-sessions:not(.is-waiting)")

    def goes_back(self) -> None:
        self.tab.back()

    def clicks(self, selector: str) -> None:
        """Once it is there."""
        until(lambda: self.count(selector), selector)
        self.tab.click(selector)

    def types(self, selector: str, text: str) -> None:
        """In the place of what the field has."""
        self.clicks(selector)
        self.has_focus_on(selector)
        self.tab.run("selector => document.querySelector(selector).select()", selector)
        self.tab.press(text)

    def pastes(self, selector: str, text: str) -> None:
        self.clicks(selector)
        self.has_focus_on(selector)
        self.tab.run(PASTE, text)

    def has_focus_on(self, selector: str) -> None:
        until(lambda: self.tab.run(HAS_FOCUS, selector), f"the focus on {selector}")

    def sees(self, selector: str, text: str = "") -> None:
        """Such an element, with that text in it, sooner or later."""
        self.waits(lambda: [each for each in self.words(selector) if text in each], selector, text)

    def waits(self, look: Callable[[], Seen | None], *what: str) -> Seen:
        return until(look, " ".join(what))

    def words(self, selector: str) -> list[str]:
        """The text of each of these elements, as it is seen."""
        words: list[str] = self.tab.run(WORDS, selector)
        return words

    def count(self, selector: str) -> int:
        return len(self.words(selector))

    def value(self, selector: str) -> Any:
        return self.tab.run("selector => document.querySelector(selector).value", selector)

    def begins(self, job_title: str = NURSE["job_title"]) -> None:
        """Fills the form in and arrives at the documents of the new session."""
        self.types("[name=job_title]", job_title)
        self.types("[name=company_name]", NURSE["company_name"])
        self.clicks(".session-form button")
        self.sees("main", f"For {job_title} at St Elsewhere.")

    def is_asked(self, number: int) -> None:
        self.sees(".progress-line label", f"Question {number} of 8")
        self.waits(lambda: self.value("[name=question]") == str(number))

    def sends(self, text: str) -> None:
        self.types("#answer", text)
        self.clicks("form:has(#answer) .button")
