"""The eight questions of an interview, and the order in which they are asked."""

import subprocess
import sys
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.interviewer.model import (
    MAX_PROBES,
    QUESTIONS,
    Documents,
    Plan,
    Question,
    Turn,
)
from app.interviewer.rules.asking.order import has_room_for_a_probe, slots_left
from app.interviewer.rules.engine import VERSION
from tests.roles import TODAY
from tests.roles.rules import RULES, planned
from tests.unit.labelled_roles import roles
from tests.unit.sayable import is_sayable

LONG_ANSWER = "I looked at the rota, called two colleagues, and moved the round to noon. " * 8
GERMAN = "Wir suchen eine Pflegekraft für unsere Station. Sie haben Erfahrung mit der Pflege."

answers = st.sampled_from(["", "Yes.", "We usually would do that.", LONG_ANSWER])
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=300
)


def check(plan: Plan, documents: Documents) -> None:
    """What holds for every plan, whatever the documents are."""
    assert [question.slot for question in plan.questions] == list(range(1, QUESTIONS + 1))
    ids = {requirement.id for requirement in plan.requirements}
    for question in plan.questions:
        assert question.text
        assert question.why
        assert question.hint
        assert question.competency
        assert question.worded_by == VERSION
        assert not question.is_rephrased
        assert is_sayable(question.text)
        assert question.requirement_id is None or question.requirement_id in ids
        assert (question.quote, question.source) == (None, None)
        for line in question.rests_on:
            source = documents.cv if line.source == "cv" else documents.job_description
            assert line.quote in source
    for requirement in plan.requirements:
        assert requirement.text in documents.job_description
        assert all(line in documents.cv for line in requirement.evidence)


def interview(plan: Plan, given_answers: list[str]) -> list[Turn]:
    turns: list[Turn] = []
    for answer in given_answers:
        question = RULES.next(plan, turns)
        assert question is not None
        turns.append(Turn(question, answer))
    return turns


@pytest.mark.parametrize("name", roles())
def test_every_role_gets_eight_questions_with_true_quotes(name: str) -> None:
    documents = roles()[name].documents
    plan = planned(documents)
    check(plan, documents)
    assert (plan.made_by, plan.read_on) == ("rules-4", TODAY)
    assert (plan.language, plan.limited) == ("en", False)


def test_the_strongest_evidence_is_asked_about_and_a_must_before_what_would_be_nice() -> None:
    plan = planned(roles()["backend"].documents)
    strength, gap = plan.questions[1], plan.questions[2]
    by_id = {requirement.id: requirement for requirement in plan.requirements}
    assert by_id[strength.requirement_id or ""].status == "supported"
    assert by_id[gap.requirement_id or ""].status == "partial"
    assert "could find only a part" in gap.why


def test_the_slots_stand_in_one_order() -> None:
    names = [question.competency for question in planned(roles()["nurse"].documents).questions]
    assert names == [
        "background",
        "role knowledge",
        "gap",
        "prioritising",
        "learning",
        "teamwork",
        "depth",
        "motivation",
    ]


def test_a_second_essential_gap_is_asked_about_where_a_cv_has_no_figure() -> None:
    job = "Requirements:\n- Kubernetes\n- Forklift licence"
    plan = planned(Documents("Operator", "Acme", "Barista, Corner Cafe", job))
    assert [plan.questions[2].competency, plan.questions[6].competency] == ["gap", "gap"]
    assert plan.questions[2].requirement_id != plan.questions[6].requirement_id


def test_the_job_decides_whom_the_questions_speak_of() -> None:
    assert "patients" in planned(roles()["nurse"].documents).questions[3].text
    assert "pupils" in planned(roles()["teacher"].documents).questions[3].text


def test_one_interview_keeps_its_words_and_another_has_others() -> None:
    documents = roles()["nurse"].documents
    assert planned(documents, 7) == planned(documents, 7)
    assert len({planned(documents, number).questions[0].text for number in range(20)}) > 1


