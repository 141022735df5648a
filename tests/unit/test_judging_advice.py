"""What a report asks somebody to change, and what it never asks for."""

import re

import pytest
from msgspec.structs import replace

from app.interviewer.model import Documents, Judgement, NextStep, Plan, Requirement, Turn
from tests.roles.rules import RULES
from tests.unit.judging_samples import QUESTIONS, ROLES, Role, plan_of, turns_of

NURSE = ROLES[0]
STRONG = 3.5
STUCK = ["I don't know", "idk", "dunno tbh", "I can't think of one"]
NO_STORY = (0, 3, 7)  # places of the path, the gap and the closer
STORY_WORDS = ("how it ended", "what came of it", "step of your own", "each part a sentence")


def judged(answers: list[str], role: Role = NURSE) -> Judgement:
    return RULES.judge(role.documents, plan_of(role), turns_of(answers))


def said_of(judgement: Judgement) -> list[str]:
    """All that is asked for."""
    return [
        *(item.text for item in judgement.weakness_items),
        *(step.text for step in judgement.next_steps if step.kind == "answer"),
        *(dimension.next_step for dimension in judgement.dimensions),
    ]


def names(text: str, number: int) -> bool:
    return re.search(rf"(?:answers?|question)\b[ \d,and]*\b{number}\b", text) is not None


def step_of(judgement: Judgement, kind: str) -> NextStep:
    return next(step for step in judgement.next_steps if step.kind == kind)


@pytest.mark.parametrize("stuck", STUCK)
def test_who_has_nothing_to_tell_is_told_that_and_nothing_else(stuck: str) -> None:
    judgement = judged([*NURSE.mediocre[:4], stuck, *NURSE.mediocre[5:]])
    about = [item.rule for item in judgement.weakness_items if names(item.text, 5)]
    assert about == ["flag:declined"]
    assert step_of(judgement, "answer").text.startswith("Come back to question 5")


def test_a_flagged_answer_is_blamed_for_no_dimension() -> None:
    again = f"It was much the same. {NURSE.strong[1]}"
    judgement = judged([*NURSE.strong[:5], again, *NURSE.strong[6:]])
    assert judgement.answers[5].flags == ["repeats_an_earlier_answer"]
    asked = [text for text in said_of(judgement) if names(text, 6)]
    assert [text for text in asked if "I found" in text or "add" in text] == []


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
@pytest.mark.parametrize("level", ["strong", "mediocre", "poor"])
def test_no_answer_that_does_well_is_asked_for_more_of_it(role: Role, level: str) -> None:
    judgement = judged(getattr(role, level), role)
    for dimension in judgement.dimensions:
        high = [
            answer.number
            for answer in judgement.answers
            if any(s.name == dimension.name and s.score >= STRONG for s in answer.scores)
        ]
        assert [number for number in high if names(dimension.next_step, number)] == []


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
@pytest.mark.parametrize("level", ["strong", "mediocre"])
def test_what_is_praised_is_not_asked_for(role: Role, level: str) -> None:
    answers = getattr(role, level)
    plan, turns = plan_of(role), turns_of(answers)
    judgement = RULES.judge(role.documents, plan, turns)
    reports = [(judgement.strength_items, judgement.weakness_items)]
    for number, answer in enumerate(answers, 1):
        items = RULES.judge_attempt(role.documents, turns, number, answer).items
        reports.append((items, items))
    for good, bad in reports:
        praised = {item.rule.split(":")[1] for item in good if item.rule.startswith("strength:")}
        asked = {item.rule.split(":")[1] for item in bad if not item.rule.startswith("strength:")}
        assert praised.isdisjoint(asked)


def test_only_answers_without_a_part_are_told_to_add_it() -> None:
    with_an_end = (
        "In December the printer died on pay day. I read the totals to Carol over the phone, and "
        "then I drove the sheets to Shap myself. Everyone was paid by four."
    )
    without = "I like to plan. A good list is half the work, and I keep one all the time."
    turns = [Turn(QUESTIONS[5], with_an_end), Turn(QUESTIONS[6], without)]
    dimensions = RULES.judge(NURSE.documents, plan_of(NURSE), turns).dimensions
    steps = {each.name: each.next_step for each in dimensions}
    assert "the result" in steps["structure"]
    assert "In answer 2," in steps["structure"]


@pytest.mark.parametrize("place", NO_STORY)
def test_a_question_that_asks_for_no_story_is_not_answered_again_with_one(place: int) -> None:
    answers = [*NURSE.strong[:place], "I would just learn it as I go.", *NURSE.strong[place + 1 :]]
    judgement = judged(answers)
    assert step_of(judgement, "answer").number == place + 1
    asked = [text for text in said_of(judgement) if names(text, place + 1)]
    assert [text for text in asked if any(words in text for words in STORY_WORDS)] == []


