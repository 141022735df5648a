"""The second opinion stands beside each answer, by name, and comes into a page as it is read."""

import re
from pathlib import Path

import httpx

from tests.clients import ANSWERS, HEADERS, answer, client, completed, with_documents
from tests.exports import exported
from tests.http import impatient
from tests.http.test_model_opinion import report
from tests.model_server import NAME, ModelAnswer, ModelRequest, ModelServer, model_server, refuses
from tests.model_server import says as says_as_model
from tests.modelled import (
    REMARK,
    SUMMARY,
    asked,
    good,
    interviewed,
    model_settings,
    opinion,
    opinion_of_one,
    quoted,
    saying,
    wants,
)
from tests.server import Server, serving

BETTER = "I sat him up and called the doctor. He was in theatre within the hour."
COULD_NOT = "could not be reached, so this is not whole"


def of_each_kind(request: ModelRequest) -> ModelAnswer:
    """Answer 1 is off the question, 2 half on it, and of 3 nothing can be used."""
    if not wants(request, "better"):
        return good(request)
    if "Judge answer 1" in request.words:
        return says_as_model(opinion_of_one(addresses="no", missing="why you came", impact=1))
    quote = quoted(request, r"answer \d+")
    if "Judge answer 2" in request.words:
        said = opinion_of_one(addresses="partly", quote=quote, better=BETTER, specificity=2)
        return says_as_model(said)
    return says_as_model(opinion_of_one(quote="I flew to the moon and came back alive"))


def test_each_answer_has_its_opinion_beside_it(model: ModelServer, candidate: httpx.Client) -> None:
    with saying(model, of_each_kind):
        session = interviewed(candidate, 3)
        ready = opinion(candidate, session)
    page = candidate.get(f"/session/{session}/feedback", headers=HEADERS["browser"]).text
    first, second, third = page.split('class="asked"')[1:4]
    assert f"<bdi>{NAME}</bdi>: this does not answer the question" in first
    assert "What is missing: why you came." in first
    assert f"<bdi>{NAME}</bdi>: this answers a part of the question" in second
    assert f'<blockquote dir="auto">{ready["answers"][1]["quote"]}</blockquote>' in second
    assert BETTER in second
    rules = {
        one["name"]: one["score"] for one in report(candidate, session)["answers"][1]["scores"]
    }
    for name, level in ready["answers"][1]["scores"].items():
        beside = f"<dt>{name.capitalize()}</dt> <dd><strong>{level}</strong> of 5, "
        assert f"{beside}rules {rules[name]:.1f}</dd>" in second
    assert f"There is no opinion on answer 3 by <bdi>{NAME}</bdi>" in third
    assert "moon" not in page
    assert page.index(SUMMARY) < page.index('id="strengths"')

    markdown = candidate.get(f"/session/{session}/feedback.md").text
    assert markdown.index(f"## A second opinion by {NAME}") < markdown.index("## What")
    first, second, third = markdown.split("\n### ")[1:4]
    assert f"**{NAME}: this does not answer the question.**" in first
    assert f"**{NAME}: this answers a part of the question.**" in second
    assert f"> {ready['answers'][1]['quote']}" in second
    assert f"Stronger, from your own facts: {BETTER}" in second
    assert f"There is no opinion on answer 3 by {NAME}." in third


def test_a_page_gets_only_what_it_does_not_have_yet(candidate: httpx.Client) -> None:
    session = interviewed(candidate, 4)
    opinion(candidate, session)
    url = f"/session/{session}/feedback/opinion"
    with client(str(candidate.base_url), "htmx", like=candidate) as reader:
        for query, late in {
            f"by={NAME}&shown=1,2": {3, 4},
            f"by={NAME}&shown=1,2,3,4": set[int](),
            f"by={NAME}&shown=": {1, 2, 3, 4},
            "": {1, 2, 3, 4},
            "by=another-model&shown=1,2": {1, 2, 3, 4},
            f"by={NAME}&shown=,,x,%FF%00,-1,{'9' * 500}": {1, 2, 3, 4},
            "shown=1": {1, 2, 3, 4},
        }.items():
            got = reader.get(f"{url}?{query}")
            assert got.status_code == 200
            sent = re.findall(r'id="opinion-(\d)" hx-swap-oob="true"', got.text)
            assert set(map(int, sent)) == late, query
            assert 'id="opinion"' in got.text
            assert 'id="spent" hx-swap-oob="true"' in got.text
    page = candidate.get(f"/session/{session}/feedback", headers=HEADERS["browser"]).text
    assert "hx-swap-oob" not in page
    alone = candidate.get(url, headers=HEADERS["browser"]).text
    assert "hx-swap-oob" not in alone
    assert alone.count(REMARK) == 4


