"""The end of an interview and its report, as each kind of client sees them."""

import html
import re

import httpx
import msgspec
import pytest

from tests.clients import (
    ANSWERS,
    CV,
    HEADERS,
    JOB,
    answered,
    completed,
    create,
    shown_words,
    with_documents,
)
from tests.conftest import NewClient
from tests.roles.rules import RULES

VARY = "Accept, HX-Request, HX-Request-Type"
EMPTY = "Cannot generate feedback for an empty interview."
TWICE = "Feedback has already been generated for this session."
NONE_YET = "Feedback for session not found."
FIELDS = [
    "id", "session_id", "interview_score", "strengths", "weaknesses", "cv_improvements",
    "created_at", "scored_by", "limited", "flags", "dimensions", "strength_items",
    "weakness_items", "cv_items", "requirements",
]  # fmt: skip
ITEM_FIELDS = ["text", "quote", "source", "requirement_id", "rule"]
ITEM_LISTS = {
    "strengths": "strength_items",
    "weaknesses": "weakness_items",
    "cv_improvements": "cv_items",
}
FRENCH = (
    "Je suis infirmière depuis six ans dans un service de médecine aiguë. J'ai réduit les chutes "
    "de neuf à trois par mois et j'ai formé quatre nouvelles collègues dans le service. "
)


class Item(msgspec.Struct, frozen=True):
    """An item of a report, as far as these tests look at it."""

    text: str
    quote: str | None
    source: str | None


def finish(visitor: httpx.Client, session: int) -> httpx.Response:
    return visitor.post(f"/session/{session}/complete")


def read(visitor: httpx.Client, session: int) -> httpx.Response:
    return visitor.get(f"/session/{session}/feedback")


def items(report: dict[str, object]) -> list[Item]:
    return [
        item
        for name in ITEM_LISTS.values()
        for item in msgspec.convert(report[name], type=list[Item])
    ]


# ---- The end ----


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("count", [1, 8])
def test_the_end_leads_to_the_report(new_client: NewClient, kind: str, count: int) -> None:
    visitor = new_client(kind)
    session = answered(visitor, count)
    url = f"/session/{session}/feedback"
    ended = finish(visitor, session)
    assert ended.headers["vary"] == VARY
    assert ended.status_code == (302 if kind in ("browser", "script") else 200)
    if kind == "htmx":
        assert (ended.headers["hx-redirect"], ended.content) == (url, b"")
    if kind in ("browser", "script"):
        assert ended.headers["location"] == url
    if kind in ("api", "script"):
        assert list(ended.json()) == ["redirect", "feedback_id"]
        report = read(new_client("api", like=visitor), session).json()["feedback"]
        assert ended.json() == {"redirect": url, "feedback_id": report["id"]}