@pytest.mark.parametrize(
    "told",
    [
        "It was better, as all the drips were up before noon and the consultant thanked us.",
        "The waiting room was empty by four, and nobody had gone home unseen.",
    ],
)
def test_what_the_answer_to_a_probe_tells_is_not_missing_in_the_answer_before(told: str) -> None:
    first = "One Monday six drips ran late. I made a list, rang the pharmacy and moved two beds."
    probe = replace(QUESTIONS[1], kind="probe")
    turns = [Turn(QUESTIONS[1], first), Turn(probe, told)]
    judgement = RULES.judge(NURSE.documents, plan_of(NURSE), turns)
    texts = [*(item.text for item in judgement.weakness_items), judgement.next_steps[0].text]
    lost = ("what changed", "the result", "came of it", "how it ended", "How did it end")
    assert [text for text in texts if any(words in text for words in lost)] == []


def test_a_probe_is_not_answered_again_where_its_question_was_answered_well() -> None:
    probe = replace(QUESTIONS[1], kind="probe")
    turns = [Turn(QUESTIONS[1], NURSE.strong[1]), Turn(probe, "Yes, it held.")]
    steps = RULES.judge(NURSE.documents, plan_of(NURSE), turns).next_steps
    assert [step for step in steps if step.kind == "answer"] == []


def test_what_to_do_about_a_flag_is_told_for_each_that_an_answer_can_have() -> None:
    flagged = RULES.language.judging.feedback.next.flagged
    of_all_answers = {"in_another_language", "about_other_work", "fits_any_job"}
    assert flagged.keys() == RULES.flag_sentences.keys() - of_all_answers
    assert len(set(flagged.values())) == len(flagged)


def test_the_next_step_asks_for_what_the_report_says_is_missing() -> None:
    judgement = judged(NURSE.mediocre)
    blamed = [item.rule.removeprefix("weakness:") for item in judgement.weakness_items]
    step = step_of(judgement, "answer")
    [answer] = [each for each in judgement.answers if each.number == step.number]
    low = [score.name for score in answer.scores if score.score < STRONG]
    first = next(name for name in blamed if name in low)
    texts = RULES.language.judging.feedback
    slots = [*texts.slots.any.values(), *texts.slots.by_competency["teamwork"].values()]
    again = texts.next.again[first].format(number=step.number)
    assert step.text == again or any(slot in step.text for slot in slots)


def prepared(kind: str, text: str, answer: str = "", status: str = "gap") -> str:
    documents = Documents("Fitter", "Acme", "Fitter at Acme for years", text)
    wanted = Requirement("r1", text, 0.6, status, kind)  # type: ignore[arg-type]
    plan = Plan("rules-4", "en", False, [wanted], QUESTIONS)
    turns = [Turn(QUESTIONS[3], answer or NURSE.strong[3])]
    return step_of(RULES.judge(documents, plan, turns), "prepare").text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("credential", "NVQ level 3 in joinery"),
        ("domain", "Must be 18 or over"),
        ("domain", "5+ years in a joinery workshop"),
        ("domain", "Minimum of two years fitting kitchens"),
        ("domain", "Strong academics (2:1 or above)"),
        ("soft", "Good English spoken"),
        ("soft", "Willing to work shifts"),
        ("domain", "We are looking for a joiner to join our friendly team"),
        ("domain", "Be on site by 7am"),
    ],
)
def test_what_is_no_work_is_not_prepared(kind: str, text: str) -> None:
    assert "aloud" in prepared(kind, text)


@pytest.mark.parametrize("text", ["Repair kitchens and doors", "Hanging doors in old houses"])
@pytest.mark.parametrize("status", ["gap", "partial"])
def test_work_that_nothing_shows_is_prepared(text: str, status: str) -> None:
    assert f"“{text}”" in prepared("domain", text, status=status)


def test_what_any_answer_told_is_not_prepared() -> None:
    told = "In May I repaired nine kitchens for a landlord, with the doors, and he paid on the day."
    assert "aloud" in prepared("domain", "Repair kitchens and doors", told, "partial")


def test_the_jobs_own_boast_said_back_is_no_strength() -> None:
    boast = "make moving house as easy as ordering a pizza"
    job = f"We {boast} for young families.\nCarry boxes up the stairs and wrap lamps."
    documents = Documents("Mover", "Acme", "Mover at Acme", job)
    said = "I am so excited about Acme's mission to {}. I want to be part of it."
    turns = [Turn(QUESTIONS[7], said.format(boast))]
    judgement = RULES.judge(documents, Plan("rules-4", "en", False, [], QUESTIONS), turns)
    assert judgement.strength_items == []


def test_one_good_story_among_weak_ones_is_praised() -> None:
    judgement = judged([NURSE.poor[0], NURSE.strong[1], *NURSE.poor[2:]])
    [item] = judgement.strength_items
    assert (item.rule, item.source) == ("strength:best_answer", "answer 2")


def test_what_is_quoted_of_a_flagged_answer_ends_where_it_pauses() -> None:
    again = f"It was the patient with COPD again, really. {NURSE.strong[1]}"
    judgement = judged([*NURSE.strong[:5], again, *NURSE.strong[6:]])
    assert judgement.weakness_items[0].quote == "It was the patient with COPD again, really."


def test_a_phrase_to_start_from_is_not_cut_short() -> None:
    said = (
        "Basically I think we kind of did a lot of things and it went more or less as you would "
        "expect of people who are in the same boat as everybody."
    )
    texts = [item.text for item in judged(["", said]).weakness_items]
    assert [text for text in texts if "Start from “Basically" in text] == []
