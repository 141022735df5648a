"""The whole way through Rehearse, in browsers other than the one of all other tests."""

from tests.browsers.visitor import Visitor
from tests.clients import ANSWERS, CV, JOB


def test_a_person_walks_the_whole_way(visitor: Visitor) -> None:
    visitor.opens("/")
    visitor.begins()
    brings_both_documents(visitor)
    visitor.clicks(".to-interview a")
    visitor.sees("h1", "This is what I read in the job")
    visitor.clicks("button[name=start]")
    is_interviewed(visitor)
    visitor.clicks("form[action$=complete] button")
    visitor.sees(".report h1", "Your feedback")
    visitor.sees(".score", "This report rests on 7 answers.")
    gives_an_answer_again(visitor)
    visitor.opens_dashboard()
    assert visitor.count(".session-card") == 1
    visitor.sees(".session-card", "Staff nurse")
    visitor.sees(".session-card", "Read your feedback")


def brings_both_documents(visitor: Visitor) -> None:
    visitor.clicks("#cv summary")
    visitor.pastes("#cv-text", CV)
    visitor.clicks("form:has(#cv-text) button")
    visitor.sees("#cv .badge", "Added")
    visitor.pastes("#job-description", JOB)
    visitor.clicks("form:has(#job-description) button")
    visitor.waits(lambda: visitor.words("#job .badge") == ["Added"], "the job description")


def is_interviewed(visitor: Visitor) -> None:
    """The second question is asked differently, the third skipped; a pause before the fourth."""
    for number, answer in enumerate(ANSWERS, 1):
        visitor.is_asked(number)
        if number == 2:
            has_it_asked_differently(visitor)
        if number == 4:
            leaves_and_comes_back(visitor)
        if number == 3:
            visitor.clicks("button[name=action][value=skip]")
        else:
            visitor.sends(answer)
    visitor.sees("h1", "Thank you. That was the last question.")


def has_it_asked_differently(visitor: Visitor) -> None:
    (asked,) = visitor.words("#question-text")
    visitor.types("#answer", "I was on nights")
    visitor.clicks("button[name=action][value=rephrase]")
    visitor.waits(lambda: visitor.words("#answer") and not visitor.count("button[value=rephrase]"))
    assert visitor.words("#question-text") != [asked]
    assert visitor.value("#answer") == "I was on nights"


def leaves_and_comes_back(visitor: Visitor) -> None:
    visitor.opens("/")
    visitor.goes_back()
    visitor.is_asked(4)
    assert visitor.value("#answer") == ""


def gives_an_answer_again(visitor: Visitor) -> None:
    visitor.opens(visitor.tab.run("() => document.querySelector('.answer-again a').pathname"))
    visitor.sends(ANSWERS[2])
    visitor.sees("h2", "What changed")
    visitor.sees("#newest ~ .marked-answer", "falls went from nine a month to three")


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(visitor: Visitor) -> None:
    visitor.opens("/dashboard")
    visitor.types("[name=company_name]", "The Larder")
    visitor.tab.run("() => { window.isTheSamePage = true }")
    visitor.clicks(".session-form button")
    visitor.sees("#job-title-error", "Job title cannot be empty")
    visitor.has_focus_on("#job-title")
    assert visitor.value("[name=company_name]") == "The Larder"
    assert bool(visitor.tab.run("() => window.isTheSamePage")) == visitor.has_js
    visitor.tab.press("Head chef")
    visitor.clicks(".session-form button")
    visitor.sees("main", "For Head chef at The Larder.")


def test_back_is_a_whole_page_that_can_be_used(visitor: Visitor) -> None:
    visitor.opens("/")
    visitor.begins()
    visitor.goes_back()
    visitor.sees("footer")
    visitor.begins("Head chef")
    visitor.opens_dashboard()
    assert visitor.count(".session-card") == 2


def test_the_colours_are_those_that_were_chosen(visitor: Visitor) -> None:
    visitor.opens("/")
    light = colour(visitor)
    visitor.clicks("button[name=theme][value=dark]")
    visitor.sees("[data-theme=dark] [name=theme][value=dark][aria-pressed=true]")
    visitor.waits(lambda: colour(visitor) != light, "the dark colours")
    visitor.opens("/dashboard")
    visitor.waits(lambda: colour(visitor) != light, "the dark colours")
    visitor.clicks("button[name=theme][value=light]")
    visitor.waits(lambda: colour(visitor) == light, "the light colours")


def colour(visitor: Visitor) -> str:
    return str(visitor.tab.run("() => getComputedStyle(document.body).color"))
