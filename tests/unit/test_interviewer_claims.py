"""What has the first claim on a question: what was added, then what is a must."""

from itertools import permutations

import pytest

from app.interviewer.model import QUESTIONS, Choices, Documents
from tests.roles import TODAY
from tests.roles.rules import RULES, planned
from tests.unit.test_interviewer_plan import LONG_ANSWER, interview


def test_a_missing_must_is_asked_about_before_what_would_be_nice() -> None:
    job = (
        "Requirements:\n- Terraform would be a plus\n- Experience of wound care\n- Must know Rust\n"
    )
    plan = planned(Documents("Engineer", "Acme", "Barista, Corner Cafe", job))
    about = plan.questions[2].requirement_id
    assert [one.text for one in plan.requirements if one.id == about] == ["Must know Rust"]


ADDED_LINES = [
    "Experience of leech therapy",
    "Falconry",
    "Patience",
    "Team spirit",
    "Handling the tills",
    "A food hygiene certificate",
    "We want somebody who (as we do) can / will laugh",
    "Call Asha on 020 7946 0991",
]


@pytest.mark.parametrize("pair", [*permutations(ADDED_LINES, 2)], ids="; ".join)
def test_the_first_two_lines_that_were_added_are_asked_about_whatever_is_answered(
    pair: tuple[str, str],
) -> None:
    cv = (
        "EXPERIENCE\nBarista, Corner Cafe, 2019 - 2023\nHandled the tills and cut waste by 9 %\n"
        "\nEDUCATION\nFood hygiene certificate, 2020\n"
    )
    job = "Requirements:\n- Kubernetes\n- Team player\n- Cleaning the coffee machine\n"
    documents = Documents("Barista", "Acme", cv, job)
    choices = Choices(added=[*pair, "Rope access", "Handling of cash"])
    plan = RULES.plan(documents, RULES.read(documents, TODAY), choices, 3)
    ids = [one.id for text in pair for one in plan.requirements if one.text == text]
    for answer in ("Yes.", LONG_ANSWER):
        turns = interview(plan, [answer] * QUESTIONS)
        asked = {turn.question.requirement_id for turn in turns if turn.question.kind == "question"}
        assert asked.issuperset(ids)
        assert RULES.next(plan, turns) is None


@pytest.mark.parametrize(
    "card",
    [
        "You must be registered with the Wardens Council of the Isles (WCI)",
        "Qualified first aider with a current certificate of the Coast Guard",
        "Full UK driving licence with no more than six points",
        "Fewer than 6 points on your licence",
        "The right to work in the United Kingdom",
        "Applicants must be aged 18 or over",
    ],
)
def test_what_somebody_has_or_is_is_not_asked_about_as_their_strength(card: str) -> None:
    cv = (
        "EXPERIENCE\nWarden, Isle of Rona, 2019 - 2023\nRegistered with the Wardens Council (WCI)\n"
        "First aid certificate of the Coast Guard, full UK driving licence, no points, aged 40\n"
        "Right to work in the United Kingdom\n"
    )
    documents = Documents("Warden", "Acme", cv, f"Requirements:\n- {card}\n")
    asked = planned(documents).questions[1]
    assert asked.requirement_id is None
    assert asked.rests_on == []
