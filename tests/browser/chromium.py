"""Finds a Chromium for the tests, or brings one onto the machine; what to do with it is theirs."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.programs import ANSWER_LIMIT_S, install, is_administrator, succeeds

# The shell is Chromium without the windows, so that all it draws is the page; not all have it.
PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")


class MissingChromiumError(Exception):
    """There is none, and none could be installed; the message is one line that says what to do."""


def chromium() -> Path:
    """A Chromium that runs: as `CHROMIUM` says, on the machine, by apt, or Playwright's own.

    Raises:
        MissingChromiumError: `CHROMIUM` names none, or every way failed.
    """
    if chosen := os.environ.get("CHROMIUM"):
        if runs(Path(chosen)):
            return Path(chosen)
        raise MissingChromiumError(f"CHROMIUM={chosen} is no browser that runs.")
    ways: tuple[Callable[[], Path | None], ...] = (on_the_machine, playwrights, by_apt, downloaded)
    for way in ways:
        if found := way():
            return found
    raise MissingChromiumError(
        "The browser tests need Chromium: install the package `chromium`,"
        " or set CHROMIUM to the path of one."
    )


def on_the_machine() -> Path | None:
    found = [Path(path) for name in NAMES if (path := shutil.which(name))]
    return next(filter(runs, found), None)


def playwrights() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if runs(path) else None


def by_apt() -> Path | None:
    return on_the_machine() if any(map(install, PACKAGES)) else None


def downloaded() -> Path | None:
    libraries = ["--with-deps"] if is_administrator() else []
    succeeds([sys.executable, "-m", "playwright", "install", *libraries, "chromium"])
    return playwrights()


def runs(path: Path) -> bool:
    """Whether that is a browser: a name alone may be a stub that asks for another package."""
    return path.is_file() and succeeds([str(path), "--version"], ANSWER_LIMIT_S)