@pytest.mark.parametrize("kind", HEADERS)
def test_an_interview_without_an_answer_has_no_report(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    for session in (create(visitor), with_documents(visitor)):
        visitor.get(f"/session/{session}/interview")
        refused = finish(visitor, session)
        assert refused.status_code == 400
        assert EMPTY in refused.text
        assert f"{EMPTY}." not in refused.text
        assert "could not be read" not in refused.text
        if kind in ("api", "script"):
            assert refused.json() == {"error": EMPTY, "type": "ValidationError"}


@pytest.mark.parametrize("kind", HEADERS)
def test_the_end_comes_once(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = completed(visitor, 2)
    before = read(new_client("api", like=visitor), session).json()
    again = finish(visitor, session)
    if kind in ("api", "script"):
        assert (again.status_code, again.json()) == (
            400,
            {"error": TWICE, "type": "ValidationError"},
        )
    else:  # a person wants to see what came of it
        way_on = again.headers.get("location") or again.headers.get("hx-redirect")
        assert way_on == f"/session/{session}/feedback"
    assert read(new_client("api", like=visitor), session).json() == before


# ---- The report ----


@pytest.mark.parametrize("kind", HEADERS)
def test_before_the_end_there_is_no_report(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    for session in (create(visitor), answered(visitor, 1)):
        for path in ("feedback", "feedback.md"):
            missing = visitor.get(f"/session/{session}/{path}")
            assert missing.status_code == 404
            assert NONE_YET in missing.text
            assert f"{NONE_YET}." not in missing.text
            if kind in ("api", "script"):
                assert missing.json() == {"error": NONE_YET, "type": "NotFoundError"}


@pytest.mark.parametrize("kind", ["htmx", "browser", "script"])
def test_the_page_shows_the_report(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = completed(visitor)
    page = read(visitor, session)
    assert page.status_code == 200
    assert page.headers["vary"] == VARY
    assert ("<html" in page.text) is (kind != "htmx")
    words = " ".join(shown_words(page).split())
    assert "It is not a hiring prediction. This report rests on 8 answers." in words
    assert page.text.count('class="dimension"') == 5
    for answer in ANSWERS:
        assert answer in shown_words(page)


def test_the_json_of_a_report_is_that_of_the_contract(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    body = read(visitor, session).json()
    report = body["feedback"]
    assert list(body) == ["feedback"]
    assert list(report)[: len(FIELDS)] == FIELDS
    assert report["session_id"] == session
    assert 1 <= report["interview_score"] <= 10
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", report["created_at"])
    assert [dimension["name"] for dimension in report["dimensions"]] == [
        "specificity", "structure", "ownership", "impact", "relevance",
    ]  # fmt: skip
    for text, name in ITEM_LISTS.items():
        assert all(list(item) == ITEM_FIELDS for item in report[name])
        assert len(report[text].split("\n")) >= len(report[name])
        assert all(item["text"] in report[text] for item in report[name])
    assert {requirement["status"] for requirement in report["requirements"]} <= {
        "supported", "partial", "gap",
    }  # fmt: skip


def test_every_quote_stands_word_for_word_in_its_source(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor)
    report = read(visitor, session).json()["feedback"]
    sources = {"cv": CV, "job": JOB}
    sources |= {f"answer {number}": text for number, text in enumerate(ANSWERS, 1)}
    quotes = [(item.quote, item.source) for item in items(report) if item.quote and item.source]
    assert quotes
    assert all(quote in sources[source] for quote, source in quotes)
    for requirement in report["requirements"]:
        assert all(line in CV for line in requirement["evidence"])


def test_every_quote_on_the_page_leads_to_its_place(new_client: NewClient) -> None:
    visitor = new_client()
    page = read(visitor, completed(visitor)).text
    targets = re.findall(r'href="#([a-z]+-\d+)"', page)
    assert targets
    assert all(f'id="{target}"' in page for target in targets)


def test_an_early_end_says_how_much_it_rests_on(new_client: NewClient) -> None:
    visitor = new_client()
    session = completed(visitor, 1)
    assert "This report rests on 1 answer." in read(visitor, session).text
    assert "This report rests on 1 answer." in visitor.get(f"/session/{session}/feedback.md").text


def test_documents_that_change_afterwards_change_no_report(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = completed(visitor, 2)
    before = read(visitor, session).json()
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": "Head chef. " * 20})
    visitor.post(f"/session/{session}/remove-job")
    assert read(visitor, session).json() == before
    assert read(new_client("browser", like=visitor), session).status_code == 200


def test_a_language_that_the_rules_cannot_read_gets_no_score(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = create(visitor)
    visitor.post(f"/session/{session}/upload-cv", data={"cv_text": FRENCH})
    visitor.post(f"/session/{session}/upload-job", data={"job_description": FRENCH})
    visitor.post(f"/session/{session}/message", data={"answer": FRENCH})
    finish(visitor, session)
    report = read(visitor, session).json()["feedback"]
    assert (report["limited"], report["interview_score"]) == (True, None)
    assert "No number" in read(new_client("browser", like=visitor), session).text
    card = new_client("htmx", like=visitor).get("/dashboard/recent").text
    assert "Feedback is ready" in card


def test_the_card_and_the_session_lead_to_the_report(new_client: NewClient) -> None:
    visitor = new_client("browser")
    session = completed(visitor)
    score = read(new_client("api", like=visitor), session).json()["feedback"]["interview_score"]
    card = new_client("htmx", like=visitor).get("/dashboard/recent").text
    assert f"{score}/10" in card
    assert "Read your feedback" in card
    sent_on = visitor.get(f"/session/{session}")
    assert sent_on.headers["location"] == f"/session/{session}/feedback"


def test_a_flagged_answer_is_told_in_a_sentence_and_not_by_the_name_of_a_rule(
    new_client: NewClient,
) -> None:
    visitor = new_client("browser")
    session = with_documents(visitor)
    for answer in ("pumps, hoists, slings, radio, log, shifts", "We moved it to the ship. " * 5):
        visitor.post(f"/session/{session}/message", data={"answer": answer})
    finish(visitor, session)
    page = html.unescape(read(visitor, session).text)
    report = visitor.get(
        f"/session/{session}/feedback", headers={"Accept": "application/json"}
    ).json()["feedback"]
    flags = {flag for answer in report["answers"] for flag in answer["flags"]}
    assert {"list_of_terms", "repeats_itself"} <= flags
    for flag in flags:
        assert RULES.flag_sentences[flag] in page
        assert flag not in page
        assert f"{flag.replace('_', ' ').capitalize()}." not in page
