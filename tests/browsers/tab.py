"""What these tests ask of a browser, whichever protocol it speaks, and how they wait for it."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any, Protocol, TypeVar

LIMIT_S = 30
ASK_AGAIN_S = 0.02

Seen = TypeVar("Seen")


class BrowserError(Exception):
    """The browser could not do it: what was asked for is not there, or the page was on its way."""


class Tab(Protocol):
    """One page of somebody who comes for the first time."""

    def open(self, url: str) -> None:
        """Go there, and wait until it is loaded."""

    def back(self) -> None: ...

    def click(self, selector: str) -> None:
        """A click of the mouse on the first of these elements; BrowserError where there is none."""

    def press(self, keys: str) -> None:
        """These keys, one after the other, where the focus is."""

    def run(self, function: str, *given: str) -> Any:
        """What a JavaScript function returns, on pages that may run no script of their own too."""

    def complaints(self) -> list[str]:
        """What it said so far that no page should say; WebKit has no way to tell it."""


def until(look: Callable[[], Seen | None], what: str = "") -> Seen:
    """What `look` sees, once that is something; fails with `what` and the browser's last words."""
    ends_at = monotonic() + LIMIT_S
    while True:
        try:
            if seen := look():
                return seen
            problem = ""
        except BrowserError as error:
            problem = f": {error}"
        assert monotonic() < ends_at, f"not within {LIMIT_S} s: {what}{problem}"
        sleep(ASK_AGAIN_S)
