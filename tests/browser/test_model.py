"""A person is interviewed by a language model: its words arrive by themselves."""

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import Visitor
from tests.clients import ANSWERS, answer, client, with_documents
from tests.model_server import (
    NAME,
    ModelAnswer,
    ModelRequest,
    ModelServer,
    model_server,
    refuses,
    says,
    waits,
)
from tests.modelled import (
    SUMMARY,
    asked,
    good,
    held,
    interviewed,
    opinion_held,
    opinion_of_one,
    quoted,
    saying,
    serving_with,
    wants,
)
from tests.server import Server

BETTER = "I started on a medical ward in 2019."
ON_ITS_WAY = "The next question is on its way."


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server(good) as running:
        yield running


@pytest.fixture(scope="module")
def modelled(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_with(model, tmp_path_factory.mktemp("modelled")) as running:
        yield running


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def candidate(
    request: pytest.FixtureRequest, browser: Browser, modelled: Server
) -> Iterator[Visitor]:
    visitor = Visitor(browser, modelled, has_js=request.param)
    yield visitor
    visitor.leave()
    assert visitor.watch.unexpected == []


def test_a_question_arrives_where_it_is_waited_for(candidate: Visitor, model: ModelServer) -> None:
    page = candidate.page
    heading = page.get_by_role("heading", level=1)
    with held(model):
        candidate.open(f"{candidate.has(with_documents)}/interview")
        expect(heading).to_have_text(ON_ITS_WAY)
        expect(candidate.answer).to_have_count(0)
    look_until_it_is_there(candidate)
    expect(heading).to_contain_text("Please tell me: ")
    with held(model):
        candidate.answer.fill(ANSWERS[0])
        candidate.send_button.click()
        expect(heading).to_have_text(f"Your answer is kept. {ON_ITS_WAY}")
        if candidate.has_js:
            expect(heading).to_be_focused()
        expect(page).to_have_title(re.compile(f"^{ON_ITS_WAY[:-1]}: Staff nurse"))
        candidate.unfold()
        expect(page.get_by_text(ANSWERS[0])).to_be_visible()
    look_until_it_is_there(candidate)
    expect(page.locator("[name=question]")).to_have_value("2")
    expect(page.locator(".progress-line label")).to_contain_text("Question 2 of 8")
    expect(candidate.answer).to_have_value("")
    if candidate.has_js:
        expect(candidate.answer).to_be_focused()


def look_until_it_is_there(candidate: Visitor) -> None:
    """What a person does whose page can't look by itself: the link, again and again."""
    link = candidate.page.get_by_role("link", name="Look for it now")
    while not candidate.has_js and link.count():
        with candidate.page.expect_navigation():
            link.click()


def test_an_opinion_arrives_in_the_report(candidate: Visitor, model: ModelServer) -> None:
    page = candidate.page
    path = candidate.has(answered_once)
    section = page.locator("#opinion")
    with held(model):
        candidate.open(f"{path}/interview")
        page.get_by_text("Finish early").click()
        page.get_by_role("button", name="Finish and read my feedback").click()
        expect(section).to_contain_text("is reading your answers: 0 of 1 so far")
        if not candidate.has_js:
            with page.expect_navigation():
                section.get_by_role("link", name="Look again").click()
    if candidate.has_js:
        expect(section).to_contain_text(SUMMARY)
        candidate.sees_a_whole_page()
    while not candidate.has_js and SUMMARY not in (section.text_content() or ""):
        page.reload()
    expect(section).to_contain_text(SUMMARY)
    expect(section).to_contain_text(NAME)
    expect(section.get_by_role("link", name="Look again")).to_have_count(0)


def test_an_opinion_comes_beside_the_answers_and_disturbs_nobody_who_reads(
    browser: Browser, model: ModelServer, modelled: Server
) -> None:
    """What one has opened stays open, what has the focus keeps it, and the page does not move."""
    visitor = Visitor(browser, modelled)
    page = visitor.page
    firsts, rest = Event(), Event()

    def script(request: ModelRequest) -> ModelAnswer:
        if wants(request, "better"):
            better = opinion_of_one(quote=quoted(request, r"answer \d+"), better=BETTER)
            is_first = "Judge answer 1" in request.words
            return waits(says(better), firsts if is_first else rest)
        return waits(good(request), rest) if wants(request, "summary") else good(request)

    with saying(model, script):
        path = visitor.has(interviewed)
        visitor.open(f"{path}/feedback")
        first, second = page.locator("#opinion-1"), page.locator("#opinion-2")
        expect(first).to_have_text(f"{NAME} has not read this answer yet.")
        scores = page.locator("details", has_text="The scores of this answer").first
        scores.locator("summary").click()
        firsts.set()
        expect(first).to_contain_text(f"{NAME}: this answers the question")
        stronger = first.locator("details")
        stronger.locator("summary").click()
        page.locator(".with-answers").focus()
        page.evaluate("window.first = document.querySelector('#opinion-1')")
        rest.set()
        expect(page.locator("#opinion")).to_contain_text(SUMMARY)
        expect(second).to_contain_text(f"{NAME}: this answers the question")
        for fold in (scores, stronger):
            expect(fold).to_have_js_property("open", True)
        expect(page.locator(".with-answers")).to_be_focused()
        assert page.evaluate("window.first.isConnected")
        expect(page.locator("#spent")).to_contain_text("calls")
    visitor.leave()
    assert visitor.watch.unexpected == []


def test_a_page_that_looks_again_by_itself_does_not_pull_its_reader_away(
    browser: Browser, model: ModelServer, modelled: Server
) -> None:
    visitor = Visitor(browser, modelled)
    page = visitor.page
    with opinion_held(model):
        path = visitor.has(interviewed)
        visitor.open(f"{path}/feedback")
        page.locator("#sources").scroll_into_view_if_needed()
        read_at = page.evaluate("scrollY")
        assert read_at > 0
        for _ in range(2):
            with page.expect_response("**/feedback/opinion?**"):
                pass
        assert page.evaluate("scrollY") == read_at
        assert page.evaluate("document.activeElement === document.body")
    visitor.leave()


def answered_once(visitor: httpx.Client) -> int:
    """The id of a session with one answer, which waits for the second."""
    session = with_documents(visitor)
    with client(str(visitor.base_url), "api", like=visitor) as script:
        asked(script, session)
        answer(script, session)
        asked(script, session)
    return session


def test_where_the_model_is_away_one_is_told_and_finds_the_question_later(
    browser: Browser, model: ModelServer, tmp_path: Path
) -> None:
    with serving_with(model, tmp_path, MODEL_FALLBACK="off") as server:
        visitor = Visitor(browser, server)
        visitor.watch.allow("status of 503")
        visitor.open(f"{visitor.has(with_documents)}/interview")
        expect(visitor.page.locator("[name=question]")).to_have_value("1")
        with saying(model, lambda _: refuses(401)):
            visitor.answer.fill(ANSWERS[0])
            visitor.send_button.click()
            expect(visitor.notice).to_contain_text("could not be reached. Nothing is lost")
            visitor.unfold()
            expect(visitor.page.get_by_text(ANSWERS[0])).to_be_visible()
        visitor.page.get_by_role("link", name="Look for it now").click()
        question = visitor.page.locator("[name=question]")
        while not question.count():  # what is told first may be how the last try went
            visitor.page.reload()
        expect(question).to_have_value("2")
        visitor.leave()
        assert visitor.watch.unexpected == []
