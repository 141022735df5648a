"""The pictures of the README, as the pages are today: `make screenshots` puts them into `docs/`."""

import os
from pathlib import Path

import pytest

from tests.browser.conftest import NewVisitor
from tests.example.interview import completed, example, held

LARGEST_BYTES = 150_000
SIZE = {"width": 1120, "height": 700}
TALLER = {**SIZE, "height": 1000}  # lest the way to send cover what stands beneath it
TALL = {"width": 1000, "height": 1000}
JOBS = ("Data analyst", "Head chef", "Backend developer", "Primary school teacher", "Staff nurse")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where `SCREENSHOTS` says, and else where nobody looks."""
    chosen = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


def test_the_landing_page_in_light_is_small_enough_for_the_readme(
    new_visitor: NewVisitor, folder: Path
) -> None:
    visitor = new_visitor(color_scheme="light", viewport=TALL)
    visitor.open("/")
    picture = visitor.page.screenshot(path=folder / "landing-light.png", caret="initial")
    assert 0 < len(picture) < LARGEST_BYTES


def test_the_dashboard_in_dark_is_small_enough_for_the_readme(
    new_visitor: NewVisitor, folder: Path
) -> None:
    visitor = new_visitor(color_scheme="dark", viewport=SIZE)
    visitor.has_sessions(*JOBS)
    visitor.open_dashboard()
    picture = visitor.page.screenshot(path=folder / "dashboard-dark.png", full_page=True)
    assert 0 < len(picture) < LARGEST_BYTES


def test_the_interview_in_light_is_small_enough_for_the_readme(
    new_visitor: NewVisitor, folder: Path
) -> None:
    visitor = new_visitor(color_scheme="light", viewport=TALLER)
    visitor.open(f"{visitor.has(held, example(), 5)}/interview")
    picture = visitor.page.screenshot(
        path=folder / "interview-light.png", full_page=True, caret="initial"
    )
    assert 0 < len(picture) < LARGEST_BYTES


def test_the_feedback_in_light_is_small_enough_for_the_readme(
    new_visitor: NewVisitor, folder: Path
) -> None:
    visitor = new_visitor(color_scheme="light", viewport=TALL)
    visitor.open(f"{visitor.has(completed, example())}/feedback")
    picture = visitor.page.screenshot(path=folder / "feedback-light.png", caret="initial")
    assert 0 < len(picture) < LARGEST_BYTES
