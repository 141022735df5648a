"""The means of these tests: a browser is found or missed aloud, and a complaint is heard."""

from pathlib import Path

import pytest

from tests.browser.chromium import MissingChromiumError, chromium
from tests.browser.visitor import Visitor


def test_a_chromium_setting_that_names_no_browser_fails_with_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    with pytest.raises(MissingChromiumError, match=r"\ACHROMIUM=.+ is no browser that runs\.\Z"):
        chromium()


def test_a_chromium_setting_is_taken_before_what_the_machine_has(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen = tmp_path / "chromium"
    chosen.write_text("#!/bin/sh\necho Chromium 1\n")
    chosen.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(chosen))
    assert chromium() == chosen


@pytest.mark.parametrize(
    ("event", "script", "complaint"),
    [
        ("console", "console.log('hello')", "console log: hello"),
        ("console", "document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        ("weberror", "setTimeout(() => { throw new Error('broken') })", "error: broken"),
        ("dialog", "alert('look')", "dialog: look"),
    ],
)
def test_a_page_that_complains_is_heard(
    visitor: Visitor, event: str, script: str, complaint: str
) -> None:
    visitor.open("/")
    with visitor.context.expect_event(event):
        visitor.page.evaluate(script)
    assert any(complaint in said for said in visitor.watch.unexpected)
    visitor.watch.allow(complaint)


def test_a_request_to_another_host_is_heard(visitor: Visitor) -> None:
    visitor.open(visitor.server.url.replace("127.0.0.1", "localhost"))
    assert all("another host" in said for said in visitor.watch.unexpected)
    assert visitor.watch.unexpected
    visitor.watch.allow("another host")
