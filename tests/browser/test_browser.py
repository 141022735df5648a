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
    ("script", "complaint"),
    [
        ("console.log('hello')", "console log: hello"),
        ("setTimeout(() => { throw new Error('broken') })", "broken"),
        ("alert('look')", "dialog: look"),
        ("document.body.append(new Image()); document.images[0].src = '//other.example/'", "other"),
        ("document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
    ],
)
def test_a_page_that_complains_is_heard(visitor: Visitor, script: str, complaint: str) -> None:
    visitor.open("/")
    visitor.page.evaluate(script)
    visitor.page.wait_for_timeout(0)
    assert any(complaint in said for said in visitor.watch.said)
    visitor.watch.allow("")
