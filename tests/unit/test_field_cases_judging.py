"""What reports on interviews get wrong in daily use, as `judging_field_cases.json` lists it."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.interviewer.model import Documents, Item
from tests.roles.interviews import Interview, hold
from tests.roles.rules import RULES

STRONG = 4.0  # of an answer in a dimension; nothing is missing there


class JudgingCase(msgspec.Struct, frozen=True):
    """Answers to a job, and what the report must and must not say."""

    kind: str
    name: str
    input: dict[str, Any]
    expect: dict[str, Any]
    why: str

    def held(self) -> Interview:
        given = self.input
        names = ("job_title", "company_name", "cv", "job_description")
        return hold(Documents(*(given.get(name, "") for name in names)), given["answers"])


CASES = msgspec.json.decode(
    Path(__file__).with_name("judging_field_cases.json").read_bytes(), type=list[JudgingCase]
)


def cases_with(key: str) -> pytest.MarkDecorator:
    found = [case for case in CASES if key in case.expect]
    return pytest.mark.parametrize("case", found, ids=lambda case: case.name)


@cases_with("score")
def test_the_score_is_what_a_person_would_expect(case: JudgingCase) -> None:
    judgement = case.held().judgement
    if case.expect["score"] is None:
        assert judgement.interview_score is None
        assert "fewer than" in (judgement.score_note or "")
    else:
        least, most = case.expect["score"]
        assert judgement.interview_score is not None
        assert least <= judgement.interview_score <= most


@cases_with("answer_scores")
def test_plain_words_are_steps_and_outcomes(case: JudgingCase) -> None:
    answers = {str(answer.number): answer for answer in case.held().judgement.answers}
    for number, wanted in case.expect["answer_scores"].items():
        scores = {score.name: score.score for score in answers[number].scores}
        for name, least in wanted.items():
            assert scores.get(name, least) >= least, (number, name)


@cases_with("no_blame_at_4")
def test_no_answer_is_blamed_for_what_it_does_well(case: JudgingCase) -> None:
    judgement = case.held().judgement
    scores = {
        (f"answer {answer.number}", score.name): score.score
        for answer in judgement.answers
        for score in answer.scores
    }
    blamed = [item for item in judgement.weakness_items if item.rule.startswith("weakness:")]
    for item in blamed:
        assert scores[item.source or "", item.rule.removeprefix("weakness:")] < STRONG, item.text


@cases_with("impact_quote_any")
def test_the_quote_of_what_came_of_it_tells_what_came_of_it(case: JudgingCase) -> None:
    [item] = [
        item for item in case.held().judgement.strength_items if item.rule == "strength:impact"
    ]
    assert any(quote in (item.quote or "") for quote in case.expect["impact_quote_any"])


@cases_with("cv_advice_lack")
def test_advice_on_a_cv_is_right_or_silent(case: JudgingCase) -> None:
    said = " ".join(texts(case.held().judgement.cv_items))
    assert [wrong for wrong in case.expect["cv_advice_lack"] if wrong in said] == []


@cases_with("flags")
def test_what_disqualifies_an_answer_is_flagged(case: JudgingCase) -> None:
    assert case.held().judgement.flags == case.expect["flags"]


def test_every_flag_of_the_cases_has_a_sentence() -> None:
    for case in CASES:
        judgement = case.held().judgement
        flags = {*judgement.flags, *(flag for each in judgement.answers for flag in each.flags)}
        assert flags <= RULES.flag_sentences.keys()


def texts(items: list[Item]) -> list[str]:
    return [item.text for item in items]