def test_no_opinion_leaves_no_trace_beside_the_answers(server: Server) -> None:
    with client(server.url, "api") as visitor:
        session = completed(visitor, 2)
        page = visitor.get(f"/session/{session}/feedback", headers=HEADERS["browser"]).text
    shown = re.sub(r"<(div|p) [^>]*hidden>\s*</\1>", "", page)
    assert "answer-opinion" not in shown
    assert "language model" not in shown


# ---- A model that stays away ----


def test_an_opinion_that_failed_says_so_everywhere_and_can_be_asked_for_again(
    tmp_path: Path,
) -> None:
    def leaves(request: ModelRequest) -> ModelAnswer:
        is_later = wants(request, "better") and "Judge answer 1" not in request.words
        return refuses(401) if is_later else good(request)

    with (
        model_server(leaves) as model,
        serving(tmp_path, impatient.COMMAND, **model_settings(model)) as server,
        client(server.url, "api") as visitor,
    ):
        session = interviewed(visitor, 2)
        failed = opinion(visitor, session)
        assert failed["state"] == "failed"
        assert [one["number"] for one in failed["answers"]] == [1]
        asked_of_it = [each for each in model.requests if wants(each, "better")]
        assert len(asked_of_it) == 4  # the first, and three tries at the second
        assert failed["calls"] == 4
        url = f"/session/{session}/feedback"
        assert report(visitor, session)["opinion"] == failed
        page = visitor.get(url, headers=HEADERS["browser"]).text
        assert COULD_NOT in page
        assert f"<bdi>{NAME}</bdi> did not read this answer." in page
        assert ">Ask again<" in page
        assert 'hx-trigger="every' not in page
        assert "It could not be had." in visitor.get(f"{url}.md").text

        server.stop()
        server.restart()  # as nobody waits for it for a while after three failures
        model.script = good
        assert opinion(visitor, session) == failed
        with client(server.url, "browser", like=visitor) as browser:
            again = browser.post(f"{url}/opinion")
            assert again.headers["location"] == f"{url}#opinion"
        ready = opinion(visitor, session)
        assert ready["state"] == "ready"
        assert ready["answers"][0] == failed["answers"][0]
        assert [one["number"] for one in ready["answers"]] == [1, 2]
        page = visitor.get(url, headers=HEADERS["browser"]).text
        assert COULD_NOT not in page
        assert ">Ask again<" not in page


# ---- A model whose replies can't be used ----


def test_an_opinion_to_which_no_reply_could_be_used_says_so_and_is_asked_for_again(
    model: ModelServer, candidate: httpx.Client
) -> None:
    def too_long(request: ModelRequest) -> ModelAnswer:
        why = "the request exceeds the available context size"
        return refuses(400, why) if wants(request, "better") else good(request)

    with saying(model, too_long):
        session = interviewed(candidate, 2)
        failed = opinion(candidate, session)
    assert (failed["state"], failed["answers"]) == ("failed", [])
    assert {one["why"] for one in failed["dropped"]} == {"unusable_reply"}
    url = f"/session/{session}/feedback"
    page = candidate.get(url, headers=HEADERS["browser"]).text
    assert f"Nothing that <bdi>{NAME}</bdi> sent could be used." in page
    assert page.count("what came could not be used.") == 2
    assert "did not hold against your own words" not in page
    assert COULD_NOT not in page
    assert ">Ask again<" in page
    with client(str(candidate.base_url), "htmx", like=candidate) as reader:
        got = reader.post(f"{url}/opinion?by={NAME}&shown=1,2")
        assert set(re.findall(r'id="opinion-(\d)" hx-swap-oob', got.text)) >= {"2"}
        assert "what came could not be used" not in got.text
    ready = opinion(candidate, session)
    assert (ready["state"], ready["dropped"]) == ("ready", [])
    assert [one["number"] for one in ready["answers"]] == [1, 2]
    assert ready["calls"] == failed["calls"] + 3


