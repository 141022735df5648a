"""How a page arrives: light, in few requests, and without anything that jumps or lingers."""

import pytest
from playwright.sync_api import ViewportSize, expect

from app.web.assets import asset_url
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import LAPTOP, SMALL_PHONE, Visitor

MOST_BYTES = 30 * 1024  # and as many for the one typeface
MOST_REQUESTS = 6
LONGEST_MOTION_S = 0.2
ICON = asset_url("mark.svg")

NOTE_SHIFTS = """window.shifts = [];
new PerformanceObserver(list => shifts.push(...list.getEntries()))
  .observe({ type: "layout-shift", buffered: true });"""
AFTER_FIRST_PAINT = """new Promise(done =>
  new PerformanceObserver(list => {
    if (list.getEntriesByName("first-contentful-paint").length) done();
  }).observe({ type: "paint", buffered: true }))"""
AFTER_TWO_FRAMES = """new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(shifts.map(s => s.value)))))"""

MOTIONS = """[...document.querySelectorAll("*")].flatMap(element => {
  const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
  return [transitionDuration, animationName === "none" ? "0s" : animationDuration];
}).map(parseFloat)"""


@pytest.mark.parametrize("path", ["/", "/dashboard"])
def test_a_first_visit_is_light_and_takes_few_requests(visitor: Visitor, path: str) -> None:
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    sizes: dict[str, float] = {}
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    typefaces: set[str] = set()
    network.on(
        "Network.requestWillBeSent",
        lambda event: typefaces.update([event["requestId"]] if event["type"] == "Font" else []),
    )
    asked: set[str] = set()
    visitor.page.on("request", lambda request: asked.add(request.url))
    visitor.page.goto(path, wait_until="networkidle")
    icon = visitor.page.request.get(ICON)  # asked for by the browser, and not by the page
    assert len(typefaces) == 1
    assert 0 < sum(sizes.pop(typeface) for typeface in typefaces) <= MOST_BYTES
    assert 4 <= len(asked | {icon.url}) - len(typefaces) <= MOST_REQUESTS
    assert 0 < sum(sizes.values()) + len(icon.body()) <= MOST_BYTES


@pytest.mark.parametrize("viewport", [SMALL_PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("count", [0, 1, 5])
def test_cards_arrive_and_nothing_jumps(
    new_visitor: NewVisitor, count: int, viewport: ViewportSize
) -> None:
    visitor = new_visitor(viewport=viewport)
    visitor.context.add_init_script(NOTE_SHIFTS)
    if count:
        visitor.has_sessions(*["Senior backend developer, payments platform"] * count)
    held = visitor.hold("/dashboard/recent")
    with visitor.page.expect_request("**/dashboard/recent"):
        visitor.open("/dashboard")
    visitor.page.evaluate(AFTER_FIRST_PAINT)
    held[0].continue_()
    expect(visitor.cards).to_have_count(count)
    expect(visitor.page.locator(".is-waiting")).to_have_count(0)
    assert sum(visitor.page.evaluate(AFTER_TWO_FRAMES)) == 0


def test_no_motion_is_longer_than_a_moment(visitor: Visitor) -> None:
    visitor.open_dashboard()
    assert 0 < max(visitor.page.evaluate(MOTIONS)) < LONGEST_MOTION_S


def test_nothing_moves_for_somebody_who_asked_for_less_motion(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(reduced_motion="reduce")
    visitor.open_dashboard()
    assert max(visitor.page.evaluate(MOTIONS)) == 0
