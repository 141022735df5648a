"""What the report says, and that it says nothing which it can't know."""

import msgspec
import pytest

from app.interviewer.model import Documents, Judgement, Plan, Requirement, Turn
from app.interviewer.rules.judging.rubric import NAMES
from tests.roles.attacks import load_attacks
from tests.roles.rules import RULES
from tests.unit.judging_samples import CHEF, QUESTIONS, ROLES, Role, plan_of, turns_of

NURSE = ROLES[0]
GERMAN = "Ich habe drei Jahre auf der Station gearbeitet und die Schichten mit den anderen geplant."


def judged(role: Role, answers: list[str], *, limited: bool = False) -> Judgement:
    return RULES.judge(role.documents, plan_of(role, limited=limited), turns_of(answers))


def rules(judgement: Judgement) -> list[str]:
    return [item.rule for item in judgement.weakness_items]


def requirement(status: str, text: str, kind: str = "domain", *evidence: str) -> Requirement:
    return msgspec.convert(
        {"id": text, "text": text, "importance": 1, "status": status, "kind": kind}
        | {"evidence": list(evidence)},
        Requirement,
    )


def advised(
    requirements: list[Requirement], cv: str, answer: str = "I cannot say."
) -> list[tuple[str, str | None]]:
    """The rules that gave items on the CV, and the quote of each."""
    job = "\n".join(each.text for each in requirements)
    documents = Documents("Fitter", "Acme", cv, job)
    plan = Plan("rules-4", "en", False, requirements, QUESTIONS)
    judgement = RULES.judge(documents, plan, [Turn(QUESTIONS[1], answer)])
    return [(item.rule, item.quote) for item in judgement.cv_items]


def test_the_anchors_name_the_dimensions_in_their_order() -> None:
    assert [anchor.name for anchor in RULES.anchors] == list(NAMES)


def test_a_strong_interview_has_strengths_with_a_different_sentence_each() -> None:
    items = judged(NURSE, NURSE.strong).strength_items
    quotes = [item.quote for item in items]
    assert len(items) >= 3
    assert len(set(quotes)) == len(quotes)
    assert all(quote and len(quote.split()) >= 4 for quote in quotes)


def test_a_mediocre_interview_is_told_what_is_missing_and_where() -> None:
    judgement = judged(NURSE, NURSE.mediocre)
    specificity = next(each for each in judgement.dimensions if each.name == "specificity")
    assert (
        judgement.strength_items == [] or judgement.strength_items[0].rule == "strength:relevance"
    )
    assert "a figure" in specificity.next_step
    assert "In answers" in specificity.next_step
    assert [rule.split(":")[0] for rule in rules(judgement)[:2]] == ["weakness", "weakness"]


def test_a_rewrite_is_made_of_the_answers_own_words() -> None:
    answer = "In 2019 I moved the rota to paper. It was a change for the better and we liked it."
    texts = [item.text for item in judged(NURSE, ["", "", answer]).weakness_items]
    assert any("“In 2019, I moved the rota to paper. " in text for text in texts)


def test_a_flag_is_the_first_thing_that_is_said() -> None:
    judgement = judged(NURSE, [NURSE.job, "", *NURSE.strong[2:]])
    assert judgement.flags == ["list_of_terms", "copied", "empty"]
    assert rules(judgement)[:3] == ["flag:empty", "flag:list_of_terms", "flag:copied"]
    assert judgement.answers[1].flags == ["empty"]
    assert {score.score for score in judgement.answers[1].scores} == {1.0}


def test_stories_of_other_work_are_held_at_3_and_the_report_says_why() -> None:
    judgement = judged(NURSE, CHEF.strong)
    assert (judgement.interview_score, judgement.flags) == (3, ["about_other_work"])
    assert rules(judgement)[0] == "flag:about_other_work"


def test_words_that_fit_any_job_hold_the_score_down_and_the_report_says_why() -> None:
    judgement = judged(NURSE, load_attacks().platitudes_with_figures)
    assert judgement.interview_score == 3
    assert judgement.flags == ["fits_any_job"]
    assert rules(judgement)[0] == "flag:fits_any_job"


def test_a_weakness_without_a_step_starts_from_a_phrase_of_theirs() -> None:
    answer = "A good rota is important to me. You have to keep everybody in the picture."
    texts = [item.text for item in judged(NURSE, ["", answer]).weakness_items]
    assert any("Start from “" in text for text in texts)


def test_a_time_is_put_before_a_step_only_where_they_were_told_together() -> None:
    answer = "I moved the rota to paper. One day somebody wanted it back."
    texts = [item.text for item in judged(NURSE, ["", answer]).weakness_items]
    assert any("“I moved the rota to paper. " in text for text in texts)


def test_documents_too_short_to_tell_the_role_hold_nothing_down() -> None:
    documents = Documents("Nurse", "Acme", "Nurse for ten years.", "We need a nurse for our ward.")
    plan = Plan("rules-4", "en", False, [], QUESTIONS)
    judgement = RULES.judge(documents, plan, turns_of(CHEF.strong))
    assert "about_other_work" not in judgement.flags