def test_one_reply_that_could_not_be_used_is_asked_for_again_and_the_others_stay(
    model: ModelServer, candidate: httpx.Client
) -> None:
    def empty(request: ModelRequest) -> ModelAnswer:
        return says_as_model("") if "Judge answer 2" in request.words else good(request)

    with saying(model, empty):
        session = interviewed(candidate, 3)
        first = opinion(candidate, session)
    assert first["state"] == "ready"
    assert first["dropped"] == [{"number": 2, "why": "unusable_reply"}]
    url = f"/session/{session}/feedback"
    assert ">Ask again<" in candidate.get(url, headers=HEADERS["browser"]).text
    model.requests.clear()
    candidate.post(f"{url}/opinion").raise_for_status()
    whole = opinion(candidate, session)
    assert sorted(one["number"] for one in whole["answers"]) == [1, 2, 3]
    assert whole["dropped"] == []
    assert [each for each in model.requests if "Judge answer 1" in each.words] == []
    assert ">Ask again<" not in candidate.get(url, headers=HEADERS["browser"]).text


# ---- Whose it is ----


def test_an_opinion_has_one_author_though_another_model_goes_on_with_it(tmp_path: Path) -> None:
    def leaves(request: ModelRequest) -> ModelAnswer:
        is_later = wants(request, "better") and "Judge answer 1" not in request.words
        return refuses(401) if is_later else good(request)

    other = "the-next-model"
    with (
        model_server(leaves) as model,
        serving(tmp_path, impatient.COMMAND, **model_settings(model)) as server,
        client(server.url, "api") as visitor,
    ):
        session = interviewed(visitor, 2)
        failed = opinion(visitor, session)
        assert (failed["scored_by"], len(failed["answers"])) == (NAME, 1)
        server.stop()
        server.settings = {**server.settings, "OPENAI_MODEL": other}
        model.script = good
        server.restart()
        assert opinion(visitor, session) == failed  # whose it is does not change by itself
        visitor.post(f"/session/{session}/feedback/opinion").raise_for_status()
        ready = opinion(visitor, session)
        assert (ready["state"], ready["scored_by"]) == ("ready", other)
        assert [one["number"] for one in ready["answers"]] == [1, 2]
        assert ready["calls"] == failed["calls"] + 3
        page = visitor.get(f"/session/{session}/feedback", headers=HEADERS["browser"]).text
        assert page.count(f"<bdi>{other}</bdi>: this answers the question") == 2
        assert f"<bdi>{NAME}</bdi>" not in page


# ---- A session that keeps to the rules ----


def test_a_session_that_keeps_to_the_rules_shows_no_opinion_and_keeps_what_there_is(
    candidate: httpx.Client,
) -> None:
    session = interviewed(candidate, 2)
    url, ready = f"/session/{session}/feedback", opinion(candidate, session)
    candidate.post(f"/session/{session}/rules-only", data={"on": "1"}).raise_for_status()
    assert report(candidate, session)["opinion"] is None
    for send in (candidate.get, candidate.post):
        assert send(f"{url}/opinion").json() == {"opinion": None}
    for page in (
        candidate.get(url, headers=HEADERS["browser"]).text,
        candidate.get(f"{url}/opinion", headers=HEADERS["browser"]).text,
        candidate.get(f"{url}/opinion", headers=HEADERS["htmx"]).text,
        candidate.get(f"{url}.md").text,
    ):
        assert REMARK not in page
        assert SUMMARY not in page
        assert NAME not in page
    (kept,) = (each for each in exported(candidate)["sessions"] if each["opinion"])
    assert kept["opinion"] == ready
    candidate.post(f"/session/{session}/rules-only", data={"on": "0"}).raise_for_status()
    assert report(candidate, session)["opinion"] == ready


def test_an_opinion_that_is_being_formed_ends_with_the_wish_for_the_rules_alone(
    model: ModelServer, candidate: httpx.Client
) -> None:
    session = with_documents(candidate)
    for text in ANSWERS[:3]:
        asked(candidate, session)
        answer(candidate, session, text)

    def chooses(request: ModelRequest) -> ModelAnswer:
        if "Judge answer 1" in request.words:
            candidate.post(f"/session/{session}/rules-only", data={"on": "1"})
        return good(request)

    with saying(model, chooses):
        model.requests.clear()
        with client(str(candidate.base_url), "api", like=candidate) as other:
            other.post(f"/session/{session}/complete").raise_for_status()
            told = interviewed(other, 1)  # asked for later, and so formed later
            opinion(other, told)
    assert [each for each in model.requests if "Judge answer 2" in each.words] == []
    candidate.post(f"/session/{session}/rules-only", data={"on": "0"}).raise_for_status()
    assert [one["number"] for one in opinion(candidate, session)["answers"]] == [1, 2, 3]
