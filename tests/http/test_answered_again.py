"""The report's page once an answer was given again, and the way on from there."""

import re

import httpx

from tests.clients import JSON, completed, shown_words
from tests.conftest import NewClient
from tests.http.test_answer_again import NEW, NUMBER, attempts, give


def test_the_reports_page_says_what_came_of_it_and_goes_on_to_the_next_thing(
    new_client: NewClient,
) -> None:
    visitor = new_client("browser")
    session = completed(visitor)
    url = f"/session/{session}/feedback"
    markdown, report = visitor.get(f"{url}.md").text, visitor.get(url, headers=JSON).json()
    things = report["feedback"]["next"]
    assert things[0]["kind"] == "answer"
    assert first_button(visitor, url) == things[0]["url"]
    before = attempts(visitor, session, int(things[0]["url"][-1]))[0]["scores"]
    visitor.post(things[0]["url"], data={"answer": "Nothing."})
    after = visitor.post(things[0]["url"], data={"answer": NEW}, headers=JSON).json()["scores"]
    page = visitor.get(url)
    was = {score["name"]: round(score["score"], 1) for score in before}
    changed = ", ".join(
        f"{score['name']} {was[score['name']]} → {round(score['score'], 1)}"
        for score in after
        if was[score["name"]] != round(score["score"], 1)
    )
    assert shown_words(page).count(f"Answered again: {changed}") == 2
    assert page.text.count(f'<a href="{things[0]["url"]}">Answered again</a>') == 2
    assert first_button(visitor, url) == things[1]["url"]
    assert first_button(visitor, things[0]["url"]) == things[1]["url"]
    assert visitor.get(f"{url}.md").text == markdown
    assert visitor.get(url, headers=JSON).json() == report


def test_an_answer_without_a_score_is_not_compared(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = completed(visitor)
    give(visitor, session, text="Я работал в больнице и помогал пациентам каждый день.")
    page = shown_words(visitor.get(f"/session/{session}/feedback"))
    given = attempts(visitor, session)[-1]
    assert ("Answered again:" in page) is bool(given["scores"])
    assert "Answered again" in page


def test_once_all_was_tried_practising_again_is_the_one_thing_to_do(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = completed(visitor)
    url = f"/session/{session}/feedback"
    for number in range(1, 9):
        visitor.post(f"/session/{session}/answer/{number}", data={"answer": NEW})
    things = visitor.get(url, headers=JSON).json()["feedback"]["next"]
    untried = [each["url"] for each in things if each["kind"] != "answer"]
    if untried:
        assert first_button(visitor, url) == untried[0]
    assert visitor.get(url).text.count('class="button"') == 1


def test_of_many_tries_the_page_says_how_many_it_shows(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = completed(visitor)
    url = f"/session/{session}/answer/{NUMBER}"
    for _ in range(20):
        give(visitor, session)
    assert "tries are shown" not in visitor.get(url).text
    give(visitor, session)
    assert "The newest 20 of your 21 tries are shown" in visitor.get(url).text


def first_button(visitor: httpx.Client, url: str) -> str:
    """Where the one thing to do on a page leads."""
    (found,) = re.findall(r'<a class="button" href="([^"]+)"', visitor.get(url).text)
    return str(found)
