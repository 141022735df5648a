"""What a report says beside its number, what to do next, and each answer as it was heard."""

import re

import httpx
import pytest

from tests.clients import ANSWERS, completed, shown_words, with_documents
from tests.conftest import NewClient


def read(visitor: httpx.Client, session: int) -> httpx.Response:
    return visitor.get(f"/session/{session}/feedback")


def test_every_next_thing_has_a_page_where_it_can_be_done(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    report = read(visitor, session).json()["feedback"]
    assert 1 <= len(report["next"]) <= 3
    page = read(new_client("browser", like=visitor), session).text
    for thing in report["next"]:
        assert list(thing) == ["kind", "text", "url"]
        assert f'href="{thing["url"]}"' in page
        if "#" in thing["url"]:
            assert f'id="{thing["url"].partition("#")[2]}"' in page
    assert page.count('class="button"') == 1


@pytest.mark.parametrize("count", [1, 3])
def test_few_answers_have_no_number_and_the_report_says_why(
    new_client: NewClient, count: int
) -> None:
    visitor = new_client("api")
    session = completed(visitor, count)
    report = read(visitor, session).json()["feedback"]
    assert (report["interview_score"], report["score_range"]) == (None, None)
    page = shown_words(read(new_client("browser", like=visitor), session))
    assert "No number" in page
    assert report["score_note"] in page
    assert report["score_note"] in visitor.get(f"/session/{session}/feedback.md").text


@pytest.mark.parametrize("count", [4, 5])
def test_a_number_with_few_answers_behind_it_is_a_range(new_client: NewClient, count: int) -> None:
    visitor = new_client("api")
    session = completed(visitor, count)
    low, high = read(visitor, session).json()["feedback"]["score_range"]
    assert f"{low} to {high} of 10" in shown_words(
        read(new_client("browser", like=visitor), session)
    )
    assert f"**{low} to {high} of 10.**" in visitor.get(f"/session/{session}/feedback.md").text


def test_marks_stand_in_the_json_where_they_were_heard(new_client: NewClient) -> None:
    visitor = new_client("api")
    report = read(visitor, completed(visitor)).json()["feedback"]
    for judged in report["answers"]:
        text = ANSWERS[judged["number"] - 1]
        assert all(0 <= mark["start"] < mark["end"] <= len(text) for mark in judged["marks"])
        assert {slot["part"] for slot in judged["empty_slots"]} <= {
            part for part, is_there in judged["parts"].items() if not is_there
        }
    assert any(judged["marks"] for judged in report["answers"])


@pytest.mark.parametrize("kind", ["browser", "htmx"])
def test_a_skipped_question_is_named_and_an_answer_says_how_long_it_took(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    session = with_documents(visitor)
    path = f"/session/{session}"
    visitor.post(f"{path}/message", data={"answer": ANSWERS[0], "seconds": "100"})
    visitor.post(f"{path}/message", data={"action": "skip"})
    visitor.post(f"{path}/message", data={"answer": ANSWERS[2]})
    visitor.post(f"{path}/complete")
    page = shown_words(read(visitor, session))
    markdown = visitor.get(f"{path}/feedback.md").text
    assert page.count("took 1 min 40 s") == 1
    again = "Practise again to answer it"
    assert [page.count(f"Skipped. {again}"), page.count(f"Not answered. {again}")] == [1, 1]
    for line in ("\nTook 1 min 40 s.\n", "\nSkipped.\n", "\nNot answered.\n", "\nScores: "):
        assert markdown.count(line) >= 1


def test_a_time_of_a_few_seconds_is_not_worth_a_line(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = with_documents(visitor)
    for seconds, text in (("9", ANSWERS[0]), ("10", ANSWERS[1])):
        visitor.post(f"/session/{session}/message", data={"answer": text, "seconds": seconds})
    visitor.post(f"/session/{session}/complete")
    page = shown_words(read(visitor, session))
    assert [page.count("This took"), page.count("This took 10 s")] == [1, 1]


def test_the_requirements_say_which_question_was_skipped(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = with_documents(visitor)
    for _ in range(7):
        visitor.post(f"/session/{session}/message", data={"action": "skip"})
    visitor.post(f"/session/{session}/message", data={"answer": ANSWERS[7]})
    visitor.post(f"/session/{session}/complete")
    page = read(visitor, session)
    skipped = re.findall(r'<a href="#question-(\d)">Question (\d), skipped</a>', page.text)
    assert skipped
    assert all(place == number for place, number in skipped)
    assert "asked, not answered" not in page.text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Infirmière-chef, nuit", "rehearse-infirmiere-chef-nuit-"),
        ('"; rm -rf / #.md', "rehearse-rm-rf-md-"),
        ("مهندس برمجيات", "rehearse-"),
        ("W" * 200, f"rehearse-{'w' * 60}-"),
    ],
)
def test_the_file_is_named_after_the_job_in_letters_that_every_system_knows(
    new_client: NewClient, title: str, name: str
) -> None:
    visitor = new_client("browser")
    session = completed(visitor, 1, job_title=title)
    file = visitor.get(f"/session/{session}/feedback.md")
    header = file.headers["content-disposition"]
    assert re.fullmatch(rf'attachment; filename="{name}\d{{4}}-\d\d-\d\d\.md"', header)
