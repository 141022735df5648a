"""One browser for all tests, and visitors in it whose pages fail the test when they complain."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import chromium
from tests.browser.visitor import Visitor
from tests.server import Server

# Each window would draw two hidden menus of its address bar, with a process for each. Chromium
# heeds its last list alone, so that what Playwright turns off for its own sake stands here too.
FEATURES_OFF = (
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
)

FLAGS = [
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]

NewVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def server(server_on_sqlite: Server) -> Server:
    """On one engine: a page is the same on each."""
    return server_on_sqlite


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium; a machine without one fails the tests."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Browser, server: Server, **options: Any) -> Iterator[Visitor]:
    """A visitor for the block; it fails where their pages complained."""
    visitor = Visitor(browser, server, **options)
    try:
        yield visitor
    finally:
        visitor.leave()
    assert visitor.watch.unexpected == []


@pytest.fixture
def new_visitor(browser: Browser, server: Server) -> Iterator[NewVisitor]:
    """Makes a visitor; `has_js`, and what else a Playwright context takes (`color_scheme`)."""
    with ExitStack() as visitors:

        def new(has_js: bool = True, **options: Any) -> Visitor:
            visit = visiting(browser, server, has_js=has_js, **options)
            return visitors.enter_context(visit)

        yield new


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    """Somebody who comes for the first time, on a laptop."""
    return new_visitor()


@pytest.fixture
def plain_visitor(new_visitor: NewVisitor) -> Visitor:
    """The same without JavaScript."""
    return new_visitor(has_js=False)
