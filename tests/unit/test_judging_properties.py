"""What holds for any text: an honest report, verbatim quotes, the same every time."""

from itertools import chain

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.interviewer.model import Documents, Item, Plan, Turn
from app.interviewer.rules.judging.report import FEWEST_ANSWERS
from tests.roles.rules import RULES
from tests.unit.judging_samples import QUESTIONS, ROLES, plan_of

NURSE = ROLES[0]
CLAUSES = [
    sentence for answers in (NURSE.strong, NURSE.mediocre, NURSE.poor) for sentence in answers
]
anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=400)
mixed = st.lists(st.sampled_from(CLAUSES) | anything, max_size=4).map(" ".join)
answers = st.lists(mixed, min_size=1, max_size=8)


def sources(documents: Documents, given_answers: list[str]) -> dict[str | None, str]:
    texts: dict[str | None, str] = {"cv": documents.cv, "job": documents.job_description}
    for number, answer in enumerate(given_answers, 1):
        texts[f"answer {number}"] = answer
    return texts


def stands_in_its_source(item: Item, texts: dict[str | None, str]) -> bool:
    if item.quote is None:
        return item.source is None
    return bool(item.quote) and item.quote in texts[item.source]


@given(given_answers=answers, cv=anything, job=anything, limited=st.booleans())
@settings(max_examples=80, deadline=None)
def test_any_interview_gets_a_report_that_quotes_verbatim(
    given_answers: list[str], cv: str, job: str, limited: bool
) -> None:
    documents = Documents("Nurse", "Acme", cv, job)
    plan = plan_of(NURSE, limited=limited)
    turns = [Turn(*pair) for pair in zip(QUESTIONS, given_answers, strict=False)]
    judgement = RULES.judge(documents, plan, turns)
    items = chain(judgement.strength_items, judgement.weakness_items, judgement.cv_items)
    texts = sources(documents, given_answers)
    assert all(stands_in_its_source(item, texts) for item in items)
    assert all(1 <= each.score <= 5 for each in judgement.dimensions)
    assert all(1 <= each.score <= 5 for answer in judgement.answers for each in answer.scores)
    assert judgement.interview_score is None or 1 <= judgement.interview_score <= 10
    has_score = not judgement.limited and len(given_answers) >= FEWEST_ANSWERS
    assert (judgement.interview_score is not None) == has_score
    assert msgspec.json.encode(RULES.judge(documents, plan, turns)) == msgspec.json.encode(
        judgement
    )


@given(given_answers=answers)
@settings(max_examples=80, deadline=None)
def test_any_answer_gets_no_probe_or_one_that_quotes_it_verbatim(given_answers: list[str]) -> None:
    turns = [Turn(*pair) for pair in zip(QUESTIONS, given_answers, strict=False)]
    probe = RULES.prober.probe_after(turns)
    assert probe == RULES.prober.probe_after(turns)
    if probe is not None and probe.quote is not None:
        assert probe.quote
        assert probe.quote in given_answers[-1]
        assert probe.source == f"answer {len(given_answers)}"


@given(text=anything, first=st.sampled_from([".", "!", "…", "I was ", "a'", '."', "\n"]))
@settings(max_examples=20, deadline=None)
def test_an_answer_of_ten_thousand_characters_is_judged(text: str, first: str) -> None:
    answer = (first * 10_000)[: 10_000 - len(text)] + text
    judgement = RULES.judge(NURSE.documents, plan_of(NURSE), [Turn(QUESTIONS[1], answer)])
    assert len(judgement.answers) == 1


def test_an_interview_without_answers_has_no_score() -> None:
    plan = Plan("rules-4", "en", False, [], QUESTIONS)
    assert RULES.judge(NURSE.documents, plan, []).interview_score is None