def test_one_strong_answer_has_its_dimensions_and_no_score_for_an_interview() -> None:
    judgement = judged(NURSE, NURSE.strong[:1])
    assert judgement.interview_score is None
    assert "fewer than 4" in (judgement.score_note or "")
    assert [each.name for each in judgement.dimensions] == ["specificity", "ownership", "relevance"]


def test_a_good_answer_to_a_probe_makes_up_for_the_answer_before() -> None:
    question = QUESTIONS[1]
    probe = msgspec.structs.replace(question, kind="probe")
    weak, strong = NURSE.poor[1], NURSE.strong[1]
    plan = plan_of(NURSE)
    alone = RULES.judge(NURSE.documents, plan, [Turn(question, strong)])
    recovered = RULES.judge(NURSE.documents, plan, [Turn(question, weak), Turn(probe, strong)])
    assert recovered.interview_score == alone.interview_score


def test_a_plan_without_a_language_has_no_score_and_still_advice_on_the_cv() -> None:
    judgement = judged(NURSE, NURSE.strong, limited=True)
    assert (judgement.interview_score, judgement.limited) == (None, True)
    assert judgement.dimensions == []
    assert rules(judgement) == ["limited"]
    assert judgement.cv_items != []
    assert "English only" in (judgement.score_note or "")


def test_answers_in_another_language_have_no_score_and_no_flag() -> None:
    judgement = judged(NURSE, [GERMAN] * 8)
    assert (judgement.interview_score, judgement.limited, judgement.flags) == (None, True, [])


def test_one_answer_in_another_language_is_left_out_and_said() -> None:
    with_german = judged(NURSE, [*NURSE.strong[:3], GERMAN, *NURSE.strong[4:]])
    assert with_german.interview_score == judged(NURSE, NURSE.strong).interview_score
    assert rules(with_german)[0] == "flag:in_another_language"
    assert with_german.answers[3].scores == []


def test_a_gap_that_an_answer_filled_is_advised_first() -> None:
    wanted = [
        requirement("gap", "Welding of stainless pipes"),
        requirement("gap", "Forklift driving"),
    ]
    answer = "In May I welded the stainless pipes of the dairy. It held."
    assert advised(wanted, "Fitter at Acme", answer)[0] == (
        "cv:filled",
        answer.split(". ")[0] + ".",
    )


def test_a_denial_fills_no_gap() -> None:
    wanted = [requirement("gap", "Welding of stainless pipes")]
    answer = "I have not welded stainless pipes, I only watched."
    assert advised(wanted, "Fitter at Acme", answer) == [("cv:gap", "Welding of stainless pipes")]


def test_a_line_without_a_figure_is_asked_for_one() -> None:
    wanted = [requirement("supported", "Repair of pumps", "domain", "Repaired pumps on site")]
    assert advised(wanted, "Repaired pumps on site") == [
        ("cv:unmeasured", "Repaired pumps on site")
    ]


def test_the_jobs_own_word_is_advised_where_the_cv_has_another() -> None:
    line = "Repaired 40 pumps with the Siemens PLC"
    wanted = [requirement("supported", "Fault finding on Simatic S7", "tool", line)]
    assert advised(wanted, line) == [("cv:other_word", line)]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_there_are_at_most_five_items_on_the_cv_one_for_each_requirement(role: Role) -> None:
    items = judged(role, role.strong).cv_items
    ids = [item.requirement_id for item in items if item.requirement_id]
    assert 1 <= len(items) <= 5
    assert len(set(ids)) == len(ids)


def test_a_line_of_the_cv_is_advised_once() -> None:
    line = "Repaired pumps on site"
    wanted = [requirement("supported", f"Repair of pump {n}", "domain", line) for n in range(2)]
    assert advised(wanted, line) == [("cv:unmeasured", line)]


def test_soft_requirements_are_never_gaps_of_the_cv() -> None:
    soft = requirement("gap", "Good communication", "soft")
    hard = requirement("gap", "Certificate of welding")
    assert advised([soft, hard], "Fitter at Acme") == [("cv:gap", hard.text)]


def test_a_figure_of_an_answer_that_the_cv_lacks_is_advised() -> None:
    answer = (
        "Our pumps stood still for days. I listed every part that broke, built a store of the six "
        "worst and showed the crew where it is. Repairs went down by 38 %, from nine days to five."
    )
    assert ("cv:figure", "Repairs went down by 38 %, from nine days to five.") in advised(
        [], "Fitter at Acme", answer
    )
    assert advised([], "Fitter at Acme\nCut repairs by 38 %", answer) == []


def test_a_story_that_is_told_twice_is_noticed() -> None:
    again = (
        "Somebody I remember had COPD, was 71 and no longer complaining about the telly on a "
        "Sunday. His CO2 had gone up. Before the registrar came with the mask, the NIV machine "
        "and the SBAR were ready, because a HCA and I had seen that the NEWS2 and the gas did "
        "not agree, and I lowered the oxygen. He left for home."
    )
    judgement = judged(NURSE, [*NURSE.strong[:5], again, *NURSE.strong[6:]])
    said = [item.text for item in judgement.weakness_items if item.rule == "told_twice"]
    assert [text.split(" seem")[0] for text in said] == ["Answers 2 and 6"]
    assert "told_twice" not in rules(judged(NURSE, NURSE.strong))
