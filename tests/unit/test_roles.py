"""The roles that the interviewer is tried on: what must hold for a figure to mean anything."""

import re
from collections import Counter

import pytest

from app.interviewer.model import QUESTIONS
from tests.roles import Role, load_roles
from tests.roles.attacks import attacks_on

each_role = pytest.mark.parametrize("role", load_roles(), ids=lambda role: role.name)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")


@each_role
def test_a_role_has_enough_labels_and_each_stands_in_its_job_description(role: Role) -> None:
    assert len(role.labels) >= 8
    job = role.documents.job_description
    assert [label.line for label in role.labels if label.line not in job] == []


@each_role
def test_every_set_answers_eight_questions_and_leaves_no_markup(role: Role) -> None:
    for answers in sets_of(role):
        assert len(answers) == QUESTIONS
        assert not re.search(r"[{}|\[\]]", "".join(answers))


@each_role
def test_an_attack_has_eight_answers(role: Role) -> None:
    assert {len(attack.answers) for attack in attacks_on(role)} == {QUESTIONS}


@each_role
def test_padding_makes_a_mediocre_answer_longer_and_changes_nothing_else(role: Role) -> None:
    for plain, padded in zip(role.mediocre, role.mediocre_padded, strict=True):
        words, padded_words = Counter(plain.split()), Counter(padded.split())
        assert words < padded_words


def test_no_two_roles_share_a_sentence() -> None:
    sentences = Counter(
        sentence for role in load_roles() for sentence in {*sentences_of(role)} if sentence
    )
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def sets_of(role: Role) -> list[list[str]]:
    return [
        *(role.strong, role.strong_without_figures),
        *(role.mediocre, role.mediocre_with_figures, role.mediocre_padded),
        role.poor,
    ]


def sentences_of(role: Role) -> list[str]:
    answers = [*role.strong, *role.mediocre_padded, *role.poor]
    return [
        sentence.strip().lower() for answer in answers for sentence in SENTENCE_END.split(answer)
    ]
