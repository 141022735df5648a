"""A person at a browser: a page of their own, and what they do and see on it."""

from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import Browser, Locator, Route, ViewportSize, expect

from tests.browser.watch import Watch
from tests.clients import NURSE, client, create
from tests.server import Server

LAPTOP: ViewportSize = {"width": 1280, "height": 800}
SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ANSWER_LIMIT_MS = 30_000  # a bound, never a measure

expect.set_options(timeout=ANSWER_LIMIT_MS)


class Visitor:
    """Somebody with their own cookies, on `page`; `watch` hears what goes wrong there."""

    def __init__(
        self, browser: Browser, server: Server, *, has_js: bool = True, **options: Any
    ) -> None:
        self.server = server
        self.has_js = has_js
        options = {"viewport": LAPTOP, "base_url": server.url, **options}
        self.context = browser.new_context(java_script_enabled=has_js, **options)
        self.context.set_default_timeout(ANSWER_LIMIT_MS)
        self.watch = Watch(self.context, server.url)
        self.page = self.context.new_page()

    def leave(self) -> None:
        self.context.close()

    def gets_no_scripts(self) -> None:
        """Every script comes empty: the pages are as without JavaScript, and axe can still run."""
        self.has_js = False
        self.context.route("**/*.js", lambda route: route.fulfill(content_type="text/javascript"))

    def open(self, path: str) -> None:
        self.page.goto(path)

    def open_dashboard(self) -> None:
        """The dashboard with its cards, which a page without JavaScript has behind a link."""
        self.open("/dashboard")
        if not self.has_js:
            self.page.get_by_role("link", name="Show your recent sessions").click()
        expect(self.page.locator(".recent-sessions:not(.is-waiting)")).to_be_visible()

    def has_sessions(self, *titles: str) -> None:
        """Begins them as an earlier visit would have."""
        with client(self.server.url) as earlier:
            for title in titles:
                create(earlier, job_title=title)
            self.is_now(earlier)

    def has(self, make: Callable[..., int], *given: Any, **form: str) -> str:
        """The path of the session that `make` (`answered`, `completed` …) has made for them."""
        with client(self.server.url) as earlier:
            number = make(earlier, *given, **form)
            self.is_now(earlier)
        return f"/session/{number}"

    def is_now(self, earlier: httpx.Client) -> None:
        """Makes them the visitor who that client was."""
        cookie = earlier.cookies["rehearse"]
        self.context.add_cookies([{"name": "rehearse", "value": cookie, "url": self.server.url}])

    def unfold(self) -> None:
        """Opens all that is folded on the page."""
        folds = self.page.locator("main details")
        folds.evaluate_all("folds => folds.forEach(fold => { fold.open = true })")

    def answers(self, text: str) -> None:
        """Types an answer, sends it, and waits until it is taken or refused."""
        number = self.page.locator("[name=question]").input_value()
        self.answer.fill(text)
        with self.page.expect_response("**/message"):
            self.send_button.click()
        expect(self.page.locator(f"[name=question][value='{number}']")).to_have_count(0)

    def hold(self, path: str) -> list[Route]:
        """Keeps requests to `path` on the way, until `continue_` lets each go on."""
        held: list[Route] = []
        self.page.route(f"**{path}", lambda route: held.append(route))
        return held

    def fill(self, job_title: str = NURSE["job_title"], company: str = "") -> None:
        self.job_title.fill(job_title)
        self.company.fill(company or NURSE["company_name"])

    def start(self) -> None:
        self.start_button.click()

    def begins(self, job_title: str = NURSE["job_title"], company: str = "") -> None:
        """Fills the form in and arrives at the documents of the new session."""
        self.fill(job_title, company)
        self.start()
        self.page.wait_for_url("**/upload")

    @property
    def job_title(self) -> Locator:
        return self.page.get_by_label("Job title")

    @property
    def company(self) -> Locator:
        return self.page.get_by_label("Company")

    @property
    def start_button(self) -> Locator:
        return self.page.locator(".session-form button")

    @property
    def answer(self) -> Locator:
        return self.page.get_by_label("Your answer")

    @property
    def send_button(self) -> Locator:
        return self.page.locator(".answer-form .button")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".session-card")

    @property
    def notice(self) -> Locator:
        return self.page.get_by_role("alert")

    def sees_a_whole_page(self) -> None:
        """A page and not a fragment: with its name above, its way on, and its footer."""
        expect(self.page.get_by_role("banner")).to_be_visible()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        expect(self.page.get_by_role("contentinfo")).to_be_visible()


def words_of(answer: Locator) -> str:
    """The words of an answer, without what tells a screen reader of its marks."""
    words: str = answer.evaluate("""answer => {
      const copy = answer.cloneNode(true);
      copy.querySelectorAll(".visually-hidden").forEach(hidden => hidden.remove());
      return copy.textContent;
    }""")
    return words
