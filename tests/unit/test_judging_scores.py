"""Whether the overall orders what people would order, and gives nothing for tricks."""

from statistics import mean

import pytest

from tests.roles.attacks import with_small_talk
from tests.unit.judging_samples import (
    HONEST,
    ROLES,
    Honest,
    Role,
    attacks,
    padded,
    score,
    sprinkled,
    without_figures,
)

ATTACK_LIMIT = 3.5  # is shown as 3

each_role = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)


@each_role
def test_strong_beats_mediocre_by_two_points_and_mediocre_beats_poor_by_one(role: Role) -> None:
    strong, mediocre, poor = (
        score(role, answers) for answers in (role.strong, role.mediocre, role.poor)
    )
    assert strong - mediocre >= 2.5
    assert mediocre - poor >= 1


@each_role
def test_a_mediocre_interview_is_3_to_5_and_a_strong_one_7_at_least(role: Role) -> None:
    assert 3 <= score(role, role.mediocre) <= 5
    assert score(role, role.strong) >= 7


def test_mediocre_beats_poor_by_a_point_and_a_half_on_average() -> None:
    assert mean(score(role, role.mediocre) - score(role, role.poor) for role in ROLES) >= 1.5


def test_the_scale_is_used_poor_to_2_mediocre_about_4_strong_from_7() -> None:
    assert mean(score(role, role.poor) for role in ROLES) < 2
    assert 3 <= mean(score(role, role.mediocre) for role in ROLES) <= 4.5
    assert mean(score(role, role.strong) for role in ROLES) >= 7.5
    assert min(score(role, role.strong) for role in ROLES) >= 6.5


@each_role
def test_no_trick_gets_more_than_3(role: Role) -> None:
    reached = {name: score(role, answers) for name, answers in attacks(role)}
    assert {name: high for name, high in reached.items() if high >= ATTACK_LIMIT} == {}


@each_role
def test_padding_a_mediocre_interview_to_twice_its_length_gains_almost_nothing(role: Role) -> None:
    assert score(role, padded(role.mediocre)) - score(role, role.mediocre) < 0.5


def test_talk_of_the_weather_and_the_canteen_gains_almost_nothing_on_average() -> None:
    gains = [
        score(role, with_small_talk(role.mediocre)) - score(role, role.mediocre) for role in ROLES
    ]
    assert mean(gains) < 0.8
    assert max(gains) < 1.8  # a dog in the canteen is a word of the job, for the vet's desk


@pytest.mark.parametrize("honest", HONEST, ids=lambda honest: honest.name)
def test_an_honest_interview_is_scored_by_what_it_says_not_by_how(honest: Honest) -> None:
    assert honest.least <= score(honest, honest.answers) <= honest.most


@each_role
def test_figures_sprinkled_over_a_mediocre_interview_gain_less_than_a_point(role: Role) -> None:
    assert score(role, sprinkled(role.mediocre)) - score(role, role.mediocre) < 1


@each_role
def test_strong_answers_without_their_figures_still_beat_mediocre_ones(role: Role) -> None:
    assert score(role, without_figures(role.strong)) - score(role, role.mediocre) >= 2


@each_role
def test_an_interview_that_ends_after_three_answers_is_scored_on_those(role: Role) -> None:
    assert score(role, role.strong[:3]) - score(role, role.mediocre[:3]) >= 2
