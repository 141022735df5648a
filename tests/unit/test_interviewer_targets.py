"""Floors under what the built-in interviewer judges; the bench prints how far above them it is."""

import os
import subprocess
import sys
from functools import cache

import msgspec
import pytest

from app.interview.interviewer.model import MAX_PROBES, QUESTIONS
from app.interview.interviewer.rules import RulesInterviewer
from tests.roles import Role, load_roles
from tests.roles.attacks import Attack, attacks_on
from tests.roles.interviews import Interview, hold, is_verbatim, quotes, score

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
PRINT_A_REPORT = """
import sys
import msgspec
from tests.unit.test_interviewer_targets import trio
from tests.roles import load_roles
for interview in trio(load_roles()[0].name):
    sys.stdout.buffer.write(msgspec.json.encode(interview))
"""


@cache
def trio(name: str) -> tuple[Interview, Interview, Interview]:
    """The strong, the mediocre and the poor interview of a role."""
    role = next(role for role in load_roles() if role.name == name)
    strong, mediocre, poor = (
        hold(RulesInterviewer(), role.documents, answers)
        for answers in (role.strong, role.mediocre, role.poor)
    )
    return strong, mediocre, poor


@each_role
def test_strong_answers_beat_mediocre_ones_and_those_beat_poor_ones(role: Role) -> None:
    strong, mediocre, poor = map(score, trio(role.name))
    assert strong > mediocre > poor


@each_role
def test_strong_answers_without_their_figures_still_beat_mediocre_ones(role: Role) -> None:
    without_figures = hold(RulesInterviewer(), role.documents, role.strong_without_figures)
    _, mediocre, _ = trio(role.name)
    assert score(without_figures) > score(mediocre)


@each_role
def test_figures_and_padding_do_not_make_mediocre_answers_strong(role: Role) -> None:
    strong, _, _ = trio(role.name)
    for answers in (role.mediocre_with_figures, role.mediocre_padded):
        assert score(hold(RulesInterviewer(), role.documents, answers)) < score(strong)


@each_attack
def test_an_attack_never_reads_as_a_good_interview(role: Role, attack: Attack) -> None:
    interview = hold(RulesInterviewer(), role.documents, attack.answers)
    assert score(interview) <= ATTACK_CEILING
    assert len(interview.turns) == QUESTIONS


@each_role
def test_every_quote_stands_in_its_source_word_for_word(role: Role) -> None:
    for interview in trio(role.name):
        said = list(quotes(interview))
        assert said != []
        assert [quote for quote in said if not is_verbatim(quote, interview)] == []


@each_role
def test_an_interview_is_eight_questions_of_which_three_at_most_are_probes(role: Role) -> None:
    for interview in trio(role.name):
        kinds = [turn.question.kind for turn in interview.turns]
        assert len(kinds) == QUESTIONS
        assert kinds.count("probe") <= MAX_PROBES
        assert RulesInterviewer().next(interview.plan, interview.turns) is None


@each_role
def test_the_same_answers_give_the_same_report_byte_for_byte(role: Role) -> None:
    strong, _, _ = trio(role.name)
    again = hold(RulesInterviewer(), role.documents, role.strong)
    assert msgspec.json.encode(again) == msgspec.json.encode(strong)


def test_another_process_gives_the_same_report_byte_for_byte() -> None:
    assert report_of_a_process(hash_seed="1") == report_of_a_process(hash_seed="2") != b""


def report_of_a_process(hash_seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", PRINT_A_REPORT]
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout
