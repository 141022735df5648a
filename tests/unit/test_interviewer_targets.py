"""Floors under what the built-in interviewer judges; the bench prints how far above them it is."""

from functools import cache

import msgspec
import pytest

from app.interviewer.model import MAX_PROBES, QUESTIONS
from tests.roles import TODAY, Role, load_roles
from tests.roles.attacks import Attack, attacks_on
from tests.roles.interviews import Interview, hold, is_verbatim, quotes, read, score
from tests.roles.rules import RULES

ATTACK_CEILING = 3
each_role = pytest.mark.parametrize("role", load_roles(), ids=lambda role: role.name)
each_attack = pytest.mark.parametrize(
    ("role", "attack"),
    [
        pytest.param(role, attack, id=f"{role.name}, {attack.name}")
        for role in load_roles()
        for attack in attacks_on(role)
    ],
)


@cache
def trio(name: str) -> tuple[Interview, Interview, Interview]:
    """The strong, the mediocre and the poor interview of a role."""
    role = next(role for role in load_roles() if role.name == name)
    strong, mediocre, poor = (
        hold(role.documents, answers) for answers in (role.strong, role.mediocre, role.poor)
    )
    return strong, mediocre, poor


@each_role
def test_strong_answers_beat_mediocre_ones_and_those_beat_poor_ones(role: Role) -> None:
    strong, mediocre, poor = map(score, trio(role.name))
    assert strong > mediocre > poor


@each_role
def test_strong_answers_without_their_figures_still_beat_mediocre_ones(role: Role) -> None:
    without_figures = hold(role.documents, role.strong_without_figures)
    _, mediocre, _ = trio(role.name)
    assert score(without_figures) > score(mediocre)


@each_role
def test_figures_and_padding_do_not_make_mediocre_answers_strong(role: Role) -> None:
    strong, _, _ = trio(role.name)
    for answers in (role.mediocre_with_figures, role.mediocre_padded):
        assert score(hold(role.documents, answers)) < score(strong)


@each_attack
def test_an_attack_never_reads_as_a_good_interview(role: Role, attack: Attack) -> None:
    interview = hold(role.documents, attack.answers)
    assert score(interview) <= ATTACK_CEILING
    assert len(interview.turns) == QUESTIONS


@each_role
def test_every_quote_stands_in_its_source_word_for_word(role: Role) -> None:
    for interview in trio(role.name):
        said = list(quotes(interview))
        assert said != []
        assert [quote for quote in said if not is_verbatim(quote, interview)] == []


@each_role
def test_an_interview_is_eight_questions_of_which_two_at_most_are_probes(role: Role) -> None:
    for interview in trio(role.name):
        kinds = [turn.question.kind for turn in interview.turns]
        assert len(kinds) == QUESTIONS
        assert kinds.count("probe") <= MAX_PROBES
        assert RULES.next(interview.plan, interview.turns) is None


@each_role
def test_the_same_answers_give_the_same_report_byte_for_byte(role: Role) -> None:
    strong, _, _ = trio(role.name)
    assert RULES.read(role.documents, TODAY) == read(role.documents)
    again = hold(role.documents, role.strong)
    assert msgspec.json.encode(again) == msgspec.json.encode(strong)