def test_a_plan_is_the_same_in_every_process() -> None:
    program = (
        "import sys, msgspec\n"
        "from tests.roles.rules import planned\n"
        "from tests.unit.labelled_roles import roles\n"
        "for role in roles().values():\n"
        "    plan = planned(role.documents, 5)\n"
        "    sys.stdout.buffer.write(msgspec.json.encode(plan))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().startswith(b"{")


@pytest.mark.parametrize(
    "documents",
    [
        Documents("Nurse", "Acme", "", ""),
        Documents("Nurse", "Acme", "Nurse", "We are nice."),
        Documents("{title}", "{0}", "{cv} 5 % of {job} in my own words", "You must {know} this."),
        Documents("Nurse", "Acme", "You need wound care", "You need wound care"),
        Documents("Nurse", "Acme", "word " * 40_000, "You need a word. " * 500),
        Documents("Nurse", "Acme", "a1" * 100_000, "Requirements:\n" + "b" * 10_000),
        Documents("🙂", "🙂", "🙂 🙂 3 🙂\n" * 200, "Requirements:\n🙂 🙂\n- 🙂"),
    ],
    ids=["empty", "no requirement", "braces", "same", "long", "one word", "emoji"],
)
def test_any_documents_get_eight_questions(documents: Documents) -> None:
    plan = planned(documents)
    check(plan, documents)
    assert not plan.limited


@pytest.mark.parametrize(
    ("text", "language"),
    [(GERMAN, "de"), ("我们正在寻找一名护士。要求:三年经验", "zh"), ("نبحث عن ممرضة", "ar")],
)
def test_a_language_without_rules_is_asked_in_english_and_not_matched(
    text: str, language: str
) -> None:
    documents = Documents("Nurse", "Acme", text, text)
    plan = planned(documents)
    check(plan, documents)
    assert (plan.language, plan.limited, plan.requirements) == (language, True, [])


@settings(max_examples=60, deadline=None)
@given(texts, texts, texts, texts, st.integers(0, 2**31))
def test_any_text_gives_eight_questions_and_the_same_twice(
    title: str, company: str, cv: str, job: str, interview_id: int
) -> None:
    documents = Documents(title, company, cv, f"Requirements:\n{job}\nDuties:\n{cv}")
    plan = planned(documents, interview_id)
    check(plan, documents)
    assert msgspec.json.encode(plan) == msgspec.json.encode(planned(documents, interview_id))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(roles())), st.lists(answers, min_size=QUESTIONS, max_size=QUESTIONS))
def test_an_interview_has_eight_questions_and_at_most_two_probes(
    name: str, given_answers: list[str]
) -> None:
    plan = planned(roles()[name].documents)
    turns = interview(plan, given_answers)
    kinds = [turn.question.kind for turn in turns]
    asked = [turn.question for turn in turns if turn.question.kind == "question"]
    assert RULES.next(plan, turns) is None
    assert kinds.count("probe") <= MAX_PROBES
    assert ("probe", "probe") not in pairwise(kinds)
    assert turns[-1].question == plan.questions[-1]
    assert [question.slot for question in asked] == sorted({q.slot for q in asked})
    assert {1, 2, 3, 4, 5, 8} <= {question.slot for question in asked}


def test_a_probe_takes_the_place_of_the_seventh_and_then_of_the_sixth() -> None:
    plan = planned(Documents("Nurse", "Acme", "Nurse", "We are nice."))
    turns = [Turn(plan.questions[0], "Yes."), Turn(probe_of(plan.questions[0]), LONG_ANSWER)]
    assert [question.slot for question in slots_left(plan, turns)] == [2, 3, 4, 5, 6, 8]
    turns += [Turn(plan.questions[1], "Yes."), Turn(probe_of(plan.questions[1]), LONG_ANSWER)]
    assert [question.slot for question in slots_left(plan, turns)] == [3, 4, 5, 8]


def test_an_interview_of_skips_ends_after_eight_questions_without_a_probe() -> None:
    plan = planned(roles()["nurse"].documents)
    turns: list[Turn] = []
    while question := RULES.next(plan, turns):
        turns.append(Turn(question, "", is_skipped=True))
    assert [turn.question for turn in turns] == plan.questions


def test_a_skipped_probe_is_followed_by_the_next_question() -> None:
    plan = planned(roles()["nurse"].documents)
    turns = [Turn(plan.questions[0], "Yes.")]
    probe = RULES.next(plan, turns)
    assert probe is not None
    assert probe.kind == "probe"
    turns.append(Turn(probe, "", is_skipped=True))
    assert RULES.next(plan, turns) == plan.questions[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["", "Yes.", LONG_ANSWER, None]), min_size=8, max_size=8))
def test_skips_and_answers_in_any_order_make_eight_turns_and_end_with_the_closer(
    given_answers: list[str | None],
) -> None:
    plan = planned(roles()["teacher"].documents)
    turns: list[Turn] = []
    for answer in given_answers:
        question = RULES.next(plan, turns)
        assert question is not None
        assert not (question.kind == "probe" and turns[-1].is_skipped)
        turns.append(Turn(question, answer or "", is_skipped=answer is None))
    assert RULES.next(plan, turns) is None
    assert turns[-1].question == plan.questions[-1]
    kept = {turn.question.competency for turn in turns if turn.question.kind == "question"}
    assert {"prioritising", "learning", "motivation"} <= kept


def test_a_probe_is_not_asked_where_nothing_can_make_room_for_it() -> None:
    plan = planned(Documents("Nurse", "Acme", "Nurse", "We are nice."))
    seven = [Turn(question, "Yes.") for question in plan.questions[:7]]
    assert not has_room_for_a_probe(slots_left(plan, seven), seven)
    assert RULES.next(plan, seven) == plan.questions[7]


def probe_of(question: Question) -> Question:
    return msgspec.structs.replace(question, kind="probe")
