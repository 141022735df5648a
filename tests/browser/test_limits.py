"""What a person sees who meets a limit of a shared server: a sentence, and what they typed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import Visitor
from tests.server import REHEARSE, Server, serving


@pytest.fixture(scope="module", params=["CREATES_PER_HOUR", "SESSIONS_PER_VISITOR"])
def full(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    limits = {"VISITORS_PER_ADDRESS": "1000", request.param: "1"}
    with serving(tmp_path_factory.mktemp("full"), REHEARSE, **limits) as running:
        yield running


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def visitor(request: pytest.FixtureRequest, browser: Browser, full: Server) -> Iterator[Visitor]:
    """Somebody whose next session is refused, which Chromium notes on its console."""
    visitor = Visitor(browser, full, has_js=request.param)
    visitor.watch.allow("status of 429", "status of 409")
    counted = ["Ward sister"] if "CREATES_PER_HOUR" in full.settings else []
    visitor.has_sessions("Staff nurse", *counted)
    yield visitor
    visitor.leave()
    assert visitor.watch.unexpected == []


def test_who_meets_a_limit_reads_what_to_do_and_has_what_they_typed(visitor: Visitor) -> None:
    visitor.open("/dashboard")
    visitor.fill("Head chef", "The Larder")
    visitor.start()
    told = visitor.notice if visitor.has_js else visitor.page.locator("main")
    expect(told).to_contain_text("Nothing is lost")
    if not visitor.has_js:
        visitor.sees_a_whole_page()
        visitor.page.go_back()
    expect(visitor.job_title).to_have_value("Head chef")
    expect(visitor.company).to_have_value("The Larder")
    expect(visitor.start_button).to_be_enabled()
