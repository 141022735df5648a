"""Where the parts of an answer are heard, as offsets; and one answer that is given again."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.interviewer.model import AnswerJudgement, Mark, Turn
from app.interviewer.rules.judging.report import ENOUGH_ANSWERS, FEWEST_ANSWERS
from tests.roles import Role, load_roles
from tests.roles.attacks import attacks_on
from tests.roles.interviews import hold
from tests.roles.rules import RULES
from tests.unit.judging_samples import QUESTIONS, ROLES, plan_of, turns_of

NURSE = ROLES[0]
OF_SENTENCES = ("situation", "task", "action", "result", "learning", "hedge", "team")
anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=300)
said = st.lists(st.sampled_from([*NURSE.strong, *NURSE.mediocre]) | anything, max_size=3)


def judged(answer: str, place: int = 1) -> AnswerJudgement:
    judgement = RULES.judge(NURSE.documents, plan_of(NURSE), [Turn(QUESTIONS[place], answer)])
    return judgement.answers[0]


def heard(answer: str, kind: str) -> list[str]:
    return [answer[m.start : m.end] for m in judged(answer).marks if m.kind == kind]


@given(said.map(" ".join))
@settings(max_examples=60, deadline=None)
def test_marks_stand_in_the_answer_and_those_of_sentences_do_not_overlap(answer: str) -> None:
    marks = judged(answer).marks
    assert all(0 <= mark.start < mark.end <= len(answer) for mark in marks)
    told = [mark for mark in marks if mark.kind in OF_SENTENCES]
    assert all(first.end <= second.start for first, second in pairwise(told))


@pytest.mark.parametrize(
    ("figure", "rest"),
    [
        ("14:10", ""),
        ("7:30pm", ""),
        ("2024", ""),
        ("12/03/2024", ""),
        ("2024-03-12", ""),
        ("March 2024", ""),
        ("12 March 2024", ""),
        ("12th of March 2024", ""),
        ("March 12, 2024", ""),
        ("3 Sept 2023", ""),
        ("14:10", " and 9 of them"),
    ],
)
def test_a_time_or_a_date_is_one_figure(figure: str, rest: str) -> None:
    answer = f"The boiler was cold on {figure}{rest}. I rang Mr Pell at once."
    assert heard(answer, "figure") == [figure, *(["9"] if rest else [])]
    assert heard(answer, "name") == ["Mr Pell"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("I served in the Royal Engineers for nine years.", ["Royal Engineers"]),
        ("Aire Valley took me on with a Cat D licence.", ["Aire Valley", "Cat D"]),
        ("My CV leaves out the plan B that we drew.", []),
        ("I cloned it in E. coli at Bilkent.", ["Bilkent"]),
        ("Yesterday Mrs Ode rang, and then Kev.", ["Mrs Ode", "Kev"]),
    ],
)
def test_a_name_of_several_words_is_one_and_a_letter_is_none(
    sentence: str, names: list[str]
) -> None:
    assert heard(sentence, "name") == names


@pytest.mark.parametrize(
    "reason",
    [
        "since the tank leaked",
        "since he was late",
        "because it was cold",
        "so she could sleep",
        "as I had to leave",
        "as there was a risk",
    ],
)
def test_a_reason_is_marked(reason: str) -> None:
    assert heard(f"The boiler broke. I closed the hall {reason}.", "reason") != []


@pytest.mark.parametrize(
    "no_reason",
    [
        "since 2004",
        "since the summer",
        "since the night before",
        "since last March",
        "since my first job",
        "with the risk team",
        "as I had in service",
        "and chose 14",
    ],
)
def test_a_time_is_no_reason(no_reason: str) -> None:
    assert heard(f"The boiler was cold. I ran the hall {no_reason}.", "reason") == []


def test_so_at_the_beginning_and_so_i_do_are_no_reasons() -> None:
    assert heard("So I left school at 16. I keep a folder, so I do.", "reason") == []
    assert heard("The bus was late. So I rang the school.", "reason") == ["So I"]


@pytest.mark.parametrize(
    "nothing",
    [
        "Since then I've been at the depot in Medway.",
        "Nobody showed me that.",
        "The team is mostly domestic.",
    ],
)
def test_what_only_sounds_like_a_lesson_is_none(nothing: str) -> None:
    assert heard(f"I loaded the van backwards in May. {nothing}", "learning") == []


@pytest.mark.parametrize(
    "nothing",
    [
        "I could have held it in the hall.",
        "I never forgot that day.",
        "I might have rung the office.",
    ],
)
def test_what_was_not_done_is_no_step(nothing: str) -> None:
    assert heard(f"The boiler was cold. {nothing}", "action") == []


@pytest.mark.parametrize("said", ["12 marbles", "2 junior nurses", "of the 12 may have", "March"])
def test_what_only_looks_like_a_date_is_none(said: str) -> None:
    answer = f"The boiler was cold in {said} 2 weeks. I rang Mr Pell at once."
    assert all(word.isdigit() for word in heard(answer, "figure"))


def test_offsets_count_code_points() -> None:
    answer = "Der Bär 🐻 İstanbul: I rang Zoë at nine. She came back from theatre within the hour."
    assert answer.index("She") in [mark.start for mark in judged(answer).marks]


@pytest.mark.parametrize(
    "step",
    [
        "I sat with Mr Pell until the morning.",
        "I helped the twins with their coats.",
        "I listened to the tenant on the stairs.",
        "I stayed by her door.",
        "I waited with the driver at the gate.",
        "I showed the apprentice the valve.",
        "I talked to him about his garden.",
        "I gave her the lighter spoon.",
        "I found a chair for the grandmother.",
        "I made a card for the hatch.",
        "I kept the dog in the van.",
        "I took the trolley to the kiln.",
        "I went to Mrs Ode first.",
        "I asked the foreman for the plan.",
        "I called the harbour at six.",
        "I redrew the rota in pencil.",
    ],
)
def test_an_everyday_step_is_a_step(step: str) -> None:
    answer = f"The boiler was cold that night. {step}"
    assert heard(answer, "action") == [step]


@pytest.mark.parametrize(
    "outcome",
    [
        "Now everyone uses them.",
        "He had no harm.",
        "She walked out on day 26.",
        "They still do it that way.",
        "Nobody was hurt.",
        "The wait fell from nine days to four.",
        "He sends me a card each Easter.",
    ],
)
def test_an_outcome_in_plain_words_is_an_outcome(outcome: str) -> None:
    answer = f"The lift broke in May. I rang the fitter and carried the trays up. {outcome}"
    assert heard(answer, "result") == [outcome]


@pytest.mark.parametrize("problem", ["Nobody could find the stock.", "The fitter would not come."])
def test_a_problem_is_no_outcome(problem: str) -> None:
    assert heard(f"I opened the hall at six. {problem}", "result") == []


def test_a_sentence_that_holds_a_step_and_its_outcome_has_two_marks() -> None:
    answer = "The queue reached the door. I opened the second till, and after a week nobody waited."
    assert heard(answer, "action") == ["I opened the second till"]
    assert heard(answer, "result") == ["and after a week nobody waited."]


def test_what_somebody_would_do_is_a_hedge_and_a_step_where_the_question_asks_for_a_plan() -> None:
    answer = "I would listen to the night staff and I would read the log of falls."
    assert {mark.kind for mark in judged(answer).marks} == {"hedge"}
    assert {mark.kind for mark in judged(answer, place=7).marks} == {"action"}


def test_a_part_that_was_not_heard_is_a_slot_with_its_question() -> None:
    answer = judged("The lift broke in May. I rang the fitter and carried the trays up.")
    assert answer.parts == {"situation": True, "task": False, "action": True, "result": False}
    assert [slot.part for slot in answer.empty_slots] == ["task", "result"]
    assert all(slot.question.endswith("?") for slot in answer.empty_slots)


def test_a_question_that_asks_for_no_story_has_no_empty_slots() -> None:
    for place in (0, 7):
        assert judged("I like old houses and their gutters.", place).empty_slots == []


def test_nothing_is_marked_where_nothing_is_counted() -> None:
    flagged = judged(NURSE.job)
    assert flagged.flags != []
    assert (flagged.marks, set(flagged.parts.values())) == ([], {False})


@pytest.mark.parametrize("role", load_roles(), ids=lambda role: role.name)
def test_the_same_words_given_again_get_the_same_scores_and_marks(role: Role) -> None:
    for answers in (role.strong, role.mediocre, attacks_on(role)[-1].answers):
        interview = hold(role.documents, answers)
        for turn, judgement in zip(interview.turns, interview.judgement.answers, strict=True):
            attempt = RULES.judge_attempt(
                role.documents, interview.turns, judgement.number, turn.answer
            )
            assert attempt.answer == judgement
            assert attempt.scored_by == interview.judgement.scored_by


def test_a_better_answer_is_judged_better_and_says_why() -> None:
    turns = turns_of(NURSE.mediocre)
    before = RULES.judge_attempt(NURSE.documents, turns, 2, NURSE.mediocre[1])
    after = RULES.judge_attempt(NURSE.documents, turns, 2, NURSE.strong[1])
    assert mean(after.answer) > mean(before.answer) + 1
    assert any(item.rule == "strength:impact" for item in after.items)
    assert all(item.source in (None, "answer 2") for item in [*before.items, *after.items])


def test_a_skipped_turn_is_no_answer_and_keeps_its_number() -> None:
    turns = turns_of(NURSE.strong)
    turns[2] = msgspec.structs.replace(turns[2], answer="", is_skipped=True)
    judgement = RULES.judge(NURSE.documents, plan_of(NURSE), turns)
    assert [answer.number for answer in judgement.answers] == [1, 2, 4, 5, 6, 7, 8]
    assert "empty" not in judgement.flags


@pytest.mark.parametrize("count", range(1, 9))
def test_few_answers_have_no_score_and_some_have_a_range(count: int) -> None:
    judgement = RULES.judge(NURSE.documents, plan_of(NURSE), turns_of(NURSE.strong[:count]))
    assert (judgement.interview_score is not None) == (count >= FEWEST_ANSWERS)
    assert (judgement.score_range is not None) == (FEWEST_ANSWERS <= count < ENOUGH_ANSWERS)
    assert judgement.score_note
    if judgement.score_range and judgement.interview_score:
        low, high = judgement.score_range
        assert 1 <= low <= judgement.interview_score <= high <= 10
        assert low < high


@pytest.mark.parametrize("role", load_roles(), ids=lambda role: role.name)
def test_there_are_one_to_three_things_to_do_next(role: Role) -> None:
    for answers in (role.strong, role.mediocre, role.poor, role.strong[:1]):
        steps = hold(role.documents, answers).judgement.next_steps
        assert 1 <= len(steps) <= 3
        assert len({step.kind for step in steps}) == len(steps)
        assert all(step.text[0].isupper() and step.text[-1] in ".?”" for step in steps)


@pytest.mark.parametrize("role", load_roles(), ids=lambda role: role.name)
def test_nothing_is_praised_and_blamed_in_one_report(role: Role) -> None:
    for answers in (role.strong, role.mediocre):
        judgement = hold(role.documents, answers).judgement
        good = {item.rule.removeprefix("strength:") for item in judgement.strength_items}
        bad = {item.rule.removeprefix("weakness:") for item in judgement.weakness_items}
        assert good.isdisjoint(bad)


def mean(answer: AnswerJudgement) -> float:
    return sum(score.score for score in answer.scores) / len(answer.scores)


def test_a_mark_is_a_kind_and_two_offsets() -> None:
    assert msgspec.json.encode(Mark(0, 4, "action")) == b'{"start":0,"end":4,"kind":"action"}'
