"""A check that refuses what is true costs the person a good remark, so true words have to pass."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from app.interviewer.language_model.opinion import MOST_BETTER, MOST_REMARK, AnswerChecks
from app.interviewer.language_model.questions import QuestionPlace
from app.interviewer.language_model.texts import PersonTexts
from tests.roles import Role, load_roles
from tests.roles.interviews import Interview, hold
from tests.unit.scripted_model import PROMPTS, VERIFIER, ScriptedModel
from tests.unit.test_model_wording import interviewer

FILE = Path(__file__).parents[1] / "honest_model.toml"
ROLES = {role.name: role for role in load_roles()}
SAID = [
    (role, kind, one["number"], one["text"])
    for role, kinds in tomllib.loads(FILE.read_text("utf-8")).items()
    for kind, each in kinds.items()
    for one in each
]
WRITER = interviewer(ScriptedModel(None)).writer


@cache
def held(role: str) -> Interview:
    return hold(ROLES[role].documents, ROLES[role].strong)


def of_kind(kind: str) -> pytest.MarkDecorator:
    each = [(role, number, text) for role, what, number, text in SAID if what == kind]
    return pytest.mark.parametrize(("role", "number", "text"), each)


def checks(role: str, number: int) -> AnswerChecks:
    interview = held(role)
    person = PersonTexts(interview.documents, interview.turns, VERIFIER)
    return AnswerChecks(person, interview.turns[number - 1], number, PROMPTS)


@of_kind("remark")
def test_a_true_remark_is_shown(role: str, number: int, text: str) -> None:
    assert VERIFIER.prose(text, checks(role, number).all, MOST_REMARK) is None


@of_kind("better")
def test_a_stronger_version_of_their_own_facts_is_shown(role: str, number: int, text: str) -> None:
    assert VERIFIER.prose(text, checks(role, number).own, MOST_BETTER) is None


@of_kind("question")
def test_a_fair_question_is_asked(role: str, number: int, text: str) -> None:
    interview = held(role)
    [planned] = [one for one in interview.plan.questions if one.slot == number]
    person = PersonTexts(interview.documents, interview.turns[: number - 1], VERIFIER)
    place = QuestionPlace(person, interview.plan, planned)
    asked = [text for text in place.asked if text != planned.text]
    assert WRITER.refused(place, text, asked) is None


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_nothing_that_honest_people_bring_and_say_speaks_to_a_judge(role: Role) -> None:
    texts = [role.documents.cv, role.documents.job_description]
    for text in [*texts, *role.strong, *role.mediocre, *role.poor]:
        assert VERIFIER.honest(text) == text
